"""Nobody without the right sees a byte, picture, caption, title or trace of a video: every address is asked."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from piyakast.routing import websocket_urlpatterns
from tests.site.exhibits import Exhibit, body_of, may_watch
from tests.site.forgetting import forget_all_but_sessions
from tests.site.routes import SOCKETS, all_patterns, kind_of, routes
from videos.services.media_tokens import make_token

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
# Of each kind one: what is guessed is refused before anybody looks what it names.
GUESSED_NAMES = ("master.m3u8", "144p/seg_00000.m4s", "poster-1.jpg")
MORE_NAMES = tuple(set(MEDIA_NAMES) - set(GUESSED_NAMES))


def test_every_address_is_classified() -> None:
    unknown = [pattern for pattern in all_patterns() if not kind_of(pattern)]
    assert unknown == [], "say in tests/site/routes.py who may see these, then extend the walk"
    sockets = {str(route.pattern) for route in websocket_urlpatterns}
    assert sockets == set(SOCKETS)


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
            for name in GUESSED_NAMES
            for forged in (video.public_id, token.rpartition("~")[0] + "~x")
        ],
        "media/w/<mediakey:key>/<publicid:version>/<path:name>": [
            *(f"/media/w/{video.public_id}/v1/{name}" for name in MEDIA_NAMES),
            # Nor does a token for one way of addressing open the other.
            *(f"/media/w/{token}/v1/{name}" for name in GUESSED_NAMES),
        ],
        "internal/media-auth/<str:kind>/<mediakey:key>/<publicid:version>/<path:name>": [
            f"/internal/media-auth/w/{video.public_id}/v1/{name}" for name in MEDIA_NAMES
        ],
        "watch/<publicid:public_id>/reminder": [f"/watch/{video.public_id}/reminder"],
        "api/v1/videos/<publicid:public_id>/premiere": [
            f"/api/v1/videos/{video.public_id}/premiere"
        ],
        "api/v1/videos/<publicid:public_id>/reminder": [
            f"/api/v1/videos/{video.public_id}/reminder"
        ],
        "internal/media-auth/<str:kind>/<mediakey:key>/<publicid:version>": [
            f"/internal/media-auth/p/{video.public_id}/v1",
            f"/internal/media-auth/t/{video.public_id}/v1",
        ],
        "api/v1/videos/<publicid:public_id>/playback": [
            f"/api/v1/videos/{video.public_id}/playback"
        ],
        "api/v1/videos/<publicid:public_id>/related": [f"/api/v1/videos/{video.public_id}/related"],
        "api/v1/videos/<publicid:public_id>/unlock": [f"/api/v1/videos/{video.public_id}/unlock"],
        "api/v1/videos/<publicid:public_id>/watching": [
            f"/api/v1/videos/{video.public_id}/watching"
        ],
        "api/v1/videos/<publicid:public_id>": [f"/api/v1/videos/{video.public_id}"],
    }


def asked_by(actor: str, pattern: str, addresses: list[str]) -> list[str]:
    """Of `addresses` what is asked as `actor`: media do not look who asks, so of the names one of each kind is enough for most."""
    if actor == "anonymous" or not pattern.startswith(("media/", "internal/media-auth")):
        return addresses
    return [address for address in addresses if not address.endswith(MORE_NAMES)]


def test_every_address_of_a_video_by_everybody(
    exhibits: list[Exhibit], actors: dict[str, Client]
) -> None:
    assert set(asks(exhibits[0])) == set(routes("video"))
    for exhibit in exhibits:
        for pattern, addresses in asks(exhibit).items():
            forget_all_but_sessions()
            for actor, client in actors.items():
                for address in asked_by(actor, pattern, addresses):
                    answer = client.get(address)
                    check(actor, exhibit, pattern, address, answer)


def check(actor: str, exhibit: Exhibit, pattern: str, address: str, answer: Any) -> None:
    where = (actor, exhibit.shape, address, answer.status_code)
    status, text = answer.status_code, body_of(answer)
    allowed = may_watch(actor, exhibit)
    if exhibit.audience == "premiere" and not allowed:
        check_premiere(exhibit, pattern, address, answer)
        return
    if about_premieres(pattern, address):
        check_about_premieres(exhibit, pattern, address, status)
        # Its poster is everybody's to see; all else is judged by what stands in the answer.
        allowed |= exhibit.audience == "premiere"
    elif pattern.startswith(("media/t", "internal")) and "/p/" not in address:
        assert status == 403, where
        allowed = False
    elif pattern.startswith(("media/p", "internal")):
        assert status == ((200 if "media/p" in pattern else 204) if exhibit.audience == "all" else
                          404 if "media/p" in pattern else 403), where  # fmt: skip
        allowed = exhibit.audience == "all"
    elif pattern.endswith(("/watching", "/unlock")):
        assert status == 405, where
    elif pattern in {"oembed", "api/v1/videos/<publicid:public_id>"}:
        # The same for everybody, so nothing that needs more than the address.
        allowed = exhibit.audience in {"all", "key", "premiere"}
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
        check_silence(actor, exhibit, text, where)


def check_silence(actor: str, exhibit: Exhibit, text: str, where: tuple[Any, ...]) -> None:
    for secret in exhibit.secrets:
        assert secret not in text, (*where, secret)
    if actor in {"anonymous", "stranger"}:
        assert "The Creator" not in text, where


def about_premieres(pattern: str, address: str) -> bool:
    return "/w/" in address or pattern.endswith(("/premiere", "/reminder"))


def check_about_premieres(exhibit: Exhibit, pattern: str, address: str, status: int) -> None:
    """What is no premiere has nothing to tell there; what is locked may say so."""
    where = (exhibit.shape, address, status)
    is_premiere = exhibit.audience == "premiere"
    if "/w/" in address:
        by_id = f"/w/{exhibit.video.public_id}/" in address
        poster = is_premiere and by_id and ("poster-1" in address or "card-1" in address)
        assert status == ((200 if pattern.startswith("media") else 204) if poster else 403), where
    elif pattern.endswith("/reminder"):
        assert status == 405, where
    else:
        assert status == (200 if is_premiere else 404) or exhibit.audience == "password", where


def check_premiere(exhibit: Exhibit, pattern: str, address: str, answer: Any) -> None:
    """An announced premiere, for whoever may not play it yet: all may know of it, and nobody has its media."""
    where = (address, answer.status_code)
    status, text = answer.status_code, body_of(answer)
    key = exhibit.video.public_id
    if pattern.startswith(("media/", "internal/")):
        poster = f"/w/{key}/" in address and ("poster-1" in address or "card-1" in address)
        granted = 200 if pattern.startswith("media") else 204
        refused = 404 if pattern.startswith("media/p") else 403
        assert status == (granted if poster else refused), where
        return
    if pattern.endswith(("/watching", "/unlock", "/reminder")):
        assert status == 405, where
    elif pattern.endswith(("/playback", "/related")):
        assert status == 409, where
    else:
        assert status == 200, where
        assert pattern.endswith("/premiere") or "zqpremieretitle" in text, where
    for part in (
        f"/media/p/{key}",
        "/media/t/",
        ".m3u8",
        ".m4s",
        ".vtt",
        "preview.mp4",
        "init.mp4",
    ):
        assert part not in text, (*where, part)


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
                for address in asked_by(actor, pattern, addresses):
                    key, none = exhibit.video.public_id, "AAAAAAAAAAA"
                    there = actors[actor].get(address)
                    missing = actors[actor].get(address.replace(key, none))
                    seen, expected = without_noise(there, key), without_noise(missing, none)
                    assert seen[0] == expected[0], (pattern, exhibit.shape)
                    assert seen[2] == expected[2], (pattern, exhibit.shape)
                    if "text/html" not in there.get("Content-Type", ""):
                        assert seen[1] == expected[1], (pattern, exhibit.shape)
