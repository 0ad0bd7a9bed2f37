"""Sizes of files in words."""

import pytest
from django.utils import translation

from core.sizes import size_words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 B"),
        (1023, "1,023 B"),
        (1024, "1 KB"),
        (1_500_000, "1.4 MB"),
        (20 * 1024**3, "20 GB"),
        (5 * 1024**4 + 1, "5 TB"),
        (9_000 * 1024**4, "9,000 TB"),
    ],
)
def test_sizes_read_the_same_everywhere(count: int, words: str) -> None:
    with translation.override("en"):
        assert size_words(count) == words
