"""What engines may do to a stream, in any order, twice, and late."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.signed_requests import HEADER, signature
from live.models import Broadcast, PublishSession, Stream, StreamKey
from live.services import publishing
from live.services.keys import rotate_key
from live.services.publishing import Publisher, PublishRefused
from live.services.secret import ingest_secret
from live.services.tickets import access_mark, is_good, make_ticket
from videos.models import Video

pytestmark = pytest.mark.django_db
Accept = Callable[..., PublishSession]


@pytest.fixture
def accept(key: str) -> Accept:
    """Accept a publisher with the key; `name` is the engine's session."""

    def do(name: str = "one") -> PublishSession:
        publisher = Publisher(
            engine="piyakast", engine_session=name, node="http://node", ip="127.0.0.1"
        )
        return publishing.accept_publisher(key=key, publisher=publisher)

    return do


def state(stream: Stream) -> str:
    stream.refresh_from_db()
    return str(stream.state)


def test_a_key_is_kept_as_a_digest_and_the_newest_alone_opens(stream: Stream, key: str) -> None:
    assert key not in str(StreamKey.objects.values())
    newer = rotate_key(stream=stream)
    assert newer != key
    publisher = Publisher(engine="piyakast", engine_session="x", node="n")
    with pytest.raises(PublishRefused, match="not valid"):
        publishing.accept_publisher(key=key, publisher=publisher)
    assert publishing.accept_publisher(key=newer, publisher=publisher).broadcast.stream == stream
    assert StreamKey.objects.get(revoked_at=None).used_at


def test_from_the_first_byte_to_the_end(stream: Stream, accept: Accept) -> None:
    session = accept()
    assert state(stream) == "starting"
    assert publishing.session_plays(session=session)
    assert state(stream) == "live"
    publishing.session_ended(session=session, reason="ended")
    assert state(stream) == "reconnecting"
    publishing.sweep_live()
    assert state(stream) == "reconnecting"  # there is time to come back
    publishing.sweep_live(now=timezone.now() + timedelta(seconds=31))
    assert state(stream) == "waiting"
    broadcast = Broadcast.objects.get()
    assert broadcast.live_at
    assert broadcast.ended_at


def test_everything_may_come_twice(stream: Stream, accept: Accept) -> None:
    session = accept()
    assert accept() == session
    assert publishing.session_plays(session=session)
    assert publishing.session_plays(session=session)
    publishing.session_ended(session=session, reason="ended")
    publishing.session_ended(session=session, reason="again")
    session.refresh_from_db()
    assert session.end_reason == "ended"
    assert not publishing.session_plays(session=session)
    assert not publishing.hear_session(session=session, health={})
    with pytest.raises(PublishRefused, match="Connect again"):
        accept()
    assert Broadcast.objects.count() == 1


def test_the_newest_publisher_wins_and_the_older_cannot_end_the_stream(
    stream: Stream, accept: Accept
) -> None:
    first = accept("one")
    publishing.session_plays(session=first)
    second = accept("two")
    assert second.broadcast_id == first.broadcast_id
    assert second.number == 1
    publishing.session_plays(session=second)
    publishing.session_ended(session=first, reason="late")
    assert state(stream) == "live"
    first.refresh_from_db()
    assert (first.state, first.end_reason) == ("ended", "replaced")


def test_coming_back_goes_on_with_the_same_broadcast(stream: Stream, accept: Accept) -> None:
    first = accept("one")
    publishing.session_plays(session=first)
    publishing.session_ended(session=first, reason="closed")
    second = accept("two")
    assert state(stream) == "reconnecting"
    publishing.session_plays(session=second)
    assert state(stream) == "live"
    assert Broadcast.objects.get().sessions.count() == 2


def test_silence_ends_a_session_and_then_the_broadcast(stream: Stream, accept: Accept) -> None:
    session = accept()
    publishing.session_plays(session=session)
    later = timezone.now() + timedelta(seconds=16)
    publishing.sweep_live(now=later)
    session.refresh_from_db()
    assert (session.state, session.end_reason) == ("ended", "silent")
    assert state(stream) == "reconnecting"


def test_what_never_plays_leaves_the_stream_as_it_was(stream: Stream, accept: Accept) -> None:
    session = accept()
    publishing.session_ended(session=session, reason="closed")
    assert state(stream) == "waiting"
    assert Broadcast.objects.get().end_reason == "never-played"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": Stream.State.REMOVED}, "removed"),
        ({"state": Stream.State.ENDED}, "has ended"),
    ],
)
def test_streams_that_take_nobody(
    changes: dict[str, Any], words: str, stream: Stream, accept: Accept
) -> None:
    Stream.objects.filter(pk=stream.pk).update(**changes)
    with pytest.raises(PublishRefused, match=words):
        accept()


def test_a_suspended_creator_does_not_go_live(stream: Stream, accept: Accept) -> None:
    owner = stream.channel.owner
    owner.is_active = False
    owner.save()
    with pytest.raises(PublishRefused, match="may not go live"):
        accept()


def test_a_stream_for_one_evening_is_over_then(stream: Stream, accept: Accept) -> None:
    Stream.objects.filter(pk=stream.pk).update(repeats=False)
    session = accept()
    publishing.session_plays(session=session)
    assert publishing.end_broadcast(broadcast=session.broadcast, reason="by-owner")
    assert not publishing.end_broadcast(broadcast=session.broadcast, reason="by-owner")
    assert state(stream) == "ended"
    session.refresh_from_db()
    assert session.state == "ended"


