"""What the owner sees while a video is processed: percent, what is being made, what is left."""

from typing import Any

from django.core.cache import cache
from django.db.models import Case, F, Min, Q, Sum, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from core.realtime import notify_user, notify_user_after_commit
from videos.models import Chunk, Transcode, Video
from videos.services.transcoding.reasons import failure_sentence, waiting_sentence

ANNOUNCE_EVERY_S = 2
# An estimate before this much has been seen would jump about.
ESTIMATE_AFTER_S = 5
ESTIMATE_FROM_PERCENT = 3


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


def seconds_left(transcode: Transcode, percent: int) -> int | None:
    """How long the rest will take at the pace so far; None while that cannot be known."""
    if transcode.state != Transcode.State.RUNNING or percent < ESTIMATE_FROM_PERCENT:
        return None
    began = transcode.chunks.aggregate(began=Min("started_at"))["began"]
    if began is None:
        return None
    spent_s = (timezone.now() - began).total_seconds()
    return int(spent_s * (100 - percent) / percent) if spent_s >= ESTIMATE_AFTER_S else None


def quality_in_work(transcode: Transcode) -> str:
    """The highest quality that a worker is making now, such as "1080p"; empty when none is."""
    keys = set(
        transcode.chunks.filter(
            state=Chunk.State.RUNNING, kind__in=(Chunk.Kind.VIDEO, Chunk.Kind.REMOTE)
        ).values_list("key", flat=True)
    )
    jobs = (transcode.plan or {}).get("jobs", [])
    names = {name for job in jobs if job["key"] in keys for name in job["renditions"]}
    return max(names, key=lambda name: int(name.rstrip("p")), default="")


def progress_event(video: Video, transcode: Transcode) -> dict[str, Any]:
    """The `video.progress` event for the owner, in the owner's language."""
    percent = percent_done(transcode)
    left_s = seconds_left(transcode, percent)
    with override(video.channel.owner.locale):
        return {
            "type": "video.progress",
            "video": video.public_id,
            "state": video.state,
            "stage": transcode.state,
            "percent": percent,
            "left_s": left_s,
            "can_retry": transcode.can_be_tried_again,
            "message": _message(video, transcode, left_s),
        }


def announce(transcode: Transcode) -> None:
    """Tell the owner's open pages how far it is, once the transaction has committed."""
    video = _video(transcode)
    notify_user_after_commit(video.channel.owner_id, progress_event(video, transcode))


def announce_now(transcode: Transcode) -> None:
    """Tell the owner's open pages how far it is: at most every two seconds, however many workers ask."""
    if not cache.add(f"announced:{transcode.pk}", 1, ANNOUNCE_EVERY_S):
        return
    transcode.refresh_from_db(fields=("state", "weight", "plan", "not_before", "failure"))
    video = _video(transcode)
    notify_user(video.channel.owner_id, progress_event(video, transcode))


def _video(transcode: Transcode) -> Video:
    return Video.objects.select_related("channel__owner").get(pk=transcode.source.video_id)


def _message(video: Video, transcode: Transcode, left_s: int | None) -> str:
    simple = {
        Transcode.State.FAILED: failure_sentence(transcode.failure),
        Transcode.State.CANCELLED: failure_sentence(transcode.failure),
        Transcode.State.DONE: _("Ready"),
        Transcode.State.QUEUED: _queued(transcode),
        Transcode.State.PROBING: _("Looking at the file"),
    }
    if transcode.state in simple:
        return simple[Transcode.State(transcode.state)]
    if held_up := what_holds_up(transcode):
        return waiting_sentence(held_up)
    parts = [_what(video, transcode)]
    if left_s is not None:
        parts.append(time_left(left_s))
    return " · ".join(parts)


def what_holds_up(transcode: Transcode) -> str:
    """The code of what is away while nothing of the transcode goes on; empty when something does."""
    running = Q(state=Chunk.State.RUNNING)
    if transcode.chunks.filter(running, waits_for="").exists():
        return ""
    held_up = transcode.chunks.filter(running | Q(state=Chunk.State.WAITING)).exclude(waits_for="")
    return held_up.values_list("waits_for", flat=True).first() or ""


def _queued(transcode: Transcode) -> str:
    if transcode.not_before and transcode.not_before > timezone.now():
        return waiting_sentence("")
    return _("Waiting for a free worker")


def _what(video: Video, transcode: Transcode) -> str:
    quality = quality_in_work(transcode)
    if video.state == Video.State.PLAYABLE and video.current_id == transcode.pk:
        if quality:
            return _("Playable; %(quality)s is being made") % {"quality": quality}
        return _("Playable; higher qualities are being made")
    if quality:
        return _("Making %(quality)s") % {"quality": quality}
    return _("Encoding")


def time_left(seconds: int) -> str:
    """An estimate in words."""
    if seconds < 60:
        return _("less than a minute left")
    minutes = round(seconds / 60)
    if minutes < 60:
        return ngettext("about %(count)d minute left", "about %(count)d minutes left", minutes) % {
            "count": minutes
        }
    hours = round(minutes / 60)
    return ngettext("about %(count)d hour left", "about %(count)d hours left", hours) % {
        "count": hours
    }
