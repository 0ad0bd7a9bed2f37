"""Chapters set by hand, and those that the description makes."""

import math

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import field_validator

from videos.api.studio.access import own_video
from videos.models import Video
from videos.services.chapter_editing import chapters_version, set_chapters, stored_chapters
from videos.services.chapters import ChapterMark, chapters_from_description

LATEST_S = 10_000_000
router = Router()


class ChapterRow(Schema):
    """One chapter."""

    start_s: float = Field(ge=0, le=LATEST_S)
    title: str

    @field_validator("start_s")
    @classmethod
    def a_number(cls, value: float) -> float:
        """NaN passes every comparison."""
        if not math.isfinite(value):
            raise ValueError("not a number")
        return value


class ChaptersIn(Schema):
    """All chapters; none leaves them to the description's timestamps."""

    chapters: list[ChapterRow] = Field(max_length=500)
    version: str | None = Field(
        None, description="As it was read; chapters changed since are refused with 409."
    )


class ChaptersOut(Schema):
    """What is set, what the description would make, and the version to send back."""

    chapters: list[ChapterRow]
    from_description: list[ChapterRow]
    version: str


@router.get("/videos/{publicid:public_id}/chapters", response=ChaptersOut, summary="Show chapters")
def show_chapters(request: HttpRequest, public_id: str) -> ChaptersOut:
    """The video's chapters."""
    return _out(own_video(request, public_id))


@router.put(
    "/videos/{publicid:public_id}/chapters", response=ChaptersOut, summary="Replace chapters"
)
def put_chapters(request: HttpRequest, public_id: str, data: ChaptersIn) -> ChaptersOut:
    """Replace the chapters. A refusal names the `row`, from 0."""
    marks = [ChapterMark(round(each.start_s * 1000), each.title) for each in data.chapters]
    set_chapters(video=own_video(request, public_id), marks=marks, version=data.version)
    return _out(own_video(request, public_id))


def _out(video: Video) -> ChaptersOut:
    stored = stored_chapters(video)
    derived = chapters_from_description(video.description, video.duration_ms)
    return ChaptersOut(
        chapters=[_row(mark) for mark in stored],
        from_description=[_row(mark) for mark in derived],
        version=chapters_version(stored),
    )


def _row(mark: ChapterMark) -> ChapterRow:
    return ChapterRow(start_s=mark.starts_ms / 1000, title=mark.title)
