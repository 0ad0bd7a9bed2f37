"""Whatever stands in an address, a form or a JSON body: no page and no endpoint breaks, and programs get problems."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import Channel, User
from chat.services.rooms import open_beside_video
from tests.site.forgetting import forget_all_but_sessions
from tests.site.routes import ROUTES, routes
from tests.videos.shelf import shelve
from videos.models import Video

pytestmark = pytest.mark.django_db

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
# As they stand in an address: NUL, a line end, the way up, too long, not UTF-8.
STRANGE = ("%00", "a%0Ab", "%2E%2E", "9" * 3000, "%ED%A0%80")
POSTED = (
    "/delete/",
    "/restore/",
    "/erase/",
    "/undo/",
    "/follow",
    "/complete",
    "/addresses",
    "/retry",
)
FIELDS = """
    q sort cursor page start category uploaded duration language captions fragment undo state privacy handle next
    back ids action publish_at video title description tags publish version chapters name email label follow theme
    password links_text url maxwidth format t lang
""".split()  # noqa: SIM905  (words to read)
TEXTS = ("\x00", "\ud800", "x" * 5000, "-1", "{{ 7|add:7 }}%s", "9" * 30)
VALUES: tuple[Any, ...] = (None, True, -1, 10**30, 1.5, "", [], {}, [[]], *TEXTS, [*TEXTS])


@pytest.fixture
def video(channel: Channel) -> Video:
    """One of the creator's, with everything a video has."""
    video = shelve(channel)
    open_beside_video(video=video, is_open=True)
    return video


@pytest.fixture
def owner(creator: User) -> Client:
    """The creator's browser: errors are answered, as on the site."""
    client = Client(raise_request_exception=False)
    client.force_login(creator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def good(name: str, video: Video) -> str:
    """A value of a place in an address that leads on to the next place."""
    known = {"public_id": video.public_id, "key": video.public_id, "handle": "creator"}
    known |= {"room_id": video.room.public_id, "video_id": video.public_id}
    more = {"version": "v1", "kind": "p", "name": "master.m3u8", "number": "1", "language": "en"}
    return (known | more).get(name, "00000000-0000-4000-8000-000000000000")


def test_strange_parts_of_every_address(video: Video, owner: Client) -> None:
    broken = []
    for pattern in ROUTES:
        places = PLACE.findall(pattern)
        for strange_place in places:
            for strange in STRANGE:
                values = {name: good(name, video) for name in places} | {strange_place: strange}
                address = "/" + PLACE.sub(lambda place: values[place[1]], pattern)  # noqa: B023
                forget_all_but_sessions()
                method = owner.post if address.endswith(POSTED) else owner.get
                status = method(address).status_code
                if status >= 500:
                    broken.append((address[:90], status))
    assert broken == []


def test_strange_queries_and_forms_of_every_page(video: Video, owner: Client) -> None:
    broken = []
    for kind in ("list", "own", "studio", "open", "video"):
        for pattern in routes(kind):
            if pattern.startswith("api/") or pattern == "settings/data/export/":
                continue
            address = "/" + PLACE.sub(lambda place: good(place[1], video), pattern)
            for text in ("\x00", "9" * 30):
                forget_all_but_sessions()
                form = dict.fromkeys(FIELDS, text)
                for method in ("get", "post") if kind in {"own", "studio"} else ("get",):
                    status = getattr(owner, method)(address, form).status_code
                    if status >= 500 and status != 501:  # oEmbed's word for an unknown format
                        broken.append((method, address, text[:20], status))
    assert broken == []


def test_halves_of_characters_do_not_reach_the_sign_in(owner: Client) -> None:
    for address in ("login", "signup", "code/request", "password/request"):
        body = b'{"email": "a@example.com", "password": "\\ud800", "login": "\\ud800"}'
        answer = owner.post(f"/_allauth/app/v1/auth/{address}", body, "application/json")
        assert answer.status_code == 400, address
        assert answer.json()["code"] == "bad-request"


def operations(owner: Client, *, bodies: bool = False) -> list[tuple[str, str, dict[str, Any]]]:
    schema = owner.get("/api/v1/openapi.json").json()
    shapes = schema["components"]["schemas"]
    found = []
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            content = operation.get("requestBody", {}).get("content", {})
            if bodies and not content:
                continue
            shape = content.get("application/json", {}).get("schema", {})
            name = shape.get("$ref", "").rpartition("/")[2]
            found.append((method, path, _members(shapes, name) if name else {}))
    return found


def _members(shapes: dict[str, Any], name: str) -> dict[str, Any]:
    """The members of a body; of one that is one of several, those of all."""
    shape = shapes[name]
    members = dict(shape.get("properties", {}))
    for each in shape.get("oneOf", ()):
        members |= _members(shapes, each["$ref"].rpartition("/")[2])
    return members


def test_strange_bodies_of_every_operation(video: Video, owner: Client) -> None:
    wrong = []
    for method, path, members in operations(owner, bodies=True):
        address = re.sub(r"\{(\w+)\}", lambda place: good(place[1], video), path)
        bodies: list[Any] = [b"", b"{", b"\xff\xfe", b"[" * 50_000, b"null", b"9" * 5000, b"NaN"]
        bodies += [json.dumps(value).encode() for value in VALUES]
        for member in members:
            full = {other: _plain(other) for other in members}
            bodies += [json.dumps(full | {member: value}).encode() for value in VALUES]
        for body in bodies:
            forget_all_but_sessions()
            answer = owner.generic(method.upper(), address, body, "application/json")
            if answer.status_code >= 500 or not _is_fine(answer):
                wrong.append((method, path, body[-300:], answer.status_code))
    assert wrong == []


def _plain(member: str) -> Any:
    known = {
        "ids": ["AAAAAAAAAAA"],
        "size": 10,
        "name": "a.mp4",
        "action": "public",
        "numbers": [1],
        "do": "act",
        "act": "delete",
        "cid": "a",
        "scopes": ["read"],
        "kinds": ["message"],
    }
    return known.get(member)


def _is_fine(answer: Any) -> bool:
    """A refusal is a problem document; everything else is nothing or data."""
    if answer.status_code < 400:
        return True
    if answer.headers["Content-Type"] != "application/problem+json":
        return False
    return bool({"type", "title", "status", "detail"} <= answer.json().keys())


def test_every_method_of_every_operation_is_a_problem_or_an_answer(
    video: Video, owner: Client
) -> None:
    wrong = []
    for path in sorted({path for _method, path, _members in operations(owner)}):
        address = re.sub(r"\{(\w+)\}", lambda place: good(place[1], video), path)
        for method in ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "OPTIONS", "HEAD"):
            answer = owner.generic(method, address)
            if answer.status_code >= 500 or (method != "HEAD" and not _is_fine(answer)):
                wrong.append((method, path, answer.status_code, answer.headers["Content-Type"]))
    assert wrong == []
