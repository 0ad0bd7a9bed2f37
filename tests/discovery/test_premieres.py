"""Premieres still to come: what search, suggestions and one's own list of reminders tell of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Channel, User
from tests.discovery.conftest import MakeVideo
from tests.factories import ChannelFactory
from videos.models import PremiereReminder, Video
from videos.services.editing import update_video
from videos.services.premieres.reminding import set_reminder

pytestmark = pytest.mark.django_db
MINE = "/api/v1/me/reminders/premieres"
Make = Callable[..., Video]


@pytest.fixture
def make_premiere(make_video: MakeVideo) -> Make:
    """Make a premiere that begins in `hours`."""

    def make(title: str = "Lighthouse at night", hours: float = 5, **facts: Any) -> Video:
        return make_video(title, hours_old=-hours, is_premiere=True, **facts)

    return make


def found(text: str, **more: Any) -> list[str]:
    cache.clear()
    return [each["title"] for each in _search(text, **more)["premieres"]]


def _search(text: str, **more: Any) -> dict[str, Any]:
    answer = Client().get("/api/v1/search", {"q": text, **more})
    assert answer.status_code == 200
    return answer.json()  # type: ignore[no-any-return]


def suggested(typed: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = Client().get("/search/suggest", {"q": typed}).json()["items"]
    return items


def test_the_api_finds_what_is_to_come(make_premiere: Make) -> None:
    make_premiere("Lighthouse at noon", 9)
    first = make_premiere(language="ko", category="music")
    for hidden in ("private", "unlisted", "password"):
        make_premiere(privacy=hidden)
    make_premiere(premiered_at=timezone.now())
    assert found("lighthouse") == ["Lighthouse at night", "Lighthouse at noon"]
    assert found("lighthouse", category="music") == found("lighthouse", language="ko")
    assert found("lighthouse", category="music") == [first.title]
    assert found("lighthouse", duration="short") == found("lighthouse", start=20) == []
    assert found("") == found("nothing like it") == []


def test_what_is_moved_or_hidden_is_found_no_longer(
    make_premiere: Make, django_capture_on_commit_callbacks: Any
) -> None:
    video = make_premiere()
    assert _search("lighthouse")["premieres"][0]["id"] == video.public_id
    assert suggested("light")[0]["premiere"] == video.public_id
    with django_capture_on_commit_callbacks(execute=True):
        update_video(video=video, changes={"privacy": "unlisted"})
    assert _search("lighthouse")["premieres"] == []
    assert suggested("light") == []


def test_it_is_suggested_with_its_time_and_leads_there(make_premiere: Make) -> None:
    video = make_premiere("노을이 지는 바다")
    assert video.published_at is not None
    for typed in ("노을", "노으"):
        [item] = suggested(typed)
        assert (item["url"], item["premiere"]) == (video.get_absolute_url(), video.public_id)
        assert item["starts_at"] == video.published_at.isoformat()
    [told] = Client().get("/api/v1/search/suggestions?q=노을").json()
    assert told["url"].endswith(video.get_absolute_url())
    assert told["premiere"] == video.public_id
    for number in range(3):
        make_premiere(f"노을 {number}")
    cache.clear()
    assert len([each for each in suggested("노을") if each["premiere"]]) == 2


def test_a_search_asks_nothing_more_while_nothing_is_announced(
    make_premiere: Make, make_video: MakeVideo
) -> None:
    make_video("Lighthouse in the rain")

    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            _search("lighthouse", start=0)
        return len(queries)

    questions()
    without = questions()
    make_premiere()
    cache.clear()
    questions()
    assert questions() == without + 1  # their cards


def test_whom_one_waits_for(
    make_premiere: Make, viewer: User, stranger: User, sign_in: Any
) -> None:
    shown, by_link = make_premiere(), make_premiere("By link", privacy="unlisted")
    for video in (shown, by_link):
        set_reminder(video=video, user=viewer)
    me = sign_in(viewer)
    assert Client().get(MINE).status_code == 401
    assert [each["id"] for each in me.get(MINE).json()["items"]] == [by_link.public_id, shown.public_id]  # fmt: skip
    assert sign_in(stranger).get(MINE).json()["items"] == []
    page = me.get(MINE, {"limit": 1}).json()
    rest = me.get(MINE, {"limit": 1, "cursor": page["next_cursor"]}).json()
    assert [each["title"] for each in page["items"] + rest["items"]] == ["By link", shown.title]
    Video.objects.filter(pk=by_link.pk).update(privacy="password")
    assert [each["id"] for each in me.get(MINE).json()["items"]] == [shown.public_id]
    PremiereReminder.objects.update(sent_at=timezone.now())
    assert me.get(MINE).json()["items"] == []


def test_a_longer_list_of_reminders_asks_no_more(
    make_premiere: Make, viewer: User, sign_in: Any
) -> None:
    me = sign_in(viewer)

    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert me.get(MINE).json()["items"]
        return len(queries)

    def wait_for(channel: Channel) -> None:
        set_reminder(video=make_premiere(channel=channel), user=viewer)

    wait_for(ChannelFactory())
    few = questions()
    for _number in range(4):
        wait_for(ChannelFactory())
    assert questions() == few
