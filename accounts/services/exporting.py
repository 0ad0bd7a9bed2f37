"""A zip of everything that a person put here."""

import json
import math
import tempfile
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Channel, DataExport, User
from accounts.services.account_export import export_account
from core.adapters.object_store import object_store
from core.jobs import enqueue, enqueue_after_commit
from core.mail.compose import send_template
from core.problems import Problem
from core.waiting import wait_words

AGAIN_AFTER = timedelta(hours=1)
KEPT = timedelta(days=7)
PATIENCE = timedelta(minutes=10)
Exporter = Callable[[User], dict[str, Any]]
_exporters: dict[str, Exporter] = {}


class TooSoon(Problem):
    """An export was asked for a moment ago."""

    def __init__(self, wait_s: int) -> None:
        sentence = _("You asked for your data less than an hour ago. Try again in %(wait)s.")
        super().__init__(
            429, "too-soon", sentence % {"wait": wait_words(wait_s)}, retry_after_s=wait_s
        )


def register_exporter(name: str, exporter: Exporter) -> None:
    """Have `<name>.json` in every export hold what `exporter` gives for the person."""
    _exporters[name] = exporter


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
    """Make the zip and tell the person. Again is fine: one zip, one mail."""
    export = DataExport.objects.select_related("user").filter(pk=export_id, ready_at=None).first()
    if export is None:
        return
    user = export.user
    key = f"exports/{user.public_id}/{export.public_id}.zip"
    with tempfile.TemporaryDirectory(prefix="export-") as folder:
        bundle = Path(folder) / "data.zip"
        _write(bundle, user)
        object_store().put_file(key, bundle, content_type="application/zip")
    with transaction.atomic():
        waiting = DataExport.objects.filter(pk=export_id, ready_at=None)
        if waiting.update(storage_key=key, ready_at=timezone.now()):
            send_template("mail/export_ready", to=user.email, locale=user.locale, context={})
            return
    if not DataExport.objects.filter(pk=export_id).exists():
        # The person left while their data were being packed.
        object_store().delete(key)


def _write(target: Path, user: User) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, make in {"account": export_account, **_exporters}.items():
            text = json.dumps(make(user), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            bundle.writestr(f"{name}.json", text)
        channel = Channel.objects.filter(owner=user).first()
        for picture in channel.pictures if channel else ():
            with picture.open("rb") as file:
                bundle.writestr(f"pictures/{picture.field.name}.webp", file.read())


def sweep_exports() -> None:
    """Remove exports that have waited long enough; ring again for those that were never made."""
    now = timezone.now()
    for export in DataExport.objects.filter(created_at__lt=now - KEPT):
        if export.storage_key:
            object_store().delete(export.storage_key)
        export.delete()
    stuck = DataExport.objects.filter(ready_at=None, created_at__lt=now - PATIENCE)
    for pk in stuck.values_list("pk", flat=True):
        enqueue("accounts.build_export", export_id=pk)
