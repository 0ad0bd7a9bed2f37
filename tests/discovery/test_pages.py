"""The pages on which videos are found: what they show, what they never show, and what they cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models.fields.files import FieldFile
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Channel, Follow, User
from discovery.models import WatchLater
from tests.discovery.conftest import MakeVideo
from tests.factories import ChannelFactory
from videos.models import Video, WatchProgress
from videos.services.search_index import index_video

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
    "url", ["/", "/trending", "/search?q=sea", "/@creator", "/library", "/following"]
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


def test_search_filters_sorts_and_offers_a_way_out(client: Client, make_video: MakeVideo) -> None:
    short = make_video("sea short", duration_ms=60_000, view_count=5, language="ko")
    long = make_video("sea long", duration_ms=3_600_000, view_count=50, hours_old=24 * 40)
    short.captions.create(language="ko", label="한국어", storage_key="x")

    def titles(query: str) -> list[str]:
        items = client.get(f"/api/v1/search?q=sea&{query}").json()["items"]
        return [item["title"] for item in items]

    assert titles("duration=short") == [short.title]
    assert titles("duration=long") == [long.title]
    assert titles("uploaded=month") == [short.title]
    assert titles("captions=true") == [short.title]
    assert titles("language=ko") == [short.title]
    assert titles("sort=views") == [long.title, short.title]
    assert titles("sort=newest") == [short.title, long.title]
    body = text(client, "/search?q=sea&duration=medium")
    assert "No videos found" in body
    assert 'href="/search?q=sea"' in body
    assert text(client, "/search?q=sea&duration=nonsense&captions=on").count("<article") == 1


def test_search_ranks_the_title_first_then_fresh_and_watched(
    client: Client, make_video: MakeVideo
) -> None:
    described = make_video("Harbour", description="the lighthouse at dusk")
    titled = make_video("Lighthouse", hours_old=24 * 300)
    watched = make_video("Lighthouse", hours_old=24 * 300, view_count=500_000)
    items = client.get("/api/v1/search?q=lighthouse").json()["items"]
    assert [item["id"] for item in items] == [
        watched.public_id,
        titled.public_id,
        described.public_id,
    ]


def test_search_counts_are_bounded(
    client: Client, make_video: MakeVideo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("discovery.queries.search.MAX_RESULTS", 3)
    for number in range(5):
        make_video(f"sea {number}")
    found = client.get("/api/v1/search?q=sea&limit=2").json()
    assert (found["total"], found["total_is_exact"], found["next_start"]) == (3, False, 2)
    rest = client.get("/api/v1/search?q=sea&limit=2&start=2").json()
    assert (len(rest["items"]), rest["next_start"]) == (1, None)


def test_search_shows_the_channel_that_was_meant(client: Client, make_video: MakeVideo) -> None:
    make_video("sea")
    assert 'class="found-channel" href="/@creator"' in text(client, "/search?q=the creator")
    assert 'class="found-channel" href="/@creator"' in text(client, "/search?q=@creator")
    assert "found-channel" not in text(client, "/search?q=sea")


def test_what_one_typed_comes_back_escaped(client: Client) -> None:
    body = text(client, "/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22")
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;" in body


def test_suggestions_go_on_with_what_was_typed(client: Client, make_video: MakeVideo) -> None:
    make_video("노을이 지는 바다", view_count=3)
    make_video("Running at night")

    def suggested(typed: str) -> list[str]:
        items = client.get("/search/suggest", {"q": typed}).json()["items"]
        return [item["text"] for item in items]

    assert suggested("노") == ["노을이 지는 바다"]
    assert suggested("노으") == ["노을이 지는 바다"]
    assert suggested("노을이 ㅈ") == ["노을이 지는 바다"]
    assert suggested("runn") == ["Running at night"]
    assert suggested("creat") == ["The Creator"]
    assert suggested("zz") == suggested("") == suggested("\x00") == []


def test_the_channel_page_is_for_one_spelling_and_the_owner_can_edit(
    client: Client, sign_in: Any, creator: User, viewer: User, make_video: MakeVideo
) -> None:
    make_video("sea")
    response = client.get("/@Creator")
    assert (response.status_code, response["Location"]) == (301, "/@creator")
    assert client.get("/@nobody").status_code == 404
    assert client.get("/@nobody/feed.xml").status_code == 404
    assert "Edit channel" not in text(client, "/@creator")
    found = text(sign_in(viewer), "/@creator")
    assert "follow__start" in found
    assert "Edit channel" not in found
    own = text(sign_in(creator), "/@creator")
    assert "Edit channel" in own
    assert "follow__start" not in own
    creator.is_active = False
    creator.save()
    assert client.get("/@creator").status_code == 404


@pytest.mark.parametrize("stored", ["/media/public/avatars/a.webp", "https://cdn.example/a.webp"])
def test_the_picture_of_a_channel_is_named_to_other_sites_wherever_it_lies(
    client: Client, channel: Channel, monkeypatch: pytest.MonkeyPatch, stored: str
) -> None:
    Channel.objects.filter(pk=channel.pk).update(avatar="public/avatars/a.webp")
    monkeypatch.setattr(FieldFile, "url", stored)
    whole = stored if "://" in stored else f"http://testserver{stored}"
    assert f'<meta property="og:image" content="{whole}">' in text(client, "/@creator")


def test_a_hostile_link_of_a_channel_is_not_shown(client: Client, channel: Channel) -> None:
    channel.links = [
        {"title": "bad", "url": "javascript:alert(1)"},
        {"title": "good", "url": "https://example.com/"},
        "nonsense",
        "https://www.example.org/typed",
        "javascript:alert(2)",
    ]
    channel.description = "<script>alert(1)</script> https://example.com"
    channel.save()
    body = text(client, "/@creator/about")
    assert "javascript:" not in body
    assert "<script>alert" not in body
    assert 'href="https://example.com/"' in body
    assert 'href="https://www.example.org/typed"' in body
    assert "example.org/typed</a>" in body


def test_following_shows_only_followed_channels_to_signed_in_people(
    client: Client, sign_in: Any, viewer: User, make_video: MakeVideo, channel: Channel
) -> None:
    make_video("followed")
    make_video("other", channel=ChannelFactory())
    assert client.get("/following")["Location"].startswith("/accounts/login/?next=/following")
    me = sign_in(viewer)
    assert "Find channels" in text(me, "/following")
    Follow.objects.create(user=viewer, channel=channel)
    body = text(me, "/following")
    assert "followed" in body
    assert ">other<" not in body


def test_history_resumes_forgets_one_and_all(
    client: Client, sign_in: Any, viewer: User, stranger: User, make_video: MakeVideo
) -> None:
    first, second = make_video("first sea"), make_video("second sea")
    for who in (viewer, stranger):
        for video in (first, second):
            WatchProgress.objects.create(user=who, video=video, position_ms=30_000)
    me = sign_in(viewer)
    assert client.get("/library").status_code == 302
    body = text(me, "/library")
    assert body.index("second sea") < body.index("first sea")
    assert "Continue watching" in text(me, "/")
    me.post("/library/forget", {"video": first.public_id})
    assert "first sea" not in text(me, "/library").replace("first sea” ", "")
    assert me.delete(f"/api/v1/me/history/{second.public_id}").status_code == 204
    assert "Nothing watched yet" in text(me, "/library")
    WatchProgress.objects.create(user=viewer, video=first, position_ms=1)
    me.post("/library/forget")
    assert not WatchProgress.objects.filter(user=viewer).exists()
    assert WatchProgress.objects.filter(user=stranger).count() == 2


def test_history_says_when_it_is_paused(sign_in: Any, viewer: User) -> None:
    viewer.keep_history = False
    viewer.save()
    assert "Your history is paused" in text(sign_in(viewer), "/library")


@pytest.mark.parametrize("url", ["/library", "/library/later"])
def test_ones_own_lists_do_not_outlive_the_right_to_see(
    sign_in: Any, viewer: User, make_video: MakeVideo, url: str
) -> None:
    video = make_video("was open")
    WatchProgress.objects.create(user=viewer, video=video, position_ms=1)
    WatchLater.objects.create(user=viewer, video=video)
    me = sign_in(viewer)
    assert "was open" in text(me, url)
    for privacy in (Video.Privacy.PRIVATE, Video.Privacy.PASSWORD):
        Video.objects.update(privacy=privacy)
        assert "was open" not in text(me, url)


def test_watch_later_takes_each_video_once_and_only_watchable_ones(
    client: Client, sign_in: Any, viewer: User, make_video: MakeVideo
) -> None:
    video, private = make_video("sea"), make_video("hush", privacy=Video.Privacy.PRIVATE)
    path = f"/api/v1/me/later/{video.public_id}"
    assert client.put(path).status_code == 401
    me = sign_in(viewer)
    assert [me.put(path).status_code for _ in range(2)] == [204, 204]
    assert WatchLater.objects.count() == 1
    assert me.put(f"/api/v1/me/later/{private.public_id}").status_code == 404
    assert "sea" in text(me, "/library/later")
    assert [me.delete(path).status_code for _ in range(2)] == [204, 204]
    assert WatchLater.objects.count() == 0


def test_writes_need_a_csrf_token(viewer: User, make_video: MakeVideo) -> None:
    video = make_video("sea")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(viewer, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.put(f"/api/v1/me/later/{video.public_id}").status_code in {401, 403}
    assert strict.post("/library/forget").status_code == 403


@pytest.mark.parametrize("url", ["/", "/trending", "/search?q=nothing", "/@creator"])
def test_an_empty_site_suggests_a_next_step(client: Client, channel: Channel, url: str) -> None:
    assert 'class="empty' in text(client, url)


def test_a_title_edit_is_found_at_once(
    client: Client, make_video: MakeVideo, django_capture_on_commit_callbacks: Any
) -> None:
    video = make_video("old words")
    assert client.get("/api/v1/search?q=fresh").json()["total"] == 0
    video.title = "fresh words"
    video.save()
    with django_capture_on_commit_callbacks(execute=True):
        index_video(video)
    assert client.get("/api/v1/search?q=fresh").json()["total"] == 1


def test_scheduled_videos_come_out_by_themselves(client: Client, make_video: MakeVideo) -> None:
    video = make_video("soon", hours_old=-1)
    assert "soon" not in text(client, "/")
    Video.objects.filter(pk=video.pk).update(published_at=timezone.now() - timedelta(seconds=1))
    assert "soon" in text(client, "/")
