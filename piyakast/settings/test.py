"""`make test`: the same parts as in production, on embedded services, with cheap hashing."""

import tempfile
from pathlib import Path

from piyakast.settings.base import *

SECRET_KEY = "a key for tests alone"  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["*"]
SITE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGE_BACKEND = "disk"
TEST_DIR = Path(env.str("PIYAKAST_TEST_DIR", default=tempfile.gettempdir()))
MEDIA_ROOT = TEST_DIR / "media"
SCRATCH_DIR = TEST_DIR / "scratch"
MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Tests ring by hand: work is done when a test says so.
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
# A pool as in production, and of more: threads of tests wait for each other, and each holds a connection.
DATABASES["default"]["OPTIONS"] = {"pool": DATABASE_POOL | {"max_size": 24, "timeout": 60}}
# A heartbeat has a connection of its own, which cannot see a test's open transaction and would take
# the claim for lost. Tests of heartbeats are transactional and set it.
TRANSCODE_HEARTBEAT_S = 3600
