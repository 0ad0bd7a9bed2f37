"""Streams beside videos: on the Following page, and in search. What nobody may find is found nowhere."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Channel, User
from accounts.services.channel_editing import save_channel
from accounts.services.following import follow
from live.models import Reminder, Stream
from live.services.streams import create_stream, update_stream
from live.services.viewers import beat
from tests.discovery.conftest import MakeVideo
from tests.factories import ChannelFactory
from tests.live.broadcasts import go_live, soon
from videos.models import Video

pytestmark = pytest.mark.django_db
Make = Callable[..., Stream]


@pytest.fixture
def make_stream(channel: Channel) -> Make:
    """Make a stream as its creator would; `live` puts it on air."""

    def make(title: str, *, live: bool = False, on: Channel = channel, **values: Any) -> Stream:
        stream = create_stream(channel=on, values={"title": title, **values})
        if live:
            go_live(stream)
        return stream

    return make


def found(text: str, **more: Any) -> list[str]:
    """Titles of streams that the API finds."""
    cache.clear()
    answer = Client().get("/api/v1/search", {"q": text, **more})
    assert answer.status_code == 200
    return [each["title"] for each in answer.json()["streams"]]


def test_words_find_streams_as_they_find_videos(make_stream: Make, channel: Channel) -> None:
    make_stream("Baking sourdough films", live=True, tags=["bread"], description="With rye")
    make_stream("노을이 지는 바다", starts_at=soon(days=1), language="ko", category="music")
    make_stream("Sourdough, some time")
    for text in ("sourdough", "film", "BAKING bread", "rye", '"sourdough films"'):
        assert found(text) == ["Baking sourdough films"], text
    for text in ("노을", "바다", "노을이지는"):
        assert found(text) == ["노을이 지는 바다"], text
    # By the channel, whatever it is called now; those on air first.
    Channel.objects.update(name="The Night Bakery")
    for text in ("night bakery", "@creator", "creator"):
        assert found(text) == ["Baking sourdough films", "노을이 지는 바다"], text
    for text in (
        "sour",
        "sourdough -films",
        "",
        "-",
        "%",
        "_",
        "\x00",
        "' OR 1=1 --",
        "\\",
        "x" * 900,
    ):
        assert found(text) == [], text  # fmt: skip
    # Filters that a stream can answer narrow; those of videos alone leave none.
    assert found("creator", category="music") == ["노을이 지는 바다"]
    assert found("creator", language="ko") == ["노을이 지는 바다"]
    for name, value in (("duration", "short"), ("uploaded", "week"), ("captions", "true")):
        assert found("creator", **{name: value}) == []
    assert found("creator", start=20) == []


def test_a_new_title_counts_at_once(make_stream: Make) -> None:
    stream = make_stream("Old words", live=True)
    update_stream(stream=stream, changes={"title": "Fresh words"})
    assert (found("old"), found("fresh")) == ([], ["Fresh words"])


def test_another_name_of_the_channel_counts_at_once(
    make_stream: Make, make_video: MakeVideo, channel: Channel, django_capture_on_commit_callbacks: Any
) -> None:  # fmt: skip
    make_stream("Sourdough", live=True)
    make_video("Rye bread")
    channel.name, channel.handle = "Wolken", "wolken"
    with django_capture_on_commit_callbacks(execute=True):
        save_channel(channel=channel, links=[], pictures={})
    assert found("sourdough wolken") == ["Sourdough"]
    cache.clear()
    assert Client().get("/api/v1/search?q=rye+wolken").json()["total"] == 1
    assert found("sourdough creator") == []


def test_streams_of_before_get_their_words(make_stream: Make) -> None:
    make_stream("Sourdough", live=True, tags=["bread"])
    Stream.objects.update(search=None)
    assert found("sourdough") == []
    import_module("live.migrations.0005_search_words").index(apps, None)
    assert found("sourdough bread creator") == ["Sourdough"]


def test_reindexing_is_for_streams_as_well(make_stream: Make, capsys: Any) -> None:
    make_stream("Sourdough", live=True, tags=["bread"])
    Stream.objects.update(search=None)
    assert found("sourdough") == []
    call_command("reindex")
    assert "and 1 streams" in capsys.readouterr().out
    assert found("sourdough bread creator") == ["Sourdough"]


def suggested(typed: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = Client().get("/search/suggest", {"q": typed}).json()["items"]
    return items


def test_what_is_on_air_or_announced_is_suggested_by_its_title(
    make_stream: Make, make_video: MakeVideo
) -> None:
    make_video("Sourdough at home")
    make_video("Sourdough live", hours_old=2)
    coming = make_stream("Sourdough tomorrow", starts_at=soon(days=1))
    assert next(each["text"] for each in suggested("sour")) == "Sourdough tomorrow"
    live = make_stream("Sourdough live", live=True, tags=["zz"], description="qqq")
    hangul = make_stream("노을이 지는 바다", live=True)
    for hidden in ({"privacy": "private"}, {"privacy": "unlisted"}, {"is_test": True}):
        make_stream("Sourdough hidden", live=True, **hidden)
    make_stream("Sourdough, some time")
    # Streams are looked for anew each time; those on air come first, and a title is not said twice.
    items = suggested("sourd")
    assert [(each["text"], each["live"], each["url"]) for each in items] == [
        ("Sourdough live", True, live.get_absolute_url()),
        ("Sourdough tomorrow", False, coming.get_absolute_url()),
        ("Sourdough at home", False, ""),
    ]
    assert coming.starts_at is not None
    assert items[1]["starts_at"] == coming.starts_at.isoformat()
    assert suggested("노으")[0]["url"] == hangul.get_absolute_url()
    assert suggested("zz") == suggested("qqq") == []
    told = Client().get("/api/v1/search/suggestions?q=sourd").json()
    assert (told[0]["stream"], told[0]["live"]) == (live.public_id, True)
    assert told[0]["url"].endswith(live.get_absolute_url())
    for number in range(9):
        make_stream(f"Sourdough {number}", live=True)
    assert len([each for each in suggested("sourd") if each["stream"]]) == 3


@pytest.mark.parametrize("typed", ["sourd", "노으"])
def test_suggestions_cost_the_same_whatever_is_on_air(
    make_stream: Make, make_video: MakeVideo, typed: str
) -> None:
    make_video("Sourdough at home")
    for number in range(3):
        make_stream(f"Sourdough {number} 노을", live=True, on=ChannelFactory())
        make_stream(f"Sourdough later {number} 노을", starts_at=soon(days=1), on=ChannelFactory())
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert suggested(typed)
    assert len(queries) <= 8


def test_the_most_watched_come_first_and_lists_are_bounded(make_stream: Make) -> None:
    streams = [make_stream(f"Chess {n}", live=True, on=ChannelFactory()) for n in range(10)]
    for number in range(6):
        make_stream(f"Chess later {number}", on=ChannelFactory(), starts_at=soon(days=number + 1))
    beat({streams[0].public_id: ["one", "two"]})
    items = Client().get("/api/v1/search?q=chess").json()["streams"]
    titles = [each["title"] for each in items]
    assert titles[0] == "Chess 0"
    assert [title for title in titles if "later" in title] == [f"Chess later {n}" for n in range(4)]
    assert len(titles) == 12


def test_what_nobody_may_find_is_not_found(
    make_stream: Make, viewer: User, channel: Channel, sign_in: Any
) -> None:
    hidden = [
        make_stream("Secret private", live=True, privacy="private"),
        make_stream("Secret unlisted", live=True, privacy="unlisted"),
        make_stream("Secret password", live=True, privacy="password", password="open sesame"),
        make_stream("Secret test", live=True, is_test=True),
        make_stream("Secret removed"),
        make_stream("Secret later", starts_at=soon(days=1), privacy="private"),
    ]
    Stream.objects.filter(pk=hidden[4].pk).update(state=Stream.State.REMOVED)
    suspended = ChannelFactory(handle="gone")
    make_stream("Secret suspended", live=True, on=suspended)
    User.objects.filter(channel=suspended).update(is_active=False)
    for each in (channel, suspended):
        follow(user=viewer, channel=each)
    client = sign_in(viewer)
    pages = ("/following", "/search?q=secret", "/search?q=creator", "/search?q=gone", "/api/v1/search?q=secret")  # fmt: skip
    for address in pages:
        assert "Secret" not in client.get(address).content.decode(), address
    # What becomes private later is gone from both at once.
    stream = make_stream("Open evening", live=True)
    assert "Open evening" in client.get("/following").content.decode()
    update_stream(stream=stream, changes={"privacy": Video.Privacy.PRIVATE})
    for address in ("/following", "/search?q=evening"):
        assert "Open evening" not in client.get(address).content.decode()


def test_following_begins_with_what_is_live_and_announced(
    make_stream: Make, make_video: MakeVideo, viewer: User, channel: Channel, sign_in: Any
) -> None:
    client: Client = sign_in(viewer)
    assert "Nothing new from channels you follow" in client.get("/following").content.decode()
    make_stream("Not mine", live=True, on=ChannelFactory())
    make_stream("On air", live=True)
    coming = make_stream("Next week", starts_at=soon(days=7))
    follow(user=viewer, channel=channel)
    page = client.get("/following").content.decode()
    assert "Not mine" not in page
    # Without a video the page is not empty.
    assert "Nothing new from channels you follow" not in page
    make_video("A film")
    Reminder.objects.create(stream=coming, user=viewer)
    page = client.get("/following").content.decode()
    assert page.index("On air") < page.index("Next week") < page.index("A film")
    assert f'data-remind="{coming.public_id}" data-following' in page
    assert client.get("/following?fragment=1").content.decode().count("On air") == 0
    assert Client().get("/following").status_code == 302
    # Late by more than three hours it is waited for no longer.
    Stream.objects.filter(pk=coming.pk).update(starts_at=timezone.now() - timedelta(hours=4))
    assert "Next week" not in client.get("/following").content.decode()


def test_the_search_page_shows_streams_above_videos(
    make_stream: Make, make_video: MakeVideo, client: Client
) -> None:
    make_stream("Sea at dawn <b>", live=True)
    make_video("A quiet sea")
    page = client.get("/search?q=sea").content.decode()
    assert page.index("Sea at dawn &lt;b&gt;") < page.index("A quiet sea")
    assert "1 video" in page
    alone = client.get("/search?q=dawn").content.decode()
    assert "No videos found" not in alone
    assert "Sea at dawn" in alone
    # The next part of the grid is videos alone.
    assert "Sea at dawn" not in client.get("/search?q=sea&start=24").content.decode()


@pytest.mark.parametrize("address", ["/search?q=sea", "/api/v1/search?q=sea", "/following"])
def test_many_streams_ask_the_database_no_more_often(
    make_stream: Make, make_video: MakeVideo, viewer: User, channel: Channel, sign_in: Any, address: str
) -> None:  # fmt: skip
    follow(user=viewer, channel=channel)
    client = sign_in(viewer) if address == "/following" else Client()

    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def more(number: int) -> None:
        for _each in range(number):
            make_stream("The sea", live=True, on=channel)
            make_stream("The sea again", on=channel, starts_at=soon(days=2))

    make_video("The sea")
    more(1)
    few = asked()
    more(3)
    assert asked() == few
    if address != "/following":
        assert few <= 8
