"""The end of a broadcast: its video is written from what lies in the store.

Everything here may run twice, late, or after the node was killed: the video's state says whether it is done.
"""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.jobs import enqueue_after_commit
from live.models import Broadcast, PublishSession, Stream
from live.services.announcing import announce
from live.services.recording.hiding import only_shown, remove_unlisted
from live.services.recording.joining import Joined, join_sessions
from live.services.recording.placing import tell_placed
from live.services.recording.quiet import fill_with_silence
from live.services.recording.reading import read_init, read_session
from videos.adapters.media.errors import EncodeFailed
from videos.models import Video
from videos.services import recordings
from videos.services.chapter_editing import MOST, SHORTEST_MS, set_chapters
from videos.services.chapters import ChapterMark

logger = logging.getLogger(__name__)

FLUSH = timedelta(seconds=15)  # a node that is alive has written everything long before


def ring_when_complete(broadcast: Broadcast) -> None:
    """Ring for the recording of a broadcast that has ended, once its nodes have written everything."""
    if broadcast.video_id and not _unwritten(broadcast).exists():
        enqueue_after_commit("live.record", broadcast_id=broadcast.pk)


def unfinished() -> list[int]:
    """The broadcasts whose recording is due."""
    rows = Broadcast.objects.filter(video__state=Video.State.RECORDING).exclude(ended_at=None)
    return [each.pk for each in rows if not _unwritten(each).exists()]


def finish_recording(*, broadcast_id: int) -> bool:
    """Make the video of a broadcast that has ended. False when that is done, or too early."""
    broadcast = (
        Broadcast.objects.select_related("stream__channel", "video")
        .filter(pk=broadcast_id, video__state=Video.State.RECORDING)
        .exclude(ended_at=None)
        .first()
    )
    if broadcast is None or broadcast.video is None or _unwritten(broadcast).exists():
        return False
    joined = _read(broadcast, broadcast.video)
    if not joined.rungs:
        return recordings.drop_recording(video=broadcast.video)
    broadcast.timeline = [
        [at.isoformat(), round(offset, 3), round(length, 3)]
        for at, offset, length in joined.timeline
        if at is not None
    ]
    tell_placed(broadcast)  # before anybody can watch it
    return _write(broadcast, broadcast.video, joined)


def _unwritten(broadcast: Broadcast) -> QuerySet[PublishSession]:
    """Sessions whose node may still be writing."""
    late = timezone.now() - FLUSH
    return broadcast.sessions.filter(left_at=None).filter(Q(ended_at=None) | Q(ended_at__gt=late))


def _read(broadcast: Broadcast, video: Video) -> Joined:
    prefix = recordings.recording_of(video).prefix
    sessions = []
    for session in broadcast.sessions.order_by("number"):
        folder = f"{session.number}/"
        shown = only_shown(read_session(prefix + folder), broadcast.hidden, session.began_at)
        if broadcast.hidden or broadcast.recording_stop:
            remove_unlisted(prefix + folder, shown)
        sessions.append((folder, shown))
    try:
        fill_with_silence(prefix, sessions)
    except EncodeFailed:
        logger.exception("What has no sound in %s stays so", prefix)
    return join_sessions(sessions, lambda name: read_init(prefix + name))


@transaction.atomic
def _write(broadcast: Broadcast, video: Video, joined: Joined) -> bool:
    made = recordings.finish_recording(
        video=video,
        rungs=joined.rungs,
        began_at=broadcast.live_at or broadcast.began_at,
        **_told_by(broadcast.stream),
    )
    if made:
        Broadcast.objects.filter(pk=broadcast.pk).update(timeline=broadcast.timeline)
        video.refresh_from_db()
        marks = _chapters(broadcast, video.duration_ms)
        if marks:
            set_chapters(video=video, marks=marks)
        announce(broadcast.stream)  # open pages lead to the recording
    return made


def _told_by(stream: Stream) -> dict[str, Any]:
    """The recording is shown as its stream is, at the moment when it ends."""
    names = ("title", "description", "tags", "category", "language", "privacy", "password")
    return {name: getattr(stream, name) for name in names}


def _chapters(broadcast: Broadcast, duration_ms: int) -> list[ChapterMark]:
    """The creator's markers, as far as they make chapters: each of ten seconds at least, the first at the beginning."""
    began = broadcast.live_at or broadcast.began_at
    with override(broadcast.stream.channel.owner.locale):
        marks = [ChapterMark(0, _("Beginning"))]
        for number, marker in enumerate(broadcast.markers.order_by("at_s"), start=1):
            offset = broadcast.offset_of(began + timedelta(seconds=marker.at_s))
            title = marker.text.strip() or _("Marker %(number)d") % {"number": number}
            if offset is not None:
                marks = _with(marks, ChapterMark(round(offset * 1000), title), duration_ms)
    return marks if len(marks) > 1 else []


def _with(marks: list[ChapterMark], mark: ChapterMark, duration_ms: int) -> list[ChapterMark]:
    if mark.starts_ms < SHORTEST_MS:
        return [ChapterMark(0, mark.title), *marks[1:]] if len(marks) == 1 else marks
    fits = mark.starts_ms - marks[-1].starts_ms >= SHORTEST_MS <= duration_ms - mark.starts_ms
    return [*marks, mark] if fits and len(marks) < MOST else marks
