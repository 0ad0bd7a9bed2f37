"""A copy of everything that a person put here: asked for, made, ended, swept."""

import math
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import DataExport, User
from accounts.models.export import KEPT
from accounts.services.export_zip import write_zip
from core.adapters.object_store import object_store
from core.jobs import enqueue, enqueue_after_commit
from core.mail.compose import send_template
from core.problems import Problem
from core.realtime import notify_user
from core.waiting import wait_words

AGAIN_AFTER = timedelta(hours=1)
PATIENCE = timedelta(minutes=10)
FORGOTTEN_S = 24 * 3600


class TooSoon(Problem):
    """An export was asked for a moment ago."""

    def __init__(self, wait_s: int) -> None:
        sentence = _("You asked for your data less than an hour ago. Try again in %(wait)s.")
        super().__init__(
            429, "too-soon", sentence % {"wait": wait_words(wait_s)}, retry_after_s=wait_s
        )


@transaction.atomic
def request_export(*, user: User) -> DataExport:
    """Begin to make an export; the person gets a mail when it is ready. Raises `TooSoon`."""
    User.objects.select_for_update().get(pk=user.pk)
    last = DataExport.objects.filter(user=user).order_by("-created_at").first()
    if last is not None and (left := last.created_at + AGAIN_AFTER - timezone.now()) > timedelta(0):
        raise TooSoon(math.ceil(left.total_seconds()))
    export = DataExport.objects.create(user=user)
    enqueue_after_commit("accounts.build_export", export_id=export.pk)
    return export


def build_export(*, export_id: int) -> None:
    """Make the zip and tell the person. Again is fine: one zip, one mail.

    It takes the place of those made before, so that however often a person asks, one zip is kept.
    """
    waiting = DataExport.objects.filter(pk=export_id, ready_at=None, ended_at=None)
    export = waiting.select_related("user").first()
    if export is None:
        return
    user = export.user
    key = f"exports/{user.public_id}/{export.public_id}.zip"
    with _workplace() as folder:
        bundle = folder / "data.zip"
        write_zip(bundle, export)
        object_store().put_file(key, bundle, content_type="application/zip")
    with transaction.atomic():
        is_first = waiting.update(storage_key=key, ready_at=timezone.now())
        if is_first:
            send_template("mail/export_ready", to=user.email, locale=user.locale, context={})
    if is_first:
        # Also one that was asked for later and packed sooner: this one is the fresher.
        for other in DataExport.objects.alive().filter(user=user).exclude(pk=export.pk):
            end_export(export=other)
        notify_user(user.pk, {"type": "export.ready"})
    elif not DataExport.objects.filter(pk=export_id, storage_key=key).exists():
        # The person left, or deleted the copy, while their data were being packed.
        object_store().delete(key)


def end_export(*, export: DataExport) -> None:
    """Remove the zip, and have the links in it lead nowhere, before its time. Again is fine."""
    # The row first: a store that fails must not keep the links open.
    DataExport.objects.filter(pk=export.pk, ended_at=None).update(ended_at=timezone.now())
    # Read after that: one that is still being packed has no place, and is given none any more.
    export.refresh_from_db(fields=["storage_key"])
    if export.storage_key:
        object_store().delete(export.storage_key)


def sweep_exports() -> None:
    """Remove exports that have waited long enough; ring again for those that were never made."""
    now = timezone.now()
    for export in DataExport.objects.filter(created_at__lt=now - KEPT):
        if export.storage_key:
            object_store().delete(export.storage_key)
        export.delete()
    stuck = DataExport.objects.filter(ready_at=None, ended_at=None, created_at__lt=now - PATIENCE)
    for pk in stuck.values_list("pk", flat=True):
        enqueue("accounts.build_export", export_id=pk)


@contextmanager
def _workplace() -> Iterator[Path]:
    """A folder for one zip on this machine, where those of workers that died are removed."""
    root = Path(settings.SCRATCH_DIR) / "exports"
    root.mkdir(parents=True, exist_ok=True)
    for left in root.iterdir():
        if time.time() - left.stat().st_mtime > FORGOTTEN_S:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=root) as folder:
        yield Path(folder)
