"""Wiring: settings, URLs, ASGI and Celery. No product logic lives here."""

from piyakast.celery import app as celery_app

__all__ = ["celery_app"]
