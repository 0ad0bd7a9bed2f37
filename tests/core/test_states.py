"""State tables: only declared moves happen, and only one of two claimants gets them."""

import pytest

from core.states import StateTable, advance
from tests.factories import VideoFactory
from videos.models import Video


@pytest.mark.django_db
def test_only_the_first_of_two_claims_moves_the_row() -> None:
    video = VideoFactory(state=Video.State.DRAFT)
    rows = Video.objects.filter(pk=video.pk)

    assert advance(rows, Video.STATES, Video.State.PROCESSING) == 1
    assert advance(rows, Video.STATES, Video.State.PROCESSING) == 0


@pytest.mark.django_db
def test_a_move_that_is_not_declared_changes_nothing() -> None:
    video = VideoFactory(state=Video.State.DELETED)

    assert advance(Video.objects.filter(pk=video.pk), Video.STATES, Video.State.READY) == 0
    video.refresh_from_db()
    assert video.state == Video.State.DELETED


def test_a_table_that_names_an_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="gone"):
        StateTable("state", {"here": frozenset({"gone"})})
