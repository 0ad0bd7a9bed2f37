"""The pages on which videos are found: what they show, what they never show, and what they cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Channel, Follow, User
from tests.discovery.conftest import MakeVideo
from tests.factories import ChannelFactory
from videos.models import Video, WatchProgress

pytestmark = pytest.mark.django_db


PUBLIC_PAGES = [
    "/",
    "/?category=music",
    "/trending",
    "/search?q=secret",
    "/search?q=",
    "/search/suggest?q=secret",
    "/@creator",
    "/@creator?sort=popular",
    "/@creator/about",
    "/@creator/feed.xml",
    "/sitemap.xml",
    "/sitemap-videos-0.xml",
    "/api/v1/videos",
    "/api/v1/videos?sort=views",
    "/api/v1/search?q=secret",
    "/api/v1/search/suggestions?q=secret",
    "/api/v1/trending",
    "/api/v1/channels",
    "/api/v1/channels/creator",
]


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


@pytest.mark.parametrize("url", PUBLIC_PAGES)
def test_nothing_that_is_not_listed_is_found(
    client: Client, make_video: MakeVideo, hidden_videos: list[Video], url: str
) -> None:
    make_video("open sea", category="music")
    body = text(client, url)
    for video in hidden_videos:
        assert video.title not in body
        assert video.public_id not in body


@pytest.mark.parametrize(
    "url", ["/", "/trending", "/search?q=sea", "/@creator", "/api/v1/trending"]
)
def test_a_video_made_private_goes_from_cached_lists_at_once(
    client: Client, make_video: MakeVideo, url: str
) -> None:
    """Even when whoever changed it forgot to say so."""
    video = make_video("sea")
    make_video("another sea")
    assert video.public_id in text(client, url)
    Video.objects.filter(pk=video.pk).update(privacy=Video.Privacy.PRIVATE)
    assert video.public_id not in text(client, url)


COUNTED = [
    "/",
    "/?category=music",
    "/trending",
    "/search?q=sea",
    "/@creator",
    "/@creator/about",
    "/@creator/feed.xml",
    "/api/v1/videos",
    "/api/v1/search?q=sea",
    "/api/v1/trending",
    "/api/v1/channels",
]


@pytest.mark.parametrize("url", COUNTED)
def test_the_number_of_queries_is_constant_and_small(
    client: Client, make_video: MakeVideo, url: str
) -> None:
    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            text(client, url)
        return len(captured)

    make_video("sea 0", category="music")
    one = queries()
    for number in range(1, 30):
        channel = ChannelFactory() if number % 2 else None
        extra = {"channel": channel} if channel else {}
        make_video(f"sea {number}", category="music", **extra)
    assert queries() == one <= 8


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/trending",
        "/search?q=sea",
        "/@creator",
        "/library",
        "/following",
        "/following/channels",
    ],
)
def test_signed_in_pages_do_not_ask_for_each_card(
    sign_in: Any, viewer: User, make_video: MakeVideo, channel: Channel, url: str
) -> None:
    client = sign_in(viewer)
    Follow.objects.create(user=viewer, channel=channel)

    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            text(client, url)
        return len(captured)

    def watched(number: int) -> None:
        video = make_video(f"sea {number}")
        WatchProgress.objects.create(user=viewer, video=video, position_ms=1000)

    watched(0)
    watched(1)
    two = queries()
    for number in range(2, 20):
        watched(number)
    assert queries() == two


def test_home_shows_trending_and_newest_and_grows_by_fragments(
    client: Client, make_video: MakeVideo
) -> None:
    videos = [make_video(f"sea {number:02}", hours_old=number) for number in range(30)]
    body = text(client, "/")
    assert 'id="trending-title"' in body
    assert body.index("newest-title") > body.index("trending-title")
    assert body.count('fetchpriority="high"') == 4
    assert 'loading="lazy"' in body
    more = body.split('data-more><a class="button" href="')[1].split('"')[0]
    fragment = text(client, f"{more}&fragment=1")
    assert "<html" not in fragment
    assert fragment.count("<article") == 6
    assert videos[29].title in fragment
    assert "data-more" not in fragment
    assert "<html" in text(client, more)


def test_cards_load_the_small_picture_and_only_the_lead_may_take_the_large(
    client: Client, make_video: MakeVideo
) -> None:
    for number in range(30):
        make_video(f"sea {number:02}", hours_old=number)
    Video.objects.update(has_card_picture=True)
    body = text(client, "/")
    assert body.count('src="/media/p/') == body.count('/v1/card-0.webp" ')
    assert body.count("/v1/poster-0.jpg") == body.count("/v1/poster-0.jpg 1280w") == 1
    Video.objects.update(has_card_picture=False)
    cache.clear()
    body = text(client, "/")
    assert "card-0.webp" not in body
    assert "srcset" not in body
    assert body.count("/v1/poster-0.jpg") == body.count('src="/media/p/') > 20


def test_chips_filter_by_category_and_an_unknown_one_filters_nothing(
    client: Client, make_video: MakeVideo
) -> None:
    make_video("a song", category="music")
    make_video("a match", category="sports")
    body = text(client, "/?category=music")
    assert "a song" in body
    assert "a match" not in body
    assert 'href="?category=music" aria-current="true"' in body
    assert "a match" in text(client, "/?category=nonsense")


@pytest.mark.parametrize(
    "url",
    [
        "/?cursor=x",
        "/@creator?cursor=x",
        "/trending?page=99",
        "/trending?page=-1",
        "/trending?page=²",
        "/search?q=a&start=x",
        "/search?q=a&start=99999",
    ],
)
def test_a_page_link_that_is_not_valid_leads_to_the_first_page(
    client: Client, channel: Channel, url: str
) -> None:
    response = client.get(url)
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200


def test_a_card_says_new_length_views_and_how_far_one_got(
    sign_in: Any, viewer: User, make_video: MakeVideo
) -> None:
    video = make_video("노을", duration_ms=754_000, view_count=12_345, hours_old=72)
    WatchProgress.objects.create(user=viewer, video=video, position_ms=377_000)
    viewer.locale = "ko"
    viewer.save()
    client = sign_in(viewer)
    body = text(client, "/@creator")
    assert "12:34" in body
    assert "1.2만" in body
    assert 'value="50" max="100"' in body
    assert "card__new" not in body
    make_video("fresh")
    assert "card__new" in text(client, "/@creator")


@pytest.mark.parametrize("url", ["/", "/trending", "/search?q=nothing", "/@creator"])
def test_an_empty_site_suggests_a_next_step(client: Client, channel: Channel, url: str) -> None:
    assert 'class="empty' in text(client, url)


def test_scheduled_videos_come_out_by_themselves(client: Client, make_video: MakeVideo) -> None:
    video = make_video("soon", hours_old=-1)
    assert "soon" not in text(client, "/")
    Video.objects.filter(pk=video.pk).update(published_at=timezone.now() - timedelta(seconds=1))
    assert "soon" in text(client, "/")
