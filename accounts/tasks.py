"""Jobs about people."""

from celery import shared_task

from accounts.services import deletion, exporting
from core.adapters.object_store import StoreFailed


@shared_task(
    name="accounts.erase_user",
    autoretry_for=(OSError, StoreFailed),
    retry_backoff=True,
    max_retries=8,
)
def erase_user(*, user_id: int) -> None:
    """Remove somebody who asked for it."""
    deletion.erase_user(user_id=user_id)


@shared_task(name="accounts.sweep_leavers")
def sweep_leavers() -> None:
    """Go on with removals that stopped."""
    deletion.sweep_leavers()


@shared_task(
    name="accounts.build_export",
    autoretry_for=(OSError, StoreFailed),
    retry_backoff=True,
    max_retries=5,
)
def build_export(*, export_id: int) -> None:
    """Make a zip of somebody's data."""
    exporting.build_export(export_id=export_id)


@shared_task(name="accounts.sweep_exports")
def sweep_exports() -> None:
    """Remove old exports, make those that were forgotten."""
    exporting.sweep_exports()
