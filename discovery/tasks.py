"""What beat rings for."""

from celery import shared_task

from discovery.services import trending


@shared_task(name="discovery.recompute_trending")
def recompute_trending() -> None:
    """Every five minutes."""
    trending.recompute_trending()
