"""`manage.py reindex`: build the search vector of every video again."""

from typing import Any

from django.core.management.base import BaseCommand

from videos.services.search_index import reindex_all


class Command(BaseCommand):
    help = "Build the search vector of every video again, after an upgrade or a restore."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Indexed {reindex_all()} videos.")
