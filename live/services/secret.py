"""What the site and its ingest nodes share."""

from django.conf import settings


def ingest_secret() -> str:
    """The secret that signs their requests: LIVE_INGEST_SECRET, else one that only the site's own processes know."""
    secret: str = settings.LIVE_INGEST_SECRET or settings.SECRET_KEY
    return secret
