"""`manage.py prepare`: one Django start brings the database up to date before the site runs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from core.prepared import remember_prepared
from videos.services.demo import write_demo_file


class Command(BaseCommand):
    help = "Migrate the database; with --accounts also create the demo's people and var/demo.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accounts", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            remember_prepared(cursor.cursor)
        if options["accounts"]:
            write_demo_file(whole=False)
            call_command("demo_stream")
