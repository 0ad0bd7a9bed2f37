"""Chapters from the timestamps people write into a description. The watch page and the studio agree."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from videos.models import Chapter, Video

# "0:00 Intro", "- 1:02:03 – The end", "(12:30) Question": one line, the time first.
_LINE = re.compile(
    r"^[ \t]*(?:[-*•·–—][ \t]+)?[(\[]?"
    r"(?:(?P<h>\d{1,2}):(?P<m2>[0-5]\d)|(?P<m>\d{1,3})):(?P<s>[0-5]\d)"
    r"[)\]]?[ \t]*[-–—:.|]?[ \t]+(?P<title>\S.*?)[ \t]*$"
)
MAX_CHAPTERS = 100
MAX_TITLE = 100


@dataclass(frozen=True)
class ChapterMark:
    """A chapter begins at `starts_ms` and lasts until the next, or the end."""

    starts_ms: int
    title: str

    @property
    def seconds(self) -> int:
        """Its start in whole seconds, as addresses have it."""
        return self.starts_ms // 1000


def chapters_of(video: Video) -> list[ChapterMark]:
    """The chapters the creator set; without any, those of the description. One query."""
    if stored := video.chapters.all():
        return within(stored, video.duration_ms)
    return chapters_from_description(video.description, video.duration_ms)


def within(chapters: Iterable[Chapter], duration_ms: int) -> list[ChapterMark]:
    """Those that begin inside a video of that length: a new source may be shorter than the one they were set for.

    One alone is no division, so then there are none.
    """
    inside = [
        ChapterMark(chapter.starts_ms, chapter.title)
        for chapter in chapters
        if chapter.starts_ms < duration_ms or not duration_ms
    ]
    return inside if len(inside) > 1 else []


def chapters_from_description(description: str, duration_ms: int) -> list[ChapterMark]:
    """The chapters that a description's timestamps make, in order; none if they make no sense.

    They count only when there are at least two, the first at 0:00, each later than the one before,
    and all inside the video. Anything else is just times somebody mentions.
    """
    marks = [mark for line in description.splitlines() if (mark := read_mark(line))][:MAX_CHAPTERS]
    starts = [mark.starts_ms for mark in marks]
    if len(marks) < 2 or starts[0] != 0:
        return []
    rising = all(before < after for before, after in pairwise(starts))
    return marks if rising and starts[-1] < duration_ms else []


def read_mark(line: str) -> ChapterMark | None:
    """The chapter that a line such as "1:30 Title" makes, if it is one."""
    match = _LINE.match(line[:400])
    if match is None:
        return None
    minutes = int(match["m2"] or match["m"]) + 60 * int(match["h"] or 0)
    return ChapterMark((minutes * 60 + int(match["s"])) * 1000, match["title"][:MAX_TITLE])
