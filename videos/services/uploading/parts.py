"""Parts of an upload: stored in any order, again, in parallel."""

from collections.abc import Sequence
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from core.adapters.object_store import ObjectMissing, PartInfo, PresignedPart, object_store
from core.adapters.object_store.base import PartRefused
from videos.models import Upload
from videos.services.uploading.errors import UploadRefused, disk_full

MOST_URLS = 100


def store_part(
    *, upload: Upload, number: int, body: BinaryIO, size_bytes: int, sha256: str | None = None
) -> PartInfo:
    """Store part `number` (from 1) from a stream of exactly the size that the part must have.

    `sha256`, in hex, is what the sender says the bytes' digest is. Raises `UploadRefused`.
    """
    _must_be_open(upload)
    _must_exist(upload, number)
    if object_store().direct_uploads:
        raise UploadRefused(
            409, "send-to-store", _("Parts of this upload go to the addresses it was given.")
        )
    expected = upload.part_size(number)
    if size_bytes != expected:
        raise UploadRefused(
            422,
            "wrong-size",
            _("This part of the file has the wrong size."),
            expected_bytes=expected,
        )
    try:
        part = object_store().put_part(
            upload.storage_key,
            upload.store_upload_id,
            number,
            body,
            size_bytes=expected,
            offset=(number - 1) * upload.part_bytes,
            sha256=sha256,
        )
    except PartRefused as refusal:
        raise UploadRefused(
            422, "wrong-part", _("This part of the file did not arrive intact. It is sent again.")
        ) from refusal
    except ObjectMissing as missing:
        raise _gone() from missing
    except OSError as error:
        raise disk_full(error) from error
    _touch(upload)
    return part


def presign_parts(*, upload: Upload, numbers: Sequence[int]) -> list[PresignedPart]:
    """Addresses to which the browser sends parts directly; empty when parts go through us."""
    _must_be_open(upload)
    store = object_store()
    if not store.direct_uploads:
        return []
    wanted = sorted(set(numbers))[:MOST_URLS]
    for number in wanted:
        _must_exist(upload, number)
    _touch(upload)
    return [
        store.presign_part(
            upload.storage_key, upload.store_upload_id, number, size_bytes=upload.part_size(number)
        )
        for number in wanted
    ]


def arrived_parts(*, upload: Upload) -> Sequence[PartInfo]:
    """The parts that are there and whole."""
    if upload.state != Upload.State.OPEN:
        return []
    found = object_store().list_parts(upload.storage_key, upload.store_upload_id)
    return [
        part
        for part in found
        if 1 <= part.number <= upload.part_count
        and part.size_bytes == upload.part_size(part.number)
    ]


def _must_be_open(upload: Upload) -> None:
    if upload.state != Upload.State.OPEN:
        raise _gone()


def _must_exist(upload: Upload, number: int) -> None:
    if not 1 <= number <= upload.part_count:
        raise UploadRefused(
            422, "no-such-part", _("This upload has no such part."), part_count=upload.part_count
        )


def _gone() -> UploadRefused:
    return UploadRefused(409, "not-open", _("This upload is finished or was stopped."))


def _touch(upload: Upload) -> None:
    Upload.objects.filter(pk=upload.pk).update(touched_at=timezone.now())
