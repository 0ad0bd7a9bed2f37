"""Where a session's files go: into the folder of the video that the broadcast will be, or into one that is cleared."""

from live.models import Broadcast, PublishSession, Stream
from live.services.recording.bounds import note_stop, why_not
from live.services.recording.hiding import WHOLE
from videos.services.recordings import begin_recording as begin_video
from videos.services.recordings import recording_of

UNRECORDED = "live/"


def begin_recording(*, broadcast: Broadcast, stream: Stream) -> None:
    """Decide whether the broadcast is recorded: what its owner changes later is for the next one.

    In test mode, too: it may be left while on air. What was shown to nobody is dropped at the end.
    """
    if stream.is_test:
        broadcast.hidden = WHOLE
        broadcast.save(update_fields=["hidden"])
    if not stream.records:
        return
    if reason := why_not(stream.channel.owner):
        note_stop(broadcast, reason)
    else:
        broadcast.video = begin_video(channel=stream.channel, title=stream.title)
        broadcast.save(update_fields=["video"])


def session_folder(session: PublishSession) -> str:
    """The folder of one session in the store; ends with `/`."""
    broadcast = session.broadcast
    if broadcast.video is None or broadcast.recording_stop:
        return f"{UNRECORDED}{broadcast.public_id}/{session.number}/"
    return f"{recording_of(broadcast.video).prefix}{session.number}/"
