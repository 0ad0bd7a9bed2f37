"""A zip of everything that a person put here."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import DataExport, User
from core.adapters.object_store import object_store
from core.jobs import enqueue_after_commit
from core.mail.compose import send_template
from core.problems import Problem

AGAIN_AFTER = timedelta(hours=1)
KEPT = timedelta(days=7)
Exporter = Callable[[User], dict[str, Any]]
_exporters: dict[str, Exporter] = {}


class TooSoon(Problem):
    """An export was asked for a moment ago."""

    def __init__(self) -> None:
        super().__init__(
            429,
            "too-soon",
            _("You asked for your data less than an hour ago. Try again later."),
            retry_after_s=int(AGAIN_AFTER.total_seconds()),
        )


def register_exporter(name: str, exporter: Exporter) -> None:
    """Have `<name>.json` in every export hold what `exporter` gives for the person."""
    _exporters[name] = exporter


@transaction.atomic
def request_export(*, user: User) -> DataExport:
    """Begin to make an export; the person gets a mail when it is ready. Raises `TooSoon`."""
    User.objects.select_for_update().get(pk=user.pk)
    if DataExport.objects.filter(user=user, created_at__gt=timezone.now() - AGAIN_AFTER).exists():
        raise TooSoon
    export = DataExport.objects.create(user=user)
    enqueue_after_commit("accounts.build_export", export_id=export.pk)
    return export


def build_export(*, export_id: int) -> None:
    """Make the zip and tell the person. Again is fine."""
    export = DataExport.objects.select_related("user").filter(pk=export_id, ready_at=None).first()
    if export is None:
        return
    user = export.user
    parts = {"account": _account(user)} | {name: make(user) for name, make in _exporters.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in parts.items():
            text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            bundle.writestr(f"{name}.json", text)
    export.storage_key = f"exports/{user.public_id}/{export.public_id}.zip"
    object_store().put_bytes(export.storage_key, buffer.getvalue(), content_type="application/zip")
    export.ready_at = timezone.now()
    export.save(update_fields=["storage_key", "ready_at"])
    send_template("mail/export_ready", to=user.email, locale=user.locale, context={"user": user})


def _account(user: User) -> dict[str, Any]:
    channel = getattr(user, "channel", None)
    return {
        "email": user.email,
        "emails": list(
            EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
        ),
        "joined": user.date_joined,
        "last_sign_in": user.last_login,
        "language": user.locale,
        "theme": user.theme,
        "autoplay_next": user.autoplay_next,
        "shortcuts_enabled": user.shortcuts_enabled,
        "keep_history": user.keep_history,
        "follows": list(user.follows.values("channel__handle", "created_at")),
        "channel": {
            "handle": channel.handle,
            "name": channel.name,
            "description": channel.description,
            "links": channel.links,
            "created_at": channel.created_at,
        }
        if channel
        else None,
    }


def sweep_exports() -> None:
    """Remove exports that have waited long enough."""
    for export in DataExport.objects.filter(created_at__lt=timezone.now() - KEPT):
        if export.storage_key:
            object_store().delete(export.storage_key)
        export.delete()
