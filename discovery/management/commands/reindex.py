"""`manage.py reindex`: build the search vector of every video and stream again."""

from typing import Any

from django.core.management.base import BaseCommand

from live.services.search_index import reindex_streams
from videos.services.search_index import reindex_all


class Command(BaseCommand):
    help = "Build the search vector of every video and stream again, after an upgrade or a restore."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Indexed {reindex_all()} videos and {reindex_streams()} streams.")
