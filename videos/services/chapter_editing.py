"""Setting chapters by hand; the rules are the ones people know from other sites."""

from collections.abc import Sequence
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from core.problems import Problem
from videos.models import Chapter, Video

FEWEST = 3
MOST = 100
SHORTEST_MS = 1000


class ChaptersRefused(Problem):
    """The chapters break a rule; the sentence says which."""

    def __init__(self, detail: str) -> None:
        super().__init__(422, "bad-chapters", detail)


@transaction.atomic
def set_chapters(*, video: Video, marks: Sequence[tuple[int, str]]) -> None:
    """Replace the chapters by `marks` (start in ms, title); none removes them. Raises `ChaptersRefused`."""
    cleaned = sorted((start, " ".join(title.split())[:100]) for start, title in marks)
    if cleaned:
        _check(cleaned, video.duration_ms)
    video.chapters.all().delete()
    Chapter.objects.bulk_create(
        Chapter(video=video, starts_ms=start, title=title) for start, title in cleaned
    )


def _check(marks: Sequence[tuple[int, str]], duration_ms: int) -> None:
    starts = [start for start, _title in marks]
    if len(marks) < FEWEST or len(marks) > MOST:
        raise ChaptersRefused(_("Give at least 3 and at most 100 chapters."))
    if starts[0] != 0:
        raise ChaptersRefused(_("The first chapter begins at 0:00."))
    if not all(title for _start, title in marks):
        raise ChaptersRefused(_("Every chapter needs a title."))
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    if any(gap < SHORTEST_MS for gap in gaps):
        raise ChaptersRefused(_("Chapters are at least one second long, and no two begin at once."))
    if duration_ms and starts[-1] >= duration_ms:
        raise ChaptersRefused(_("A chapter begins after the end of the video."))
