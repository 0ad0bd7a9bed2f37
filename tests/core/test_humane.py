"""Lengths as people read them."""

import pytest

from core.templatetags.humane import clock


@pytest.mark.parametrize(
    ("milliseconds", "shown"),
    [
        (None, "0:00"),
        (0, "0:00"),
        (40, "0:01"),
        (7_400, "0:07"),
        (754_000, "12:34"),
        (97_200_000, "27:00:00"),
    ],
)
def test_a_length_reads_as_on_a_player_and_none_is_nothing(
    milliseconds: int | None, shown: str
) -> None:
    assert clock(milliseconds) == shown
