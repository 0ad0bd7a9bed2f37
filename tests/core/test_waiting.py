"""Waiting is told in the largest unit that people count in, and never as less than it is."""

import pytest

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
    ],
)
def test_words_of_a_wait(seconds: float, words: str) -> None:
    assert wait_words(seconds) == words
