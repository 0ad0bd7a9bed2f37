"""Passwords of videos and streams by the JSON API: they open one session, of a cookie or of a token, and guessing is slow."""

from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts import api_auth
from accounts.models import Channel, User
from accounts.services.sessions import end_sessions
from live.models import Stream
from tests.accounts.test_tokens import sign_in
from tests.live.broadcasts import go_live
from tests.live.factories import StreamFactory
from tests.videos.shelf import shelve
from videos.models import Video

pytestmark = pytest.mark.django_db
RIGHT, WRONG = {"password": "sesame"}, {"password": "guess"}


@pytest.fixture
def video(channel: Channel) -> Video:
    made = shelve(channel, privacy=Video.Privacy.PASSWORD)
    made.set_password("sesame")
    made.save()
    return made


@pytest.fixture
def stream(channel: Channel) -> Stream:
    """On air."""
    made: Stream = StreamFactory(channel=channel)
    go_live(made)
    made.refresh_from_db()
    made.privacy = Video.Privacy.PASSWORD
    made.set_password("sesame")
    made.save()
    return made


@pytest.fixture
def app(viewer: User) -> Client:
    """Signed in by a token."""
    return Client(headers={"Authorization": f"Bearer {sign_in(viewer.email)}"})


def post(client: Client, address: str, body: Any) -> Any:
    return client.post(f"{address}/unlock", body, content_type="application/json")


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("kind", ["video", "stream"])
@pytest.mark.parametrize("who", ["anonymous", "app"])
def test_a_password_opens_one_session_until_it_changes(
    request: pytest.FixtureRequest, app: Client, stranger: User, kind: str, who: str
) -> None:
    locked = request.getfixturevalue(kind)
    address = f"/api/v1/{'videos' if kind == 'video' else 'live'}/{locked.public_id}"
    client = app if who == "app" else Client()
    other = Client(headers={"X-Session-Token": _token_of(stranger)}) if who == "app" else Client()
    assert code(client.get(f"{address}/playback")) == (403, "password-required")
    assert code(post(client, address, WRONG)) == (403, "wrong-password")
    assert code(client.get(f"{address}/playback")) == (403, "password-required")
    opened = post(client, address, RIGHT)
    assert opened.status_code == 200, opened.content
    # What a token's session was told is no reason to hand it out as a cookie.
    assert ("sessionid" in opened.cookies) == (who == "anonymous")
    playback = client.get(f"{address}/playback")
    assert playback.status_code == 200
    assert playback.json()["expires_at"]
    if kind == "video":
        assert opened.json()["master_url"] == playback.json()["master_url"]
        assert Client().get(opened.json()["master_url"]).status_code == 200
    else:
        assert opened.json()["title"] == locked.title
        room = f"/api/v1/chat/streams/{locked.public_id}/room"
        assert (client.get(room).status_code, other.get(room).status_code) == (200, 404)
    assert code(other.get(f"{address}/playback")) == (403, "password-required")

    locked.set_password("another")
    locked.save()
    assert code(client.get(f"{address}/playback")) == (403, "password-required")


def _token_of(user: User) -> str:
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)  # type: ignore[attr-defined]
    return sign_in(user.email)


@pytest.mark.parametrize("kind", ["video", "stream"])
def test_guesses_count_together_with_those_at_the_page(
    request: pytest.FixtureRequest, kind: str
) -> None:
    locked = request.getfixturevalue(kind)
    page = f"/{'watch' if kind == 'video' else 'live'}/{locked.public_id}"
    address = f"/api/v1/{'videos' if kind == 'video' else 'live'}/{locked.public_id}"
    assert [Client().post(page, WRONG).status_code for _ in range(5)] == [403] * 5
    assert [post(Client(), address, WRONG).status_code for _ in range(5)] == [403] * 5
    refused = post(Client(), address, RIGHT)
    assert code(refused) == (429, "too-many-tries")
    assert int(refused["Retry-After"]) > 0
    late = Client().post(page, RIGHT)
    assert late.status_code == 429
    assert "Too many tries" in late.text
    assert post(Client(REMOTE_ADDR="203.0.113.2"), address, RIGHT).status_code == 200


def test_what_needs_no_password_answers_and_what_is_hidden_is_not_there(
    video: Video, stream: Stream, creator: User, sign_in: Any
) -> None:
    both = (f"/api/v1/videos/{video.public_id}", f"/api/v1/live/{stream.public_id}")
    for address in both:
        assert post(sign_in(creator), address, WRONG).status_code == 200
        assert post(Client(), address, {"password": "x" * 1001}).status_code == 422
    Video.objects.update(privacy=Video.Privacy.PRIVATE)
    Stream.objects.update(privacy=Video.Privacy.PRIVATE)
    for address in both:
        assert post(Client(), address, RIGHT).status_code == 404


def test_a_token_that_ends_meanwhile_is_not_brought_back(
    video: Video, app: Client, viewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = api_auth.keep_session

    def ended(request: Any) -> None:
        end_sessions(user=viewer)
        keep(request)

    monkeypatch.setattr("videos.api.playback.keep_session", ended)
    assert post(app, f"/api/v1/videos/{video.public_id}", RIGHT).status_code == 401
    assert not UserSession.objects.exists()
    assert app.get("/api/v1/me").status_code == 401
