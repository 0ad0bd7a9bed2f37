"""`make run`: one machine, embedded services, mail written to files."""

import os

from piyakast.settings import running  # noqa: F401  (before the rest, which reads the variables)
from piyakast.settings.base import *

# Off, so that people meet the site's own pages for what goes wrong; `make dev` switches it on.
DEBUG = env.bool("DEBUG", default=False)
if DEBUG:
    # Its runserver reloads and speaks WebSockets. Every other process is spared a second of imports.
    INSTALLED_APPS = ["daphne", *INSTALLED_APPS]
SHOW_DEV_MAIL = True
SECRET_KEY = SECRET_KEY or "development only: never used where anyone else can reach the site"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *ALLOWED_HOSTS]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

MAIL_TRANSPORT = env.str("MAIL_TRANSPORT", default="core.mail.backend.FileBackend")
# Passkeys on http://localhost
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

if not os.environ.get("DATABASE_URL"):
    # Nobody has named a database. A pool would look for one for ten seconds; so we are told at once.
    DATABASES["default"]["OPTIONS"] = {}
