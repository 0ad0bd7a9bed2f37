"""What ingest engines say and ask: somebody wants to publish, is playable, is alive, is gone.

Every call may come twice or late. Only the accepted session of a broadcast moves its stream; the newest publisher of a
key wins. The stream's row is locked first, as everywhere in live.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.jobs import enqueue_after_commit
from core.states import advance
from live.models import Broadcast, PublishSession, Stream, StreamKey
from live.models.key import key_digest
from live.services.announcing import announce
from live.services.keys import key_named
from live.services.kicking import close_tails_after_commit, kick_after_commit
from live.services.passes import camera_of_pass, stream_of_pass
from live.services.recording import (
    begin_recording,
    ring_when_complete,
    stop_recording_if_due,
    unfinished,
)

SILENCE = timedelta(seconds=15)
# Encoders connect again by themselves. After somebody ended the broadcast that must not begin another at once.
REST = timedelta(seconds=30)
PATIENCE = timedelta(seconds=60)  # from accepted to playable
ENDED_BY = "ended-by-"  # how the reason begins when a person ended it
HEALTH_FIELDS = ("quiet_s", "kbps", "fps", "key_interval_ms", "video_codec", "codecs", "audio_codec", "width", "height", "recorded_bytes")  # fmt: skip


class PublishRefused(Exception):  # noqa: N818
    """Nobody may publish so. The message is a sentence for the encoder, `code` is for the engine."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Publisher:
    """Who asks, as the engine knows them."""

    engine: str
    engine_session: str
    node: str
    ip: str | None = None
    protocol: str = "rtmp"


def accept_publisher(*, key: str, publisher: Publisher) -> PublishSession:
    """Let the holder of `key` publish; the session they have. Raises `PublishRefused`."""
    found = may_publish(key)
    with transaction.atomic():
        stream = Stream.objects.select_for_update().get(pk=found.pk)
        # Again, in the lock: the key may have been taken away, or the account closed, while it was waited for.
        found = may_publish(key)
        known = _known(publisher)
        if known is not None:
            return known
        broadcast = Broadcast.objects.filter(stream=stream, ended_at=None).first()
        if broadcast is not None and _is_long_silent(broadcast):
            # The site was away meanwhile, or the sweeper.
            end_broadcast(broadcast=broadcast, reason="publisher-gone")
            stream.refresh_from_db()
            _check(stream, found.channel.owner.is_active)
            broadcast = None
        if broadcast is None:
            broadcast = Broadcast.objects.create(stream=stream, title=stream.title)
            begin_recording(broadcast=broadcast, stream=stream)
        older = broadcast.sessions.exclude(state=PublishSession.State.ENDED)
        for session in older:
            _end(session, "replaced")
            kick_after_commit(session)
        session = PublishSession.objects.create(
            broadcast=broadcast,
            engine=publisher.engine,
            engine_session=publisher.engine_session,
            camera=camera_of_pass(key),
            node=publisher.node,
            ip=publisher.ip,
            protocol=publisher.protocol,
            number=broadcast.sessions.count(),
            heard_at=timezone.now(),
        )
        StreamKey.objects.filter(digest=key_digest(key)).update(used_at=session.heard_at)
        rows = Stream.objects.filter(pk=stream.pk)
        if stream.is_on_air:
            advance(rows, Stream.STATES, Stream.State.RECONNECTING)
        else:
            advance(rows, Stream.STATES, Stream.State.STARTING)
        announce(stream)
    return session


def grace() -> timedelta:
    """How long a publisher may be away before the broadcast is over."""
    return timedelta(seconds=settings.LIVE_GRACE_S)


def _is_long_silent(broadcast: Broadcast) -> bool:
    last = broadcast.sessions.aggregate(heard=Max("heard_at"))["heard"] or broadcast.began_at
    return bool(last < timezone.now() - SILENCE - grace())


def may_publish(key: str) -> Stream:
    """The stream that a valid key, or a pass, opens. Raises `PublishRefused`."""
    found = key_named(key)
    stream = found.stream if found else stream_of_pass(key)
    if stream is None:
        raise PublishRefused("bad-key", _("This stream key is not valid. Copy it again from the control room."))  # fmt: skip
    _check(stream, stream.channel.owner.is_active)
    return stream


def _check(stream: Stream, owner_is_active: bool) -> None:
    if not owner_is_active:
        raise PublishRefused("suspended", _("This channel may not go live."))
    if stream.state == Stream.State.REMOVED:
        raise PublishRefused("removed", _("This stream was removed. Make a new one."))
    if stream.state == Stream.State.ENDED:
        raise PublishRefused("ended", _("This stream has ended. Open it again in the control room."))  # fmt: skip
    if stream.broadcasts.filter(
        ended_at__gt=timezone.now() - REST, end_reason__startswith=ENDED_BY
    ).exists():
        raise PublishRefused("just-ended", _("This broadcast was just ended. Wait half a minute before you go live again."))  # fmt: skip


def _known(publisher: Publisher) -> PublishSession | None:
    """The session, when this very publish was announced before."""
    known = PublishSession.objects.filter(
        engine=publisher.engine, node=publisher.node, engine_session=publisher.engine_session
    ).first()
    if known is not None and known.state == PublishSession.State.ENDED:
        raise PublishRefused("over", _("This connection has ended. Connect again."))
    return known


@transaction.atomic
def session_plays(*, session: PublishSession) -> bool:
    """The first parts are there: the stream is live. False when the session is no longer the one that counts."""
    stream = _locked(session)
    now = timezone.now()
    rows = PublishSession.objects.filter(pk=session.pk)
    if not advance(
        rows, PublishSession.STATES, PublishSession.State.PUBLISHING, playable_at=now, heard_at=now
    ):
        return rows.filter(state=PublishSession.State.PUBLISHING).exists()
    Broadcast.objects.filter(pk=session.broadcast_id, live_at=None).update(live_at=now)
    if advance(Stream.objects.filter(pk=stream.pk), Stream.STATES, Stream.State.LIVE):
        announce(stream)
    return True


