"""What the owner sees while a video is processed."""

from typing import Any

from django.db.models import Case, F, Sum, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.realtime import notify_user, notify_user_after_commit
from videos.models import Chunk, Transcode, Video
from videos.services.transcoding.reasons import failure_sentence


def percent_done(transcode: Transcode) -> int:
    """How much of the work is finished, 0 to 100; 100 only when all is."""
    if transcode.state == Transcode.State.DONE:
        return 100
    done = transcode.chunks.aggregate(
        done=Sum(
            Case(
                When(state=Chunk.State.DONE, then=F("weight")),
                default=F("weight") * F("frames_done") / F("frames"),
                output_field=Chunk._meta.get_field("weight"),
            ),
            default=Value(0),
        )
    )["done"]
    return min(99, int(100 * done / transcode.weight)) if transcode.weight else 0


def progress_event(video: Video, transcode: Transcode) -> dict[str, Any]:
    """The `video.progress` event for the owner, in the owner's language."""
    with override(video.channel.owner.locale):
        return {
            "type": "video.progress",
            "video": video.public_id,
            "state": video.state,
            "stage": transcode.state,
            "percent": percent_done(transcode),
            "message": _message(video, transcode),
        }


def announce(transcode: Transcode) -> None:
    """Tell the owner's open pages how far it is, once the transaction has committed."""
    video = _video(transcode)
    notify_user_after_commit(video.channel.owner_id, progress_event(video, transcode))


def announce_now(transcode: Transcode) -> None:
    """Tell the owner's open pages how far it is."""
    video = _video(transcode)
    notify_user(video.channel.owner_id, progress_event(video, transcode))


def _video(transcode: Transcode) -> Video:
    return Video.objects.select_related("channel__owner").get(pk=transcode.source.video_id)


def _message(video: Video, transcode: Transcode) -> str:
    if transcode.state == Transcode.State.FAILED:
        return failure_sentence(transcode.failure)
    if transcode.state == Transcode.State.DONE:
        return _("Ready")
    if video.state == Video.State.PLAYABLE:
        return _("Playable; higher qualities are being made")
    if transcode.state == Transcode.State.RUNNING:
        return _("Encoding")
    return _("Looking at the file")
