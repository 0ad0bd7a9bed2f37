"""Parts of an upload: stored in any order, again, in parallel."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from core.adapters.object_store import (
    DigestKind,
    ObjectMissing,
    PartInfo,
    PartRefused,
    PresignedPart,
    object_store,
)
from videos.models import Upload
from videos.services.uploading.errors import UploadRefused, not_open, store_errors

MOST_URLS = 100
# How exact "nobody has touched it for a day" needs to be; a row is not written for every part.
TOUCH_EVERY = timedelta(minutes=1)


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
        with store_errors():
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
        raise not_open() from missing
    _touch(upload)
    return part


def presign_parts(
    *, upload: Upload, numbers: Sequence[int], digests: Mapping[DigestKind, Mapping[int, str]]
) -> list[PresignedPart]:
    """Addresses to which the browser sends parts directly; empty when parts go through us.

    `digests` has those parts' hex digests by kind and number; some stores need those of their kind. Raises `UploadRefused`.
    """
    _must_be_open(upload)
    store = object_store()
    if not store.direct_uploads:
        return []
    wanted = sorted(set(numbers))[:MOST_URLS]
    known = digests.get(store.digest_kind, {})
    for number in wanted:
        _must_exist(upload, number)
        if store.needs_digests and number not in known:
            raise UploadRefused(
                422,
                "digest-required",
                _("Your browser cannot check what it sends here. Open this site over https."),
            )
    _touch(upload)
    with store_errors():
        return [
            store.presign_part(
                upload.storage_key,
                upload.store_upload_id,
                number,
                size_bytes=upload.part_size(number),
                digest=known.get(number),
            )
            for number in wanted
        ]


def arrived_parts(*, upload: Upload) -> Sequence[PartInfo]:
    """The parts that are there and whole."""
    if upload.state != Upload.State.OPEN:
        return []
    with store_errors():
        found = object_store().list_parts(upload.storage_key, upload.store_upload_id)
    return [
        part
        for part in found
        if 1 <= part.number <= upload.part_count
        and part.size_bytes == upload.part_size(part.number)
    ]


def _must_be_open(upload: Upload) -> None:
    if upload.state != Upload.State.OPEN:
        raise not_open()


def _must_exist(upload: Upload, number: int) -> None:
    if not 1 <= number <= upload.part_count:
        raise UploadRefused(
            422, "no-such-part", _("This upload has no such part."), part_count=upload.part_count
        )


def _touch(upload: Upload) -> None:
    now = timezone.now()
    rows = Upload.objects.filter(pk=upload.pk, touched_at__lt=now - TOUCH_EVERY)
    rows.update(touched_at=now)