def hear_session(*, session: PublishSession, health: dict[str, Any]) -> bool:
    """The session is alive, and so is its signal. False when it must end."""
    known = {name: _storable(health[name]) for name in HEALTH_FIELDS if name in health}
    heard = (
        PublishSession.objects.filter(pk=session.pk)
        .exclude(state=PublishSession.State.ENDED)
        .update(heard_at=timezone.now(), health=known)
    )
    if heard:
        stop_recording_if_due(session.broadcast)
    return bool(heard)


def _storable(fact: Any) -> Any:
    """Codecs are named by publishers, in letters that a database may not take."""
    return fact.replace("\x00", "") if isinstance(fact, str) else fact


@transaction.atomic
def session_ended(*, session: PublishSession, reason: str) -> None:
    """The publisher is gone. Its stream waits a while for it to come back."""
    stream = _locked(session)
    if _end(session, reason):
        _lost(stream, session)


@transaction.atomic
def session_left(*, session: PublishSession, reason: str, stopped: bool) -> None:
    """Its node has let the publisher go and written every file.

    A publisher that `stopped`, in so many words, ends the broadcast at once; any other may come back.
    """
    stream = _locked(session)
    rows = PublishSession.objects.filter(pk=session.pk)
    rows.filter(left_at=None).update(left_at=timezone.now())
    if _end(session, reason):
        _lost(stream, session, stopped=stopped)
        return
    broadcast = Broadcast.objects.get(pk=session.broadcast_id)
    if broadcast.ended_at is not None:
        ring_when_complete(broadcast)


def _end(session: PublishSession, reason: str) -> bool:
    return bool(
        advance(
            PublishSession.objects.filter(pk=session.pk),
            PublishSession.STATES,
            PublishSession.State.ENDED,
            ended_at=timezone.now(),
            end_reason=reason[:100],
        )
    )


def _lost(stream: Stream, session: PublishSession, *, stopped: bool = False) -> None:
    others = PublishSession.objects.filter(broadcast=session.broadcast_id).exclude(
        state=PublishSession.State.ENDED
    )
    if others.exists():
        return
    rows = Stream.objects.filter(pk=stream.pk)
    if rows.filter(state=Stream.State.STARTING).exists():
        # Nobody has seen anything of it: there is nothing to come back to.
        _close(session.broadcast, stream, "never-played")
    elif stopped:
        _close(session.broadcast, stream, "stopped")
    elif advance(rows, Stream.STATES, Stream.State.RECONNECTING):
        announce(stream)


@transaction.atomic
def end_broadcast(*, broadcast: Broadcast, reason: str) -> bool:
    """End it for viewers, let its publishers go, and make its recording. False when it has ended."""
    stream = Stream.objects.select_for_update().get(pk=broadcast.stream_id)
    for session in broadcast.sessions.exclude(state=PublishSession.State.ENDED):
        _end(session, reason)
    close_tails_after_commit(stream.pk)
    return _close(broadcast, stream, reason)


def _close(broadcast: Broadcast, stream: Stream, reason: str) -> bool:
    moved = Broadcast.objects.filter(pk=broadcast.pk, ended_at=None).update(
        ended_at=timezone.now(), end_reason=reason[:40]
    )
    if not moved:
        return False
    after = Stream.State.WAITING if stream.repeats else Stream.State.ENDED
    advance(Stream.objects.filter(pk=stream.pk), Stream.STATES, after)
    announce(stream)
    ring_when_complete(broadcast)
    return True


def sweep_live(*, now: datetime | None = None) -> None:
    """End sessions that have gone silent and broadcasts whose publisher did not come back; ring for recordings."""
    now = now or timezone.now()
    open_sessions = PublishSession.objects.exclude(state=PublishSession.State.ENDED)
    silent = open_sessions.filter(heard_at__lt=now - SILENCE)
    for session in silent.select_related("broadcast"):
        _end_if_still(session, silent, "silent")
    late = open_sessions.filter(state=PublishSession.State.ACCEPTED, began_at__lt=now - PATIENCE)
    for session in late.select_related("broadcast"):
        if _end_if_still(session, late, "never-played"):
            kick_after_commit(session)
    waiting = Broadcast.objects.filter(ended_at=None).exclude(
        sessions__in=open_sessions.values("pk")
    )
    for broadcast in waiting.prefetch_related("sessions"):
        ends = [each.ended_at for each in broadcast.sessions.all() if each.ended_at]
        if max(ends, default=broadcast.began_at) < now - grace():
            _end_if_alone(broadcast)
    for pk in unfinished():
        enqueue_after_commit("live.record", broadcast_id=pk)


@transaction.atomic
def _end_if_still(session: PublishSession, due: QuerySet[PublishSession], reason: str) -> bool:
    """End a session that is due in the lock, too: it may have been heard since it was looked for."""
    _locked(session)
    if not due.filter(pk=session.pk).exists():
        return False
    session_ended(session=session, reason=reason)
    return True


@transaction.atomic
def _end_if_alone(broadcast: Broadcast) -> None:
    """End a broadcast unless a publisher has come back to it since it was looked for."""
    stream = Stream.objects.select_for_update().get(pk=broadcast.stream_id)
    if not broadcast.sessions.exclude(state=PublishSession.State.ENDED).exists():
        # Those who are behind see the rest.
        _close(broadcast, stream, "publisher-gone")


def _locked(session: PublishSession) -> Stream:
    return Stream.objects.select_for_update().get(broadcasts=session.broadcast_id)
