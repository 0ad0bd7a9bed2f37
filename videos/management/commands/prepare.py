"""`manage.py prepare`: one Django start brings the database up to date before the site runs."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from videos.services.demo import create_demo_accounts


class Command(BaseCommand):
    help = "Migrate the database; with --accounts also create the demo's people and var/demo.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accounts", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if options["accounts"]:
            demo = {"url": settings.SITE_URL, "accounts": create_demo_accounts()}
            target = settings.VAR_DIR / "demo.json"
            target.write_text(json.dumps(demo, indent=2, ensure_ascii=False) + "\n")
