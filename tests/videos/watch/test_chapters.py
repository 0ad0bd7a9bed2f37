"""Chapters from a description: what counts and what is only a time somebody mentions."""

import pytest

from videos.services.chapters import ChapterMark, chapters_from_description


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("0:00 A\n0:30 B\n1:00 C", [0, 30, 60]),
        ("Intro\n- 0:00 – A\n* (0:30) B\n[01:00] C\nbye", [0, 30, 60]),
        ("00:00 시작\n1:00:00 끝", [0, 3600]),
        ("0:00 A\n90:00 B", [0, 5400]),
        ("0:00 only one", []),
        ("0:10 A\n0:30 B", []),
        ("0:00 A\n0:40 B\n0:30 C", []),
        ("0:00 A\n0:00 B", []),
        ("0:00 A\n9:00:00 beyond the end", []),
        ("0:00\n0:30", []),
        ("0:00 A\n0:75 B", []),
        ("", []),
    ],
)
def test_timestamps_make_chapters(text: str, starts: list[int]) -> None:
    marks = chapters_from_description(text, duration_ms=8 * 3_600_000)
    assert [mark.starts_ms // 1000 for mark in marks] == starts


def test_titles_are_kept_as_text_and_cut() -> None:
    marks = chapters_from_description(f"0:00 <b>x</b>\n0:01 {'y' * 300}", 60_000)
    assert marks[0] == ChapterMark(0, "<b>x</b>")
    assert len(marks[1].title) == 100


def test_a_hostile_description_is_read_in_no_time() -> None:
    text = ("0:00 " + " \t-" * 5000 + "\n") * 50 + "0" * 10_000
    assert chapters_from_description(text, 60_000) == []
