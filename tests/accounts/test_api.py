"""One's account and channel by the JSON API: an app can do all that the settings pages do."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accounts.models import Channel, User
from tests.accounts.conftest import PASSWORD, Post, code_in
from tests.accounts.test_tokens import call, sign_in

pytestmark = pytest.mark.django_db
ME, MINE = "/api/v1/me", "/api/v1/me/channel"
JSON = "application/json"


def picture(size: tuple[int, int] = (400, 300)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return SimpleUploadedFile("a.png", out.getvalue(), "image/png")


def errors_of(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return {each["field"]: each["message"] for each in answer.json()["errors"]}


def test_an_app_signs_somebody_up_makes_the_channel_and_uploads(post: Post) -> None:
    begun = call("auth/signup", {"email": "app@example.com", "password": PASSWORD}).json()
    [message] = post()
    done = call("auth/email/verify", {"key": code_in(message)}, begun["meta"]["session_token"])
    token = done.json()["meta"].get("session_token", begun["meta"]["session_token"])
    app = Client(headers={"Authorization": f"Bearer {token}"})
    assert app.get(ME).json()["channel"] is None
    assert app.get(MINE).json()["code"] == "no-channel"
    assert app.patch(MINE, {"name": "x"}, JSON).json()["code"] == "no-channel"
    assert app.post(f"{MINE}/avatar", {"file": picture()}).json()["code"] == "no-channel"
    film = {"name": "a.mp4", "size": 1000, "type": "video/mp4", "fingerprint": "f"}
    assert app.post("/api/v1/uploads", film, JSON).json()["code"] == "no-channel"

    facts = {"name": "App", "handle": "@App.Maker", "links": ["https://example.com/a"]}
    made = app.put(MINE, facts, JSON)
    assert made.status_code == 201, made.content
    assert (made.json()["handle"], made.json()["name"]) == ("app.maker", "App")
    assert app.get(ME).json()["channel"] == "app.maker"
    assert app.post("/api/v1/uploads", film, JSON).status_code == 201


def test_a_channel_is_changed_in_part_or_whole_by_the_rules_of_the_page(
    sign_in: Any, creator: User, viewer: User
) -> None:
    me = sign_in(creator)
    facts = {"name": "A", "handle": "creator", "description": "d", "links": ["https://a.example"]}
    assert me.put(MINE, facts, JSON).status_code == 200
    part = me.patch(MINE, {"name": " B ", "description": None}, JSON).json()
    assert (part["name"], part["description"]) == ("B", "d")
    assert [link["url"] for link in part["links"]] == ["https://a.example"]
    whole = me.put(MINE, {"name": "C", "handle": "creator"}, JSON).json()
    assert (whole["description"], whole["links"]) == ("", [])
    assert me.get(MINE).json() == whole

    wrong = {"name": "\u200b", "handle": "admin", "links": ["javascript:alert(1)"]}
    errors = errors_of(me.patch(MINE, wrong, JSON))
    assert set(errors) == {"name", "handle", "links"}
    assert "taken" in errors["handle"]
    assert "five" in errors_of(me.patch(MINE, {"links": ["https://a.example"] * 6}, JSON))["links"]
    assert me.get(MINE).json() == whole
    other = sign_in(viewer).put(MINE, {"name": "No", "handle": "CREATOR"}, JSON)
    assert "taken" in errors_of(other)["handle"]
    assert Channel.objects.get() == creator.channel


@pytest.mark.parametrize("name", ["avatar", "banner"])
def test_pictures_are_sent_replaced_and_removed(
    sign_in: Any,
    creator: User,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
    name: str,
) -> None:
    me, address = sign_in(creator), f"{MINE}/{name}"
    files = Path(settings.MEDIA_ROOT) / "public" / f"{name}s"
    sent = me.post(address, {"file": picture()})
    assert sent.status_code == 200, sent.content
    [first] = files.iterdir()
    assert sent.json()[f"{name}_url"].endswith(first.name)
    with django_capture_on_commit_callbacks(execute=True):
        me.post(address, {"file": picture()})
    [second] = files.iterdir()
    assert second != first
    bad = me.post(address, {"file": SimpleUploadedFile("a.png", b"<svg/>", "image/png")})
    assert "not a picture" in bad.json()["detail"]
    assert (bad.status_code, list(files.iterdir())) == (422, [second])
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert me.delete(address).json()[f"{name}_url"] == ""
    assert not list(files.iterdir())


def test_preferences_are_changed_in_part_and_only_to_what_there_is(
    sign_in: Any, viewer: User, stranger: User
) -> None:
    me = sign_in(viewer)
    with CaptureQueriesContext(connection) as queries:
        shown = me.get(ME).json()
    assert len(queries) <= 4
    assert shown["email"] == "viewer@example.com"
    assert shown["id"] == str(viewer.public_id)
    changed = me.patch(ME, {"locale": "ko", "keep_history": False}, JSON).json()
    assert changed == shown | {"locale": "ko", "keep_history": False}
    errors = errors_of(
        me.patch(ME, {"locale": "xx", "theme": "pink", "autoplay_next": False}, JSON)
    )
    assert set(errors) == {"locale", "theme"}
    assert me.patch(ME, {"email": "a@example.com", "is_staff": True}, JSON).json() == changed
    viewer.refresh_from_db()
    assert (viewer.locale, viewer.autoplay_next, viewer.is_staff) == ("ko", True, False)
    assert viewer.email == "viewer@example.com"
    stranger.refresh_from_db()
    assert stranger.locale == "en"


def test_nobody_is_told_to_sign_in_and_a_session_needs_its_csrf_token(creator: User) -> None:
    anonymous = Client()
    for method, address in (
        ("get", ME),
        ("patch", ME),
        ("get", MINE),
        ("put", MINE),
        ("patch", MINE),
        ("post", f"{MINE}/avatar"),
        ("delete", f"{MINE}/avatar"),
        ("post", f"{MINE}/banner"),
        ("delete", f"{MINE}/banner"),
    ):
        assert getattr(anonymous, method)(address).status_code == 401, (method, address)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(creator, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.delete(f"{MINE}/avatar").json()["code"] == "csrf-failed"


def test_a_token_is_enough_and_an_old_one_is_not(viewer: User) -> None:
    app = Client(headers={"X-Session-Token": sign_in(viewer.email)})
    assert app.patch(ME, {"theme": "dark"}, JSON).json()["theme"] == "dark"
    assert Client(headers={"X-Session-Token": "gone"}).get(ME).status_code == 401
