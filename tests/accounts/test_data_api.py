"""Taking one's data along and leaving by the JSON API, by the rules of the settings pages."""

import io
import json
import zipfile
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import DataExport, User
from accounts.services import deletion, exporting
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_tokens import call
from tests.accounts.test_tokens import sign_in as token_of
from tests.factories import ChannelFactory, VideoFactory
from videos.models import Source

pytestmark = pytest.mark.django_db
EXPORTS, LEAVE = "/api/v1/me/exports", "/api/v1/me/deletion"


def app(token: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {token}"})


def leave(client: Client, email: str) -> Any:
    return client.post(LEAVE, {"email": email}, content_type="application/json")


def test_a_copy_is_asked_for_waited_for_and_fetched_by_its_owner_alone(
    viewer: User, stranger: User, sign_in: Any
) -> None:
    me = app(token_of(viewer.email))
    assert me.get(EXPORTS).json() == []
    begun = me.post(EXPORTS)
    assert begun.status_code == 202, begun.content
    one = f"{EXPORTS}/{begun.json()['id']}"
    assert begun.json()["file_url"] is None
    assert me.get(f"{one}/file").status_code == 404
    early = me.post(EXPORTS)
    assert (early.status_code, early.json()["code"]) == (429, "too-soon")
    assert int(early["Retry-After"]) > 3000

    exporting.build_export(export_id=DataExport.objects.get().pk)
    ready = me.get(one).json()
    assert ready == me.get(EXPORTS).json()[0]
    assert ready["ready_at"]
    answer = me.get(ready["file_url"])
    assert "no-store" in answer["Cache-Control"]
    bundle = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert json.loads(bundle.read("account.json"))["email"] == viewer.email

    originals = f"{one}/originals"
    assert me.get(originals).json() == {"items": [], "next_after": None}
    other = sign_in(stranger)
    assert other.get(EXPORTS).json() == []
    for client, status in ((other, 404), (Client(), 401)):
        assert client.get(one).status_code == status
        for kept in (f"{one}/file", originals):
            assert client.get(kept).status_code == status
        assert client.delete(one).status_code == status
    video = VideoFactory(channel=ChannelFactory(owner=viewer), title="Film")
    Source.objects.create(video=video, storage_key="s/1", filename="밤.mp4", size_bytes=7)
    [film] = me.get(originals).json()["items"]
    assert (film["title"], film["filename"], film["size_bytes"]) == ("Film", "밤.mp4", 7)
    assert f"/files/{video.public_id}/" in film["url"]
    assert me.get(originals, {"after": video.public_id}).json()["items"] == []
    assert [me.delete(one).status_code, me.delete(one).status_code] == [204, 204]
    assert [me.get(f"{one}/file").status_code, me.get(originals).status_code] == [404, 404]
    assert me.get(EXPORTS).json() == []
    assert [Client().get(EXPORTS).status_code, Client().post(EXPORTS).status_code] == [401, 401]


def test_leaving_asks_for_the_password_and_the_address_once_more(viewer: User) -> None:
    token, other = token_of(viewer.email), token_of(viewer.email)
    me = app(token)
    assert leave(Client(), viewer.email).status_code == 401
    refused = leave(me, viewer.email)
    assert (refused.status_code, refused.json()["code"]) == (403, "reauthentication-required")
    assert call("auth/reauthenticate", {"password": "wrong"}, token).status_code == 400
    assert leave(me, viewer.email).status_code == 403
    assert call("auth/reauthenticate", {"password": PASSWORD}, token).status_code == 200
    # It was proved for one session alone.
    assert leave(app(other), viewer.email).status_code == 403
    wrong = leave(me, "somebody@example.com")
    assert wrong.json()["errors"][0]["field"] == "email"
    viewer.refresh_from_db()
    assert viewer.is_active

    gone = leave(me, " VIEWER@example.com ")
    assert gone.status_code == 204, gone.content
    viewer.refresh_from_db()
    assert (viewer.is_active, viewer.leaving_at is None) == (False, False)
    assert [app(each).get("/api/v1/me").status_code for each in (token, other)] == [401, 401]
    assert not UserSession.objects.exists()
    deletion.erase_user(user_id=viewer.pk)
    assert not User.objects.exists()


def test_a_browser_left_open_is_not_enough(viewer: User, sign_in: Any) -> None:
    me = sign_in(viewer)
    assert leave(me, viewer.email).status_code == 403
    me.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert leave(me, viewer.email).status_code == 204
    assert me.get("/api/v1/me").status_code == 401
    assert not Session.objects.exists()
