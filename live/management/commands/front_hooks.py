"""`manage.py front_hooks`: the addresses that media servers in front of the ingest are configured with."""

from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from live.services.fronts import hook_token


class Command(BaseCommand):
    help = "Print the secret paths that nginx-rtmp and MediaMTX call; they change with LIVE_INGEST_SECRET."

    def handle(self, *args: Any, **options: Any) -> None:
        for front in ("nginx-rtmp", "mediamtx"):
            path = reverse(f"live-{front}", kwargs={"token": hook_token(front)})
            self.stdout.write(f"{front}: {path}")
