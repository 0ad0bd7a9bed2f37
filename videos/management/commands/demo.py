"""`manage.py demo`: fills an empty site with clips that really go through the pipeline."""

from typing import Any

from django.core.management.base import BaseCommand

from videos.services.demo import create_demo_videos, write_demo_file


class Command(BaseCommand):
    help = "Create the demo's people and videos; what exists is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        write_demo_file(whole=False)
        for title in create_demo_videos():
            self.stdout.write(f"{title}: rendered, now being transcoded")
        write_demo_file(whole=True)
        self.stdout.write("All demo videos are in the pipeline.")
