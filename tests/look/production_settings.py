"""The settings of a deployment, reached over plain HTTP on this machine, with its static files in a folder of choice."""

import os
from pathlib import Path

from piyakast.settings.prod import *  # noqa: F403  (as the settings do among themselves)

SECURE_SSL_REDIRECT = False
STATIC_ROOT = Path(os.environ["PRODUCTION_STATIC_ROOT"])
