"""Copies of people's data, as tests read them."""

import io
import zipfile
from typing import Any

from django.conf import settings as conf

from accounts.models import DataExport, User
from accounts.services import exporting
from core.adapters.object_store import object_store


def opened(answer: Any) -> zipfile.ZipFile:
    """The zip that was answered."""
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def made(user: User) -> tuple[DataExport, zipfile.ZipFile]:
    """A finished copy, and the zip as it lies in the store."""
    export = DataExport.objects.create(user=user)
    exporting.build_export(export_id=export.pk)
    export.refresh_from_db()
    return export, zipfile.ZipFile(io.BytesIO(object_store().read(export.storage_key)))


def links(bundle: zipfile.ZipFile) -> list[str]:
    """The paths of the links in it."""
    lines = bundle.read("originals.txt").decode().splitlines()
    assert all(line.startswith(conf.SITE_URL) for line in lines)
    return [line.removeprefix(conf.SITE_URL) for line in lines]
