#!/usr/bin/env python
"""Django's command line."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError

from piyakast.launch.beside import NOTHING_RUNS

if __name__ == "__main__":
    environment = os.environ.get("PIYAKAST_ENV", "dev")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"piyakast.settings.{environment}")
    try:
        execute_from_command_line(sys.argv)
    except OperationalError:
        # The settings have set it when a site runs here.
        if os.environ.get("DATABASE_URL"):
            raise
        sys.exit(NOTHING_RUNS)
