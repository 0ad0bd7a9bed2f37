"""Apps sign in through the headless API and use its token on the JSON API."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.test import Client

from accounts.models import Channel, User
from accounts.services.sessions import end_sessions
from accounts.services.suspension import restore_user, suspend_user
from core.consumers import UserFeedConsumer
from tests.accounts.conftest import PASSWORD, Post, code_in
from tests.factories import ChannelFactory
from tests.videos.shelf import shelve
from videos.models import Video, WatchProgress

pytestmark = pytest.mark.django_db
MINE = "/api/v1/studio/videos"


def call(path: str, body: dict[str, Any] | None = None, token: str = "") -> Any:
    headers = {"X-Session-Token": token} if token else {}
    return Client(headers=headers).post(
        f"/_allauth/app/v1/{path}", body or {}, content_type="application/json"
    )


def use(token: str) -> int:
    return Client(headers={"Authorization": f"Bearer {token}"}).get(MINE).status_code


def sign_in(email: str) -> str:
    answer = call("auth/login", {"email": email, "password": PASSWORD}).json()
    return str(answer["meta"]["session_token"])


def test_signing_up_by_the_api_and_using_the_token(post: Post) -> None:
    begun = call("auth/signup", {"email": "app@example.com", "password": PASSWORD})
    assert begun.status_code == 401
    token = begun.json()["meta"]["session_token"]
    assert use(token) == 401
    [message] = post()
    done = call("auth/email/verify", {"key": code_in(message)}, token)
    assert done.status_code == 200, done.content
    token = done.json()["meta"].get("session_token", token)
    Channel.objects.create(owner=User.objects.get(), handle="app", name="App")
    assert use(token) == 200
    assert use("not-a-token") == 401


def test_a_token_ends_with_its_session(viewer: User) -> None:
    Channel.objects.create(owner=viewer, handle="mine", name="Mine")
    first, second = sign_in(viewer.email), sign_in(viewer.email)
    assert (use(first), use(second)) == (200, 200)
    gone = Client(headers={"X-Session-Token": first}).delete("/_allauth/app/v1/auth/session")
    assert gone.status_code == 401
    assert (use(first), use(second)) == (401, 200)
    end_sessions(user=viewer)
    assert use(second) == 401


def test_suspending_ends_tokens_at_once_and_restoring_lets_back_in(
    viewer: User, moderator: User
) -> None:
    Channel.objects.create(owner=viewer, handle="mine", name="Mine")
    token = sign_in(viewer.email)
    assert suspend_user(user=viewer, actor=moderator, reason="spam")
    assert not suspend_user(user=viewer, actor=moderator, reason="spam")
    assert use(token) == 401
    refused = call("auth/login", {"email": viewer.email, "password": PASSWORD})
    assert refused.status_code != 200
    assert restore_user(user=viewer, actor=moderator, reason="a mistake")
    assert use(sign_in(viewer.email)) == 200


@pytest.mark.django_db(transaction=True)
def test_open_sockets_close_when_the_person_is_signed_out(viewer: User) -> None:
    @async_to_sync
    async def listen() -> list[Any]:
        socket = WebsocketCommunicator(UserFeedConsumer.as_asgi(), "/ws/feed/")
        socket.scope["user"] = viewer
        connected, _protocol = await socket.connect(timeout=60)
        assert connected
        heard = [await socket.receive_json_from(timeout=60)]
        await database_sync_to_async(end_sessions)(user=viewer)
        heard.append(await socket.receive_json_from(timeout=60))
        heard.append(await socket.receive_output(timeout=60))
        return heard

    # In a thread of its own: a browser test before this one leaves its loop running in ours.
    with ThreadPoolExecutor(1) as pool:
        heard = pool.submit(listen).result()
    assert heard == [
        {"type": "feed.ready"},
        {"type": "session.ended"},
        {"type": "websocket.close", "code": 4401},
    ]


def test_an_app_plays_what_its_person_may_and_hears_that_its_token_is_old(
    viewer: User, channel: Channel
) -> None:
    video = shelve(channel, privacy=Video.Privacy.PRIVATE)
    mine = shelve(ChannelFactory(owner=viewer), privacy=Video.Privacy.PRIVATE)
    bearer = {"Authorization": f"Bearer {sign_in(viewer.email)}"}
    for headers in (bearer, {"X-Session-Token": bearer["Authorization"][7:]}):
        app = Client(headers=headers)
        assert app.get(f"/api/v1/videos/{mine.public_id}/playback").status_code == 200
        assert app.get(f"/api/v1/videos/{video.public_id}/playback").status_code == 404
    watched = {"ranges": [[0, 2]], "position": 2}
    beat = Client(headers=bearer).post(
        f"/api/v1/videos/{mine.public_id}/watching", watched, "application/json"
    )
    assert beat.status_code == 204
    assert WatchProgress.objects.get(user=viewer).position_ms == 2000
    old = Client(headers={"Authorization": "Bearer gone"})
    assert old.get(f"/api/v1/videos/{mine.public_id}/playback").status_code == 401
    # A proxy's own sign-in is not about us.
    basic = Client(headers={"Authorization": "Basic eA=="})
    public = shelve(channel)
    assert basic.get(f"/api/v1/videos/{public.public_id}/playback").status_code == 200
