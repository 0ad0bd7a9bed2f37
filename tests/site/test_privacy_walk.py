"""Nobody without the right sees a byte, picture, caption, title or trace of a video: every address is asked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, User
from core.routing import websocket_urlpatterns
from tests.site.routes import SOCKETS, all_patterns, kind_of, routes
from tests.videos.shelf import shelve
from videos.models import Video, WatchProgress
from videos.services.media_tokens import make_token
from videos.services.search_index import index_video

pytestmark = pytest.mark.django_db
MEDIA_NAMES = (
    "master.m3u8",
    "144p/index.m3u8",
    "144p/init.mp4",
    "144p/seg_00000.m4s",
    "audio/index.m3u8",
    "poster-1.jpg",
    "card-1.webp",
    "storyboard.jpg",
    "storyboard.vtt",
    "preview.mp4",
    "captions/en.vtt",
    "captions/en.m3u8",
)
# Who may watch: "all", "owner" (the owner and staff), "key" (whoever has the address), "password", "nobody".
SHAPES: dict[str, tuple[str, dict[str, Any]]] = {
    "public": ("all", {}),
    "unlisted": ("key", {"privacy": Video.Privacy.UNLISTED}),
    "password": ("password", {"privacy": Video.Privacy.PASSWORD}),
    "private": ("owner", {"privacy": Video.Privacy.PRIVATE}),
    "scheduled": ("owner", {"published_at": timezone.now() + timedelta(days=9)}),
    "draft": ("owner", {"published_at": None}),
    "processing": ("owner", {"state": Video.State.PROCESSING, "published_at": None}),
    "failed": ("owner", {"state": Video.State.FAILED}),
    "deleted": ("nobody", {"state": Video.State.DELETED}),
}


@dataclass
class Exhibit:
    """One video with words that are found nowhere else."""

    shape: str
    audience: str
    video: Video

    @property
    def secrets(self) -> list[str]:
        """What must not be shown: its words, and every address of its files."""
        words = [self.video.title, f"description-{self.shape}", f"tag-{self.shape}"]
        return [*words, f"/media/p/{self.video.public_id}", f"/media/t/{self.video.public_id}"]


@pytest.fixture
def exhibits(channel: Channel) -> list[Exhibit]:
    """One video of every privacy and state, all of the creator."""
    made = []
    for shape, (audience, facts) in SHAPES.items():
        video = shelve(
            channel,
            title=f"zq{shape}title",
            description=f"description-{shape}",
            tags=[f"tag-{shape}"],
            **facts,
        )
        if shape == "password":
            video.set_password("open sesame")
            video.save()
        index_video(video)
        made.append(Exhibit(shape, audience, video))
    return made


@pytest.fixture
def actors(creator: User, stranger: User, moderator: User, sign_in: Any) -> dict[str, Client]:
    """Everybody who may come by."""
    everybody = {"owner": creator, "stranger": stranger, "staff": moderator}
    return {"anonymous": Client()} | {name: sign_in(user) for name, user in everybody.items()}


def may_watch(actor: str, exhibit: Exhibit) -> bool:
    if exhibit.audience == "nobody":
        return False
    return exhibit.audience in {"all", "key"} or actor in {"owner", "staff"}


def body_of(answer: Any) -> str:
    """Headers and body together."""
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    data: bytes = answer.getvalue()
    return headers + data.decode(errors="replace")


def test_every_address_is_classified() -> None:
    unknown = [pattern for pattern in all_patterns() if not kind_of(pattern)]
    assert unknown == [], "say in tests/site/routes.py who may see these, then extend the walk"
    sockets = {str(route.pattern) for route in websocket_urlpatterns}
    assert sockets == set(SOCKETS)


def test_lists_feeds_searches_and_maps_show_only_what_anybody_may_find(
    exhibits: list[Exhibit], actors: dict[str, Client], stranger: User
) -> None:
    for exhibit in exhibits:
        # Even somebody who has watched or kept it does not find it in their lists once it is closed.
        WatchProgress.objects.create(user=stranger, video=exhibit.video, position_ms=5000)
    fill = {"<handle:handle>": "creator", "<handle>": "creator", "<int:number>": "1"}
    queries = [
        "",
        "?q=zq",
        "?q=title",
        "?q=description",
        "?q=tag",
        "?sort=views",
        "?fragment=1",
        "?limit=100",
    ]
    for pattern in routes("list"):
        address = "/" + filled(pattern, fill)
        found = False
        for actor in ("anonymous", "stranger"):
            for query in queries:
                cache.clear()
                answer = actors[actor].get(address + query)
                assert answer.status_code < 500, (address, query)
                text = body_of(answer)
                found |= "zqpublictitle" in text
                for exhibit in exhibits:
                    # Somebody who has watched an unlisted video has its address.
                    knows = exhibit.audience == "key" and actor == "stranger"
                    if exhibit.audience == "all" or knows:
                        continue
                    for secret in [*exhibit.secrets, exhibit.video.public_id]:
                        assert secret not in text, (actor, address + query, exhibit.shape, secret)
        if pattern in {
            "",
            "trending",
            "@<handle:handle>",
            "api/v1/videos",
            "sitemap-videos-<int:number>.xml",
        }:
            # The walk would prove nothing if these showed nothing.
            assert found or "sitemap" in pattern, address


def filled(pattern: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        pattern = pattern.replace(name, value)
    assert "<" not in pattern, f"say what stands for the parts of {pattern}"
    return pattern


def test_ones_own_pages_show_nothing_of_others(
    exhibits: list[Exhibit], actors: dict[str, Client], stranger: User
) -> None:
    for exhibit in exhibits:
        WatchProgress.objects.create(user=stranger, video=exhibit.video, position_ms=5000)
    plain = [pattern for pattern in routes("own") if "<" not in pattern]
    for pattern in plain:
        for actor in ("anonymous", "stranger"):
            answer = actors[actor].get(f"/{pattern}")
            assert answer.status_code < 500
            text = body_of(answer)
            if actor == "anonymous":
                assert answer.status_code in {302, 401, 403, 404, 405}, (
                    pattern,
                    answer.status_code,
                )
            for exhibit in exhibits:
                shown = actor == "stranger" and exhibit.audience in {"all", "key"}
                for secret in [] if shown else exhibit.secrets:
                    assert secret not in text, (actor, pattern, exhibit.shape, secret)


Ask = Callable[[Client, Exhibit], Any]


def asks(exhibit: Exhibit) -> dict[str, list[str]]:
    """Every address of class "video", by pattern, for one video."""
    video = exhibit.video
    token = make_token(video, timezone.now() + timedelta(hours=3))
    page = f"http://testserver/watch/{video.public_id}"
    return {
        "watch/<publicid:public_id>": [
            f"/watch/{video.public_id}",
            f"/watch/{video.public_id}?t=3",
        ],
        "embed/<publicid:public_id>": [f"/embed/{video.public_id}"],
        "oembed": [f"/oembed?url={page}", f"/oembed?format=xml&url={page}"],
        "media/p/<publicid:public_id>/<publicid:version>/<path:name>": [
            f"/media/p/{video.public_id}/v1/{name}" for name in MEDIA_NAMES
        ],
        "media/t/<mediakey:token>/<publicid:version>/<path:name>": [
            # Only whoever was given a token has one; these are guesses.
            f"/media/t/{forged}/v1/{name}"
            for name in MEDIA_NAMES
            for forged in (video.public_id, token.rpartition("~")[0] + "~x")
        ],
        "internal/media-auth/<str:kind>/<mediakey:key>/<publicid:version>": [
            f"/internal/media-auth/p/{video.public_id}/v1",
            f"/internal/media-auth/t/{video.public_id}/v1",
        ],
        "api/v1/videos/<publicid:public_id>/playback": [
            f"/api/v1/videos/{video.public_id}/playback"
        ],
        "api/v1/videos/<publicid:public_id>/watching": [
            f"/api/v1/videos/{video.public_id}/watching"
        ],
        "api/v1/videos/<publicid:public_id>": [f"/api/v1/videos/{video.public_id}"],
    }


def test_every_address_of_a_video_by_everybody(
    exhibits: list[Exhibit], actors: dict[str, Client]
) -> None:
    assert set(asks(exhibits[0])) == set(routes("video"))
    for exhibit in exhibits:
        for pattern, addresses in asks(exhibit).items():
            for actor, client in actors.items():
                for address in addresses:
                    cache.clear()
                    answer = client.get(address)
                    check(actor, exhibit, pattern, address, answer)


def check(actor: str, exhibit: Exhibit, pattern: str, address: str, answer: Any) -> None:
    where = (actor, exhibit.shape, address, answer.status_code)
    status, text = answer.status_code, body_of(answer)
    allowed = may_watch(actor, exhibit)
    if pattern.startswith(("media/t", "internal")) and "/p/" not in address:
        assert status == 403, where
        allowed = False
    elif pattern.startswith(("media/p", "internal")):
        assert status == ((200 if "media/p" in pattern else 204) if exhibit.audience == "all" else
                          404 if "media/p" in pattern else 403), where  # fmt: skip
        allowed = exhibit.audience == "all"
    elif pattern.endswith("/watching"):
        assert status == 405, where
    elif pattern in {"oembed", "api/v1/videos/<publicid:public_id>"}:
        # The same for everybody, so nothing that needs more than the address.
        allowed = exhibit.audience in {"all", "key"}
        refused = 401 if pattern == "oembed" and exhibit.audience == "password" else 404
        assert status == (200 if allowed else refused), where
    elif allowed:
        assert status == 200, where
    elif exhibit.audience == "password":
        # It may be known to be there, and no more.
        assert status in {200, 403}, where
    else:
        assert status == 404, where
    if not allowed:
        for secret in exhibit.secrets:
            assert secret not in text, (*where, secret)
        if actor in {"anonymous", "stranger"}:
            assert "The Creator" not in text, where


def test_a_hidden_video_and_none_at_all_are_answered_alike(
    exhibits: list[Exhibit], actors: dict[str, Client]
) -> None:
    def without_noise(answer: Any, key: str) -> tuple[int, str, list[str]]:
        text = re.sub(
            r'nonce="[^"]*"|value="[A-Za-z0-9]{64}"|data-csrf="[^"]*"', "", body_of(answer)
        )
        text = re.sub(r"RateLimit-Remaining: \d+", "", text)
        text = re.sub(r"Content-Security-Policy: [^:]*?Vary|nonce-[^' ]+", "", text)
        names = sorted(set(answer.headers) - {"Content-Length"})
        return answer.status_code, re.sub(r"csrftoken=\S+", "", text).replace(key, "KEY"), names

    hidden = [each for each in exhibits if each.audience in {"owner", "nobody"}]
    for exhibit in hidden:
        for actor in ("anonymous", "stranger"):
            for pattern, addresses in asks(exhibit).items():
                for address in addresses:
                    key, none = exhibit.video.public_id, "AAAAAAAAAAA"
                    there = actors[actor].get(address)
                    missing = actors[actor].get(address.replace(key, none))
                    seen, expected = without_noise(there, key), without_noise(missing, none)
                    assert seen[0] == expected[0], (pattern, exhibit.shape)
                    assert seen[2] == expected[2], (pattern, exhibit.shape)
                    if "text/html" not in there.get("Content-Type", ""):
                        assert seen[1] == expected[1], (pattern, exhibit.shape)


def test_the_studio_is_the_owners_alone(exhibits: list[Exhibit], actors: dict[str, Client]) -> None:
    before = list(Video.objects.order_by("pk").values())
    for exhibit in exhibits:
        key = exhibit.video.public_id
        fill = {
            "<publicid:public_id>": key,
            "<language:language>": "en",
        }
        for pattern in routes("studio"):
            address = "/" + filled(pattern, fill)
            for actor in ("anonymous", "stranger", "staff"):
                for method in ("get", "post", "put", "patch", "delete"):
                    answer = getattr(actors[actor], method)(
                        address, data=b"{}", content_type="application/json"
                    ) if method != "get" else actors[actor].get(address)  # fmt: skip
                    where = (actor, method, address, answer.status_code)
                    # 422: what was sent is judged before whose it is; it names nothing.
                    assert answer.status_code in {302, 401, 403, 404, 405, 415, 422, 400}, where
                    for secret in exhibit.secrets:
                        assert secret not in body_of(answer), (*where, secret)
            if exhibit.shape != "deleted":
                # What is about deleted videos does not know the others.
                expected = {200, 302, 405} | ({404} if "deleted" in pattern else set())
                assert actors["owner"].get(address).status_code in expected, address
    assert list(Video.objects.order_by("pk").values()) == before


def test_the_administration_is_for_staff(actors: dict[str, Client]) -> None:
    for actor in ("anonymous", "stranger", "owner"):
        for address in ("/admin/", "/admin/videos/video/", "/admin/accounts/user/"):
            answer = actors[actor].get(address)
            assert answer.status_code in {302, 403, 404}, (actor, address)
            assert "zq" not in body_of(answer)


def test_a_password_opens_one_session_until_it_changes(
    exhibits: list[Exhibit], actors: dict[str, Client]
) -> None:
    exhibit = next(each for each in exhibits if each.shape == "password")
    client, address = actors["stranger"], f"/watch/{exhibit.video.public_id}"
    wrong = client.post(address, {"password": "guess"})
    assert wrong.status_code == 403
    assert exhibit.video.title not in wrong.text
    opened = client.post(address, {"password": "open sesame"}, follow=True)
    assert exhibit.video.title in opened.text
    playback = client.get(f"/api/v1/videos/{exhibit.video.public_id}/playback").json()
    assert client.get(playback["master_url"]).status_code == 200
    # It opened for this session alone.
    assert exhibit.video.title not in actors["anonymous"].get(address).text

    exhibit.video.set_password("another")
    exhibit.video.save()
    assert exhibit.video.title not in client.get(address).text
    assert client.get(playback["master_url"]).status_code == 403


def test_guessing_a_password_is_slowed_down_by_video_and_address(
    exhibits: list[Exhibit], channel: Channel
) -> None:
    exhibit = next(each for each in exhibits if each.shape == "password")
    other = shelve(channel, privacy=Video.Privacy.PASSWORD)
    guesser, neighbour = Client(REMOTE_ADDR="203.0.113.1"), Client(REMOTE_ADDR="203.0.113.2")
    address = f"/watch/{exhibit.video.public_id}"
    statuses = [guesser.post(address, {"password": "guess"}).status_code for _ in range(11)]
    assert statuses == [403] * 10 + [429]
    # The right one helps no more; a new session is no way out; Retry-After says when.
    refused = Client(REMOTE_ADDR="203.0.113.1").post(address, {"password": "open sesame"})
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    # Others, and other videos, are not held up.
    assert neighbour.post(address, {"password": "open sesame"}).status_code == 302
    assert guesser.post(f"/watch/{other.public_id}", {"password": "x"}).status_code == 403
