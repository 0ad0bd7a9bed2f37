"""The creator's own list: narrowed, sorted and counted, at a cost that does not grow with it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from accounts.models import User
from videos.models import Chunk, Transcode, Video

SORTS = {
    "newest": "-created_at",
    "oldest": "created_at",
    "views": "-view_count",
    "title": "title",
}
MOST_WORDS = 8


@dataclass(frozen=True)
class StudioFilter:
    """What the list is narrowed to; empty fields do not narrow.

    `privacy` may also be "scheduled" or "draft", `state` also "working" (not finished, not failed).
    """

    q: str = ""
    state: str = ""
    privacy: str = ""
    category: str = ""
    sort: str = "newest"

    def __bool__(self) -> bool:
        return bool(self.q or self.state or self.privacy or self.category)

    @property
    def order_by(self) -> str:
        """The column that `sort` means; the newest first for what nobody knows."""
        return SORTS.get(self.sort, SORTS["newest"])


def studio_videos(owner: User, narrowed: StudioFilter | None = None) -> QuerySet[Video]:
    """The owner's videos that are not deleted, with channel and current transcode."""
    rows = _of(owner).exclude(state__in=Video.HIDDEN)
    if not narrowed:
        return rows
    rows = rows.filter(_titled(narrowed.q))
    if narrowed.state == "working":
        rows = rows.filter(state__in=(Video.State.PROCESSING, Video.State.PLAYABLE))
    elif narrowed.state in Video.State.values:
        rows = rows.filter(state=narrowed.state)
    if narrowed.category in Video.Category.values:
        rows = rows.filter(category=narrowed.category)
    return rows.filter(_seen_by(narrowed.privacy))


def deleted_videos(owner: User) -> QuerySet[Video]:
    """The owner's deleted videos that can still be brought back, the latest first."""
    rows = _of(owner).filter(state=Video.State.DELETED)
    return rows.exclude(state_before_deletion="").order_by("-deleted_at")


def studio_counts(owner: User) -> dict[str, int]:
    """How many videos the owner has, by what one looks for; one query."""
    alive = ~Q(state=Video.State.DELETED)
    restorable = Q(state=Video.State.DELETED) & ~Q(state_before_deletion="")
    parts = {
        "all": alive,
        "scheduled": alive & _seen_by("scheduled"),
        "working": Q(state__in=(Video.State.PROCESSING, Video.State.PLAYABLE)),
        "failed": Q(state=Video.State.FAILED),
        "deleted": restorable,
    }
    counts = {name: Count("pk", filter=part) for name, part in parts.items()}
    found: dict[str, int] = Video.objects.filter(channel__owner=owner).aggregate(**counts)
    return found


def latest_transcode(video: Video) -> Transcode | None:
    """The newest run for any source of the video."""
    return latest_transcodes([video]).get(video.pk)


def latest_transcodes(videos: Iterable[Video]) -> dict[int, Transcode]:
    """The newest run of each video, by the video's primary key; one query."""
    runs = (
        Transcode.objects.filter(source__video__in=[video.pk for video in videos])
        .select_related("source")
        .order_by("source__video", "-id")
        .distinct("source__video")
    )
    return {run.source.video_id: run for run in runs}


def percents(runs: Iterable[Transcode]) -> dict[int, int]:
    """How much of each run is done, 0 to 100, by its primary key; one query for all that work."""
    runs = list(runs)
    working = [run.pk for run in runs if run.state == Transcode.State.RUNNING]
    done = dict(
        Chunk.objects.filter(transcode__in=working)
        .values_list("transcode")
        .annotate(
            done=Sum(
                Case(
                    When(state=Chunk.State.DONE, then=F("weight")),
                    default=F("weight") * F("frames_done") / F("frames"),
                ),
                default=Value(0),
            )
        )
        if working
        else ()
    )
    return {run.pk: _percent(run, done.get(run.pk, 0)) for run in runs}


def _percent(run: Transcode, done: int) -> int:
    if run.state == Transcode.State.DONE:
        return 100
    return min(99, int(100 * done / run.weight)) if run.weight else 0


def _of(owner: User) -> QuerySet[Video]:
    return (
        Video.objects.filter(channel__owner=owner)
        .select_related("channel", "current")
        .defer("search")
    )


def _titled(words: str) -> Q:
    """Every word stands somewhere in the title, whole or part: "바다" finds "밤바다에서"."""
    found = Q()
    for word in words.replace("\x00", "")[:200].split()[:MOST_WORDS]:
        # Titles of before they were composed may still be decomposed, as Macs name files.
        forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
        either = Q()
        for form in forms:
            either |= Q(title__icontains=form)
        found &= either
    return found


def _seen_by(privacy: str) -> Q:
    if privacy == "scheduled":
        return Q(published_at__gt=timezone.now())
    if privacy == "draft":
        return Q(published_at=None, publish_when_ready=False)
    if privacy in Video.Privacy.values:
        return Q(privacy=privacy)
    return Q()
