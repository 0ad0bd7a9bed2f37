"""`manage.py demo_stream`: a stream for the demo's first creator, with a key that the terminal can print."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.models import Channel
from live.models import Stream
from live.services.keys import rotate_key
from videos.models import Video


class Command(BaseCommand):
    help = "Create the demo's stream and write its key to var/demo-stream.json; again is fine."

    def handle(self, *args: Any, **options: Any) -> None:
        target = settings.VAR_DIR / "demo-stream.json"
        channel = Channel.objects.get(handle="sunny")
        stream, new = Stream.objects.get_or_create(
            channel=channel, title="Sunny live", defaults={"category": Video.Category.FILM}
        )
        if new or not target.exists():
            told = {"key": rotate_key(stream=stream), "path": stream.get_absolute_url()}
            target.write_text(json.dumps(told) + "\n")
            target.chmod(0o600)
