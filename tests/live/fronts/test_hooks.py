"""What media servers in front of the ingest may ask, as they really ask it."""

import re
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import Channel
from live.models import Stream
from live.services.fronts import hook_token
from live.services.keys import revoke_keys, rotate_key
from tests.live.factories import StreamFactory

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
NGINX_FORM = {
    "app": "live",
    "flashver": "FMLE/3.0 (compatible; FMSc/1.0)",
    "swfurl": "",
    "tcurl": "rtmp://localhost:1935/live",
    "pageurl": "",
    "addr": "127.0.0.1",
    "clientid": "17",
    "type": "live",
}


@pytest.fixture
def live(channel: Channel) -> Stream:
    made: Stream = StreamFactory(channel=channel)
    return made


def nginx(client: Client, key: str, call: str = "publish", token: str | None = None) -> int:
    path = reverse("live-nginx-rtmp", kwargs={"token": token or hook_token("nginx-rtmp")})
    return client.post(path, NGINX_FORM | {"call": call, "name": key}).status_code


def mediamtx(client: Client, path: str, token: str | None = None, **more: Any) -> int:
    asked = {
        "user": "",
        "password": "",
        "token": "",
        "ip": "203.0.113.9",
        "action": "publish",
        "path": path,
        "protocol": "srt",
        "id": "9a3b4e3c-0a52-4f8f-9d2e-5d4f9c8a1b7e",
        "query": "",
    }
    address = reverse("live-mediamtx", kwargs={"token": token or hook_token("mediamtx")})
    return client.post(address, asked | more, content_type="application/json").status_code


def test_the_holder_of_a_valid_key_alone_is_let_in(client: Client, live: Stream) -> None:
    key = rotate_key(stream=live)
    assert nginx(client, key) == 200
    # nginx asks again for who publishes, and for its own way to the ingest, which it takes for a viewer.
    assert nginx(client, key, "update_publish") == nginx(client, key, "update_play") == 200
    assert nginx(client, key, "play") == 403
    assert mediamtx(client, f"live/{key}") == 200
    for wrong in ("", "live-0000", key + "0", "x" * 5000, "\x00", "한글"):
        assert nginx(client, wrong) == 403
        assert mediamtx(client, f"live/{wrong}") == 403
    assert mediamtx(client, f"other/{key}") == 401
    assert mediamtx(client, key) == 401


def test_who_is_in_goes_when_the_key_is_revoked_or_the_owner_suspended(
    client: Client, live: Stream
) -> None:
    key = rotate_key(stream=live)
    assert nginx(client, key, "update_publish") == 200
    owner = live.channel.owner
    owner.is_active = False
    owner.save()
    assert nginx(client, key, "update_publish") == 403
    owner.is_active = True
    owner.save()
    assert nginx(client, key, "update_publish") == 200
    revoke_keys(stream=live)
    assert nginx(client, key, "update_publish") == 403
    assert mediamtx(client, f"live/{key}") == 403


def test_the_hooks_answer_only_those_who_know_their_address(client: Client, live: Stream) -> None:
    key = rotate_key(stream=live)
    assert nginx(client, key, token="0" * 40) == 404
    assert nginx(client, key, token=hook_token("mediamtx")) == 404
    assert mediamtx(client, f"live/{key}", token=hook_token("nginx-rtmp")) == 404
    assert client.get(reverse("live-mediamtx", kwargs={"token": "0"})).status_code == 405


def test_nobody_reads_from_a_front_but_its_own_machine(client: Client, live: Stream) -> None:
    key = rotate_key(stream=live)
    assert mediamtx(client, f"live/{key}", action="read", ip="127.0.0.1") == 200
    assert mediamtx(client, f"live/{key}", action="read", ip="203.0.113.9") == 401
    for action in ("playback", "api", "metrics"):
        assert mediamtx(client, f"live/{key}", action=action, ip="127.0.0.1") == 401
    assert mediamtx(client, f"live/{key}", ip="nowhere") == 400
    assert nginx(client, key, "play") == 403
    path = reverse("live-mediamtx", kwargs={"token": hook_token("mediamtx")})
    for broken in ("", "[]", "{", '{"action": "publish"}'):
        assert client.post(path, broken, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    ("front", "file", "line"),
    [
        ("mediamtx", "mediamtx/mediamtx.yml", r"^authHTTPAddress: (\S+)$"),
        ("nginx-rtmp", "nginx-rtmp/nginx.conf.template", r"on_publish (\S+);"),
    ],
)
def test_a_front_that_is_filled_in_as_the_docs_say_finds_its_hook(
    front: str, file: str, line: str, client: Client, live: Stream
) -> None:
    printed = StringIO()
    call_command("front_hooks", stdout=printed)
    hooks = dict(each.split(": ") for each in printed.getvalue().splitlines())
    text = (ROOT / "docker" / file).read_text()
    for name, value in {"SITE": "web:8000", "HOOK": hooks[front], "INGEST": "i:1935"}.items():
        assert f"${{{name}}}" in text
        text = text.replace(f"${{{name}}}", value)
    found = re.search(line, text, re.MULTILINE)
    assert found
    address = urlsplit(found[1])
    assert (address.scheme, address.netloc) == ("http", "web:8000")
    key = rotate_key(stream=live)
    if front == "mediamtx":
        asked = {"action": "publish", "path": f"live/{key}", "ip": "203.0.113.9"}
        answer = client.post(address.path, asked, content_type="application/json")
    else:
        answer = client.post(address.path, NGINX_FORM | {"call": "publish", "name": key})
    assert answer.status_code == 200
