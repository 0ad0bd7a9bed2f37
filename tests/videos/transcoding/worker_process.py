"""One worker as a process of its own: sweeps and works on the database that its argument names until nothing is left."""

import json
import sys
import time
from pathlib import Path

import django
from django.conf import settings


def main(place: dict[str, str]) -> None:
    """Work on the database `name`, with the folders `media` and `scratch`."""
    settings.DATABASES["default"]["NAME"] = place["name"]
    settings.MEDIA_ROOT, settings.SCRATCH_DIR = Path(place["media"]), Path(place["scratch"])
    settings.TRANSCODE_HEARTBEAT_S, settings.TRANSCODE_SILENCE_S = 0.2, 1.5
    settings.CELERY_TASK_ALWAYS_EAGER = False
    django.setup()

    from videos.models import Transcode
    from videos.services import transcoding

    ended = (Transcode.State.DONE, Transcode.State.FAILED, Transcode.State.CANCELLED)
    while Transcode.objects.exclude(state__in=ended).exists():
        transcoding.sweep()
        if not transcoding.work_once():
            time.sleep(0.1)
    transcoding.sweep()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
