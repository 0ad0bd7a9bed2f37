"""Watching in a real browser: the film plays, seeks, and says what it does."""

import pytest

from tests.videos.watch.conftest import Viewer
from videos.models import Video

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_plays_after_a_click(watching: Viewer, video: Video) -> None:
    watching.open(video)
    watching.play()
    assert abs(watching.video("v.duration") - 40) < 0.2
