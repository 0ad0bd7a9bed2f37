"""The creator's list: what is found, in which order, at which cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Channel, User
from tests.factories import VideoFactory
from tests.videos.studio.conftest import API, MakeVideo
from videos.models import Chunk, Source, Transcode, Video

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"{API}/videos{query}")
    assert answer.status_code == 200, answer.content
    return [each["title"] for each in answer.json()["items"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("바다", ["밤바다에서"]),
        ("다에", ["밤바다에서"]),
        ("SEA night", ["Night sea"]),
        ("100%", ["100% sure"]),
        ("_", []),
        ("café", ["Cafe\u0301 in Paris"]),  # named on a Mac, before titles were composed
        ("nothing like it", []),
        ("%00sea", ["Night sea"]),
    ],
)
def test_search_finds_parts_of_words_in_any_script(
    words: str, found: list[str], studio: Client, channel: Channel
) -> None:
    for title in ("밤바다에서", "Night sea", "100% sure", "Cafe\u0301 in Paris"):
        VideoFactory(channel=channel, title=title)
    query = words if "%00" in words else words.replace("%", "%25")
    assert titles(studio, f"?q={query}") == found


def test_filters_narrow_together(studio: Client, channel: Channel) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    VideoFactory(channel=channel, title="plain", category="music")
    VideoFactory(channel=channel, title="hidden", privacy="private")
    VideoFactory(channel=channel, title="later", published_at=tomorrow, category="music")
    VideoFactory(channel=channel, title="draft", published_at=None, publish_when_ready=False)
    VideoFactory(channel=channel, title="broken", state="failed", failure="empty")
    VideoFactory(channel=channel, title="cooking", state="processing")
    VideoFactory(channel=channel, title="gone", state="deleted")
    assert titles(studio, "?privacy=private") == ["hidden"]
    assert titles(studio, "?privacy=scheduled") == ["later"]
    assert titles(studio, "?privacy=draft") == ["draft"]
    assert titles(studio, "?state=failed") == ["broken"]
    assert titles(studio, "?state=working") == ["cooking"]
    assert titles(studio, "?category=music") == ["later", "plain"]
    assert titles(studio, "?category=music&privacy=scheduled&q=lat") == ["later"]
    assert titles(studio, "?state=deleted") == []
    page = studio.get("/studio/?privacy=scheduled").content.decode()
    assert "Edit “later”" in page
    assert "Edit “hidden”" not in page


def test_sorting_and_pages_show_every_video_once(studio: Client, channel: Channel) -> None:
    for number in range(7):
        VideoFactory(channel=channel, title=f"clip {number}", view_count=number % 3)
    for sort in ("newest", "oldest", "views", "title"):
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            answer = studio.get(f"{API}/videos?sort={sort}&limit=3&cursor={cursor}").json()
            assert answer["total"] == 7
            seen += [each["title"] for each in answer["items"]]
            cursor = answer["next_cursor"]
        assert len(set(seen)) == len(seen) == 7
    assert titles(studio, "?sort=title")[0] == "clip 0"
    assert titles(studio, "?sort=views")[:2] == ["clip 5", "clip 2"]
    assert studio.get(f"{API}/videos?sort=colour").status_code == 422
    assert studio.get(f"{API}/videos?cursor=made-up").status_code == 400
    # On the page a link that is no longer good leads to the first page.
    assert studio.get("/studio/?q=clip&cursor=made-up")["Location"] == "/studio/?q=clip"


def test_the_cost_does_not_grow_with_the_list(studio: Client, channel: Channel) -> None:
    def working(number: int) -> None:
        for each in range(number):
            video = VideoFactory(channel=channel, state="processing")
            source = Source.objects.create(
                video=video, storage_key=f"s/{video.pk}", filename="a", size_bytes=1
            )
            run = Transcode.objects.create(
                source=source, engine="fake", state="running", prefix=f"p/{video.pk}/", weight=4
            )
            Chunk.objects.create(transcode=run, kind="video", key="a", state="done", weight=each)

    def cost(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert studio.get(url).status_code == 200
        return len(queries)

    working(2)
    few = cost("/studio/"), cost(f"{API}/videos?limit=100")
    working(25)
    assert (cost("/studio/"), cost(f"{API}/videos?limit=100")) == few
    assert few[0] <= 11
    assert few[1] <= 7


def test_a_row_says_how_far_its_processing_is(
    studio: Client, with_media: MakeVideo, channel: Channel
) -> None:
    video = with_media(state="playable", title="Half done")
    run = Transcode.objects.get()
    Transcode.objects.update(state="running", weight=10)
    Chunk.objects.update(weight=2)
    Chunk.objects.create(
        transcode=run,
        kind="video",
        key="v",
        state="running",
        weight=8,
        frames=100,
        frames_done=50,
    )
    answer = studio.get(f"{API}/videos/{video.public_id}").json()
    assert answer["percent"] == 60
    assert 'value="60"' in studio.get("/studio/").content.decode()


def test_the_pages_of_somebody_without_videos_or_channel_say_what_to_do(
    sign_in: Any, studio: Client, viewer: User
) -> None:
    assert "Your first video waits for you" in studio.get("/studio/").content.decode()
    assert "Your videos need a channel" in sign_in(viewer).get("/studio/").content.decode()


def test_no_result_offers_the_way_back(studio: Client, video: Video) -> None:
    page = studio.get("/studio/?q=zebra").content.decode()
    assert "No video fits" in page
    assert "Show all" in page
