"""Streams by the JSON API."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import User
from live.models import Marker, Reminder, Stream
from tests.live.broadcasts import HEALTH, NODE, go_live, soon
from tests.live.factories import StreamFactory
from tests.live.pictures import orange

pytestmark = pytest.mark.django_db
STUDIO = "/api/v1/studio/live"


@pytest.fixture
def owner(creator: User, sign_in: Any) -> Client:
    client: Client = sign_in(creator)
    return client


def ask(client: Client, method: str, path: str, data: Any = None) -> Any:
    answer = getattr(client, method)(path, data or {}, content_type="application/json")
    return answer.status_code, answer.json() if answer.content else None


def test_a_whole_evening(owner: Client) -> None:
    status, made = ask(owner, "post", STUDIO, {"title": "Evening", "latency": "ultra-low"})
    assert status == 201
    assert (made["state"], made["latency"], made["key_ending"]) == ("waiting", "ultra-low", "")
    one = f"{STUDIO}/{made['id']}"
    status, key = ask(owner, "post", f"{one}/key")
    assert status == 200
    assert key["server"].startswith("rtmp")
    assert ask(owner, "get", one)[1]["key_ending"] == key["key"][-4:]
    assert ask(owner, "post", f"{one}/markers", {"text": "early"})[0] == 409
    assert ask(owner, "get", f"/api/v1/live/{made['id']}/playback")[0] == 409

    session = go_live(Stream.objects.get(), key=key["key"])
    assert ask(owner, "get", f"{one}/signal")[1]["health"] == HEALTH
    status, marker = ask(owner, "post", f"{one}/markers", {"text": "\u200b\u3164"})
    assert (status, marker["text"]) == (201, "")
    assert ask(owner, "delete", f"{one}/markers/{marker['id']}")[0] == 204
    status, marker = ask(owner, "post", f"{one}/markers", {"text": "The oven opens"})
    assert status == 201
    status, playback = ask(Client(), "get", f"/api/v1/live/{made['id']}/playback")
    assert playback["master_url"] == f"{NODE}/hls/p/{session.public_id}/master.m3u8"
    assert playback["expires_at"] is None
    listed = ask(Client(), "get", "/api/v1/live")[1]["items"]
    assert [each["id"] for each in listed] == [made["id"]]
    assert ask(owner, "patch", one, {"title": "Late evening"})[1]["title"] == "Late evening"
    assert ask(owner, "post", f"{one}/end")[1]["state"] == "waiting"
    assert ask(owner, "post", f"{one}/end")[0] == 409
    assert ask(owner, "post", f"{one}/reopen")[0] == 409
    [broadcast] = ask(owner, "get", f"{one}/broadcasts")[1]
    assert broadcast["end_reason"] == "ended-by-owner"
    assert [each["text"] for each in broadcast["markers"]] == ["The oven opens"]
    assert ask(owner, "delete", f"{one}/markers/{marker['id']}")[0] == 204
    assert ask(owner, "delete", f"{one}/markers/{marker['id']}")[0] == 404
    assert ask(owner, "delete", f"{one}/key")[0] == 204
    assert ask(owner, "delete", one)[0] == 204
    assert ask(owner, "get", one)[0] == 404
    assert ask(owner, "get", STUDIO)[1] == []


def test_errors_name_their_fields(owner: Client, stream: Stream) -> None:
    one = f"{STUDIO}/{stream.public_id}"
    status, problem = ask(owner, "patch", one, {"title": " ", "privacy": "public"})
    assert (status, problem["errors"][0]["field"]) == (422, "title")
    status, problem = ask(owner, "patch", one, {"starts_at": soon(days=-1).isoformat()})
    assert problem["errors"][0]["field"] == "starts_at"
    status, problem = ask(owner, "patch", one, {"title": "x", "version": "old"})
    assert (status, problem["code"]) == (409, "changed-meanwhile")
    assert ask(owner, "patch", one, {"title": None, "starts_at": None})[0] == 200


def test_a_channel_is_needed(viewer: User, sign_in: Any) -> None:
    client = sign_in(viewer)
    assert ask(client, "get", STUDIO) == (200, [])
    assert ask(client, "post", STUDIO, {"title": "x"})[1]["code"] == "no-channel"


def test_others_streams_are_not_there(
    stream: Stream, stranger: User, moderator: User, sign_in: Any
) -> None:
    go_live(stream)
    marker = Marker.objects.create(broadcast=stream.broadcasts.get(), at_s=1)
    one = f"{STUDIO}/{stream.public_id}"
    paths = [
        ("get", one), ("patch", one), ("delete", one), ("post", f"{one}/key"),
        ("delete", f"{one}/key"), ("post", f"{one}/end"), ("post", f"{one}/reopen"),
        ("get", f"{one}/signal"), ("get", f"{one}/broadcasts"), ("post", f"{one}/markers"),
        ("delete", f"{one}/markers/{marker.pk}"), ("delete", f"{one}/picture"),
    ]  # fmt: skip
    for method, path in paths:
        assert ask(Client(), method, path)[0] == 401, path
        for person in (stranger, moderator):
            assert ask(sign_in(person), method, path)[0] == 404, path
    stream.refresh_from_db()
    assert stream.state == "live"
    assert stream.keys.filter(revoked_at=None).count() == 1


def test_a_picture_is_made_safe_and_shown(owner: Client, stream: Stream) -> None:
    path = f"{STUDIO}/{stream.public_id}/picture"
    sent = SimpleUploadedFile("a.png", orange(1600, 900), "image/png")
    url = owner.post(path, {"file": sent}).json()["picture_url"]
    shown = Client().get(url)
    assert shown["Content-Type"] == "image/jpeg"
    assert "public" in shown["Cache-Control"]
    assert Image.open(BytesIO(shown.getvalue())).size == (1280, 720)
    broken = SimpleUploadedFile("a.png", b"\x89PNG nonsense", "image/png")
    assert owner.post(path, {"file": broken}).status_code == 422
    assert owner.delete(path).json()["picture_url"] == ""
    assert Client().get(url).status_code == 404


def test_lists_reminders_and_details(stream: Stream, viewer: User, sign_in: Any) -> None:
    coming = StreamFactory(channel=stream.channel, title="Tomorrow", starts_at=soon(days=1))
    StreamFactory(channel=stream.channel, title="Hidden", starts_at=soon(days=1), is_test=True)
    [shown] = ask(Client(), "get", "/api/v1/live?show=upcoming")[1]["items"]
    assert (shown["id"], shown["viewers"]) == (coming.public_id, 0)
    assert ask(Client(), "get", "/api/v1/live?show=past")[0] == 422
    _status, one = ask(Client(), "get", f"/api/v1/live/{stream.public_id}")
    assert (one["state"], one["channel"]["handle"]) == ("waiting", "creator")
    client = sign_in(viewer)
    reminder = f"/api/v1/live/{coming.public_id}/reminder"
    assert ask(Client(), "put", reminder)[0] == 401
    for _twice in range(2):
        assert ask(client, "put", reminder)[0] == 204
    assert Reminder.objects.count() == 1
    for _twice in range(2):
        assert ask(client, "delete", reminder)[0] == 204
    assert not Reminder.objects.exists()


def test_what_is_not_public_gets_a_ticket_that_ends(stream: Stream) -> None:
    session = go_live(stream)
    Stream.objects.update(privacy="unlisted")
    answer = ask(Client(), "get", f"/api/v1/live/{stream.public_id}/playback")[1]
    assert "/hls/p/" not in answer["master_url"]
    assert str(session.public_id) in answer["master_url"]
    assert answer["expires_at"]
