"""Waiting is told in the largest unit that people count in, and never as less than it is."""

import pytest
from django.utils import translation

from core.problems import too_many_requests
from core.waiting import wait_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 second"),
        (1, "1 second"),
        (41.2, "42 seconds"),
        (90, "90 seconds"),
        (91, "2 minutes"),
        (3600, "60 minutes"),
        (5400, "90 minutes"),
        (5401, "2 hours"),
        (86_400, "24 hours"),
        (36 * 3600, "36 hours"),
        (36 * 3600 + 1, "2 days"),
        (6 * 86_400 + 1, "1 week"),
        (7 * 86_400, "1 week"),
        (7 * 86_400 + 1, "8 days"),
        (8 * 7 * 86_400, "8 weeks"),
    ],
)
def test_words_of_a_wait(seconds: float, words: str) -> None:
    with translation.override("en"):
        assert wait_words(seconds) == words


def test_a_wait_is_told_in_korean() -> None:
    with translation.override("ko"):
        assert [wait_words(seconds) for seconds in (40, 150, 10_000)] == ["40초", "3분", "3시간"]
        assert "40초" in str(too_many_requests(40).detail)
