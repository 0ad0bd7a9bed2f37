"""Setting chapters by hand; the rules are the ones people know from other sites."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from core.plain_text import clean_text
from core.problems import Problem
from videos.models import Chapter, Video
from videos.services.catalogue_cache import forget_video
from videos.services.chapters import ChapterMark, read_mark

FEWEST = 2
MOST = 100
SHORTEST_MS = 10_000
LONGEST_TITLE = 100


class ChaptersRefused(Problem):
    """The chapters break a rule; the sentence says which, `row` (from 0) where."""

    def __init__(self, detail: str, row: int | None = None) -> None:
        super().__init__(422, "bad-chapters", detail, **({} if row is None else {"row": row}))


class ChaptersChanged(Problem):
    """The chapters were changed in another window."""

    def __init__(self) -> None:
        super().__init__(
            409,
            "changed-meanwhile",
            _(
                "The chapters were changed in another window. Yours are still here: compare, then save again."
            ),
        )


@transaction.atomic
def set_chapters(*, video: Video, marks: Sequence[ChapterMark], version: str | None = None) -> None:
    """Replace the chapters by `marks`; none leaves them to the description's timestamps.

    `version` is what `chapters_version` gave when the editor was opened. Raises `ChaptersRefused`,
    `ChaptersChanged`.
    """
    row = Video.objects.select_for_update(of=("self",)).only("pk", "duration_ms").get(pk=video.pk)
    if version is not None and version != chapters_version(stored_chapters(row)):
        raise ChaptersChanged
    cleaned = [ChapterMark(m.starts_ms, clean_text(m.title)[:LONGEST_TITLE]) for m in marks]
    if cleaned:
        _check(cleaned, row.duration_ms)
    Chapter.objects.filter(video=row).delete()
    Chapter.objects.bulk_create(
        Chapter(video=row, starts_ms=mark.starts_ms, title=mark.title) for mark in cleaned
    )
    transaction.on_commit(lambda: forget_video(video.public_id), robust=True)


def stored_chapters(video: Video) -> list[ChapterMark]:
    """The chapters set by hand, in order."""
    return [ChapterMark(chapter.starts_ms, chapter.title) for chapter in video.chapters.all()]


def chapters_version(marks: Iterable[ChapterMark]) -> str:
    """Changes whenever the chapters do."""
    text = json.dumps([[mark.starts_ms, mark.title] for mark in marks], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_chapter_lines(text: str) -> list[ChapterMark]:
    """Chapters written as "1:30 Title", one a line. Raises `ChaptersRefused` naming the line."""
    marks: list[ChapterMark] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        mark = read_mark(line)
        if mark is None:
            raise ChaptersRefused(
                _("Line %(line)d: write a time and a title, such as 1:30 The second part.")
                % {"line": number}
            )
        marks.append(mark)
    return marks


def _check(marks: Sequence[ChapterMark], duration_ms: int) -> None:
    if not FEWEST <= len(marks) <= MOST:
        raise ChaptersRefused(_("Give at least 2 and at most 100 chapters, or none."))
    if marks[0].starts_ms != 0:
        raise ChaptersRefused(_("The first chapter begins at 0:00."), 0)
    for row, mark in enumerate(marks):
        if not mark.title:
            raise ChaptersRefused(_("Every chapter needs a title."), row)
    for row, (before, after) in enumerate(pairwise(marks), 1):
        if after.starts_ms <= before.starts_ms:
            raise ChaptersRefused(_("Each chapter begins after the one above it."), row)
        if after.starts_ms - before.starts_ms < SHORTEST_MS:
            raise ChaptersRefused(_("The chapter above is shorter than ten seconds."), row)
    if duration_ms:
        _check_last(len(marks) - 1, duration_ms - marks[-1].starts_ms)


def _check_last(row: int, left_ms: int) -> None:
    if left_ms <= 0:
        raise ChaptersRefused(_("This chapter begins after the end of the video."), row)
    if left_ms < SHORTEST_MS:
        raise ChaptersRefused(_("The last chapter is shorter than ten seconds."), row)
