"""What a creator is told names the site's own limits exactly."""

import pytest
from django.conf import LazySettings

from videos.services.transcoding.reasons import failure_sentence


@pytest.mark.parametrize(
    ("limit_s", "words"),
    [
        (45, "45 seconds"),
        (600, "10 minutes"),
        (3600, "1 hour"),
        (5400, "1 hour 30 minutes"),
        (43_200, "12 hours"),
    ],
)
def test_the_longest_video_is_named_to_the_minute(
    settings: LazySettings, limit_s: int, words: str
) -> None:
    settings.VIDEO_MAX_DURATION_S = limit_s
    assert failure_sentence("too-long").endswith(f" {words}.")
