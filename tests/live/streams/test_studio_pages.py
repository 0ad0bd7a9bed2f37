"""The creator's pages of live, without scripts."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from accounts.models import Channel, User
from live.models import Marker, Stream
from tests.live.broadcasts import go_live, soon, values
from tests.live.factories import StreamFactory
from videos.models import Video

pytestmark = pytest.mark.django_db
NAMES = ("edit", "own-picture", "remove", "key", "end", "reopen", "markers")


@pytest.fixture
def owner(creator: User, sign_in: Any) -> Client:
    client: Client = sign_in(creator)
    return client


def address(stream: Stream, name: str = "control") -> str:
    return reverse(f"live-{name}", kwargs={"public_id": stream.public_id})


def test_from_an_empty_list_to_the_control_room(owner: Client) -> None:
    assert "Go live in three steps" in owner.get("/studio/live/").content.decode()
    assert 'href="/studio/live/new/"' in owner.get("/studio/chat/").content.decode()
    assert owner.get("/studio/live/new/").status_code == 200
    when = soon(hours=3).replace(second=0, microsecond=0)
    sent = values(tags="bread, oven", starts_at=when.isoformat(), dvr_s="1800", repeats=None)
    made = owner.post("/studio/live/new/", sent)
    stream = Stream.objects.get()
    assert made["Location"] == address(stream)
    assert (stream.tags, stream.starts_at, stream.repeats) == (["bread", "oven"], when, False)
    assert stream.dvr.total_seconds() == 1800
    room = owner.get(made["Location"]).content.decode()
    assert "rtmp://" in room
    assert "Make a stream key" in room
    assert "An evening" in owner.get("/studio/live/").content.decode()
    # What takes the stream away comes last, on a phone too.
    details = owner.get(address(stream, "edit")).content.decode()
    assert details.index("data-stream-form") < details.index("Remove this stream")


def test_a_refused_form_keeps_what_was_typed_but_no_password(owner: Client) -> None:
    sent = values(title="", description="Long text", password="sesame", dvr_s="9", privacy="password")  # fmt: skip
    answer = owner.post("/studio/live/new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Long text" in page
    assert "sesame" not in page
    assert "Choose how far back viewers may go." in page
    answer = owner.post("/studio/live/new/", values(title=""))
    assert "Give the stream a title." in answer.content.decode()


def test_too_many_streams_are_refused_in_words(
    owner: Client, stream: Stream, settings: LazySettings
) -> None:
    settings.LIVE_STREAMS_PER_CHANNEL = 1
    answer = owner.post("/studio/live/new/", values())
    assert answer.status_code == 422
    assert "at most 1 streams" in answer.content.decode()


def test_editing_saves_and_hears_of_other_windows(owner: Client, stream: Stream) -> None:
    page = owner.get(address(stream, "edit"))
    version = page.context["version"]
    sent = values(title="Cake", privacy="password", password="sesame", version=version)
    assert owner.post(address(stream, "edit"), sent).status_code == 302
    stream.refresh_from_db()
    assert (stream.title, stream.privacy) == ("Cake", Video.Privacy.PASSWORD)
    answer = owner.post(address(stream, "edit"), sent | {"title": "Pie"})
    assert answer.status_code == 422
    assert "changed in another window" in answer.content.decode()


def test_markers_ending_reopening_and_removing(owner: Client, stream: Stream) -> None:
    Stream.objects.filter(pk=stream.pk).update(repeats=False)
    owner.post(address(stream, "markers"), {"text": "too early"})
    assert not Marker.objects.exists()
    go_live(stream)
    owner.post(address(stream, "markers"), {"text": "The oven\u202e opens " + "x" * 200})
    marker = Marker.objects.get()
    assert marker.text.startswith("The oven opens xx")
    assert len(marker.text) == 100
    assert "The oven opens" in owner.get(address(stream)).content.decode()
    owner.post(address(stream, "end"))
    stream.refresh_from_db()
    assert stream.state == "ended"
    page = owner.post(address(stream, "end"), follow=True).content.decode()
    assert "Nothing is on air." in page
    assert "Open it again" in page
    owner.post(address(stream, "reopen"))
    stream.refresh_from_db()
    assert stream.state == "waiting"
    assert "Remove “Baking bread”?" in owner.get(address(stream, "remove")).content.decode()
    assert owner.post(address(stream, "remove"))["Location"] == "/studio/live/"
    assert owner.get(address(stream)).status_code == 404


def test_nobody_else_finds_them(
    stream: Stream, viewer: User, moderator: User, sign_in: Any
) -> None:
    for person in (viewer, moderator):
        client = sign_in(person)
        for name in NAMES:
            assert client.post(address(stream, name)).status_code == 404, name
        for name in ("control", "edit", "remove"):
            assert client.get(address(stream, name)).status_code == 404, name
    for name in NAMES:
        assert Client().post(address(stream, name)).status_code == 302
    stream.refresh_from_db()
    assert stream.state == "waiting"
    assert not stream.keys.exists()


def test_one_without_a_channel_is_told_how_to_get_one(viewer: User, sign_in: Any) -> None:
    client = sign_in(viewer)
    for page in ("/studio/live/", "/studio/live/new/"):
        assert "channel" in client.get(page).content.decode()
    assert client.post("/studio/live/new/", values()).status_code == 200
    assert not Stream.objects.exists()


def test_what_is_on_air_comes_first(owner: Client, channel: Channel) -> None:
    older = StreamFactory(channel=channel, title="Older")
    StreamFactory(channel=channel, title="Newer")
    go_live(older)
    rows = owner.get("/studio/live/").context["rows"]
    assert [row["stream"].title for row in rows] == ["Older", "Newer"]
