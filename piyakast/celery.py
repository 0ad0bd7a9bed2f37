"""The Celery application: queues `default`, `mail` and `transcode`."""

import os

from celery import Celery

environment = os.environ.get("PIYAKAST_ENV", "dev")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"piyakast.settings.{environment}")

app = Celery("piyakast")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