def test_a_ticket_is_for_one_session_and_one_privacy(stream: Stream) -> None:
    ticket = make_ticket(session="s1", mark=access_mark(stream))
    assert is_good(ticket, session="s1", mark=access_mark(stream))
    assert not is_good(ticket, session="s2", mark=access_mark(stream))
    assert not is_good(f"{ticket}x", session="s1", mark=access_mark(stream))
    stream.privacy = Video.Privacy.PRIVATE
    assert not is_good(ticket, session="s1", mark=access_mark(stream))


def call(
    client: Client,
    verb: str,
    facts: Any,
    *,
    secret: str | None = None,
    age_s: int = 0,
    signed_for: str = "",
) -> Any:
    body = json.dumps(facts).encode()
    moment = timezone.now().timestamp() - age_s
    header = signature(body, secret or ingest_secret(), purpose=signed_for or verb, now=moment)
    return client.post(
        f"/internal/live/{verb}", body, content_type="application/json", headers={HEADER: header}
    )


def test_the_whole_contract_over_http(client: Client, stream: Stream, key: str) -> None:
    asked = {
        "key": key,
        "engine": "piyakast",
        "engine_session": "a",
        "node": "http://node",
        "ip": "127.0.0.1",
    }
    admitted = call(client, "publish", asked).json()
    assert admitted["latency"] == stream.latency
    assert admitted["public"] is True
    session = admitted["session"]
    told = call(
        client, "update", {"session": session, "playable": True, "health": {"kbps": 900, "odd": 1}}
    )
    assert told.json() == {"keep": True, "public": True, "mark": admitted["mark"]}
    assert PublishSession.objects.get().health == {"kbps": 900}
    assert state(stream) == "live"
    Stream.objects.filter(pk=stream.pk).update(privacy=Video.Privacy.PRIVATE)
    told = call(client, "update", {"session": session}).json()
    assert (told["keep"], told["public"], told["mark"] == admitted["mark"]) == (True, False, False)
    assert call(client, "done", {"session": session, "reason": "ended"}).status_code == 200
    assert call(client, "update", {"session": session}).json()["keep"] is False


@pytest.mark.parametrize("verb", ["publish", "update", "done"])
def test_who_has_not_the_secret_is_not_heard(client: Client, verb: str) -> None:
    assert call(client, verb, {}, secret="another").status_code == 401
    assert call(client, verb, {}, age_s=120).status_code == 401
    # Nor is what was signed for another address: a heartbeat ends nothing.
    other = "update" if verb != "update" else "done"
    assert call(client, verb, {}, signed_for=other).status_code == 401
    assert (
        client.post(f"/internal/live/{verb}", b"{}", content_type="application/json").status_code
        == 401
    )
    assert call(client, verb, []).status_code == 400
    assert client.get(f"/internal/live/{verb}").status_code == 405


@pytest.mark.parametrize("session", ["", "no", None, 5, {"a": 1}])
def test_sessions_that_are_none(client: Client, session: Any) -> None:
    assert call(client, "update", {"session": session}).json()["keep"] is False
    assert call(client, "done", {"session": session}).status_code == 200


def test_a_wrong_key_is_refused_with_a_sentence(client: Client) -> None:
    answer = call(
        client, "publish", {"key": "live-guess", "engine": "x", "engine_session": "1", "node": "n"}
    )
    assert answer.status_code == 403
    assert answer.json()["code"] == "bad-key"


def test_an_encoder_that_connects_again_by_itself_does_not_undo_the_end(
    stream: Stream, key: str, accept: Accept, freezer: Any
) -> None:
    session = accept()
    publishing.session_plays(session=session)
    publishing.end_broadcast(broadcast=session.broadcast, reason="ended-by-owner")
    with pytest.raises(PublishRefused, match="just ended"):
        accept("again")
    assert state(stream) == "waiting"
    freezer.tick(31)
    assert accept("later").broadcast_id != session.broadcast_id


def test_after_a_long_silence_that_nobody_swept_a_new_broadcast_begins(
    stream: Stream, accept: Accept, freezer: Any
) -> None:
    session = accept()
    publishing.session_plays(session=session)
    freezer.tick(44)
    back = accept("back")
    assert back.broadcast_id == session.broadcast_id
    freezer.tick(46)
    later = accept("later")
    assert later.broadcast_id != session.broadcast_id
    session.broadcast.refresh_from_db()
    assert session.broadcast.end_reason == "publisher-gone"
    assert state(stream) == "starting"


def test_what_publishers_are_called_stops_nobody(client: Client, stream: Stream, key: str) -> None:
    session = ""
    for told, kept in (("fe80::1%eth0", "fe80::1"), ("?", None)):
        asked = {"engine": "piyakast", "engine_session": told, "node": "http://node", "key": key, "ip": told}  # fmt: skip
        session = call(client, "publish", asked).json()["session"]
        assert PublishSession.objects.get(public_id=session).ip == kept
    health = {"video_codec": "av\x0001", "audio_codec": "\x00"}
    assert call(client, "update", {"session": session, "health": health}).json()["keep"]
