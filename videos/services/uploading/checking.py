"""Whether what arrived is what was sent."""

from collections.abc import Sequence
from hashlib import sha256

from django.utils.translation import gettext as _

from core.adapters.object_store import ObjectInfo, PartInfo
from videos.models import Upload
from videos.services.uploading.errors import UploadRefused

MOST_NAMED = 1000


def check_parts(upload: Upload, parts: Sequence[PartInfo], digest: str) -> None:
    """Raise `UploadRefused` unless every part is there, with the digest that the sender gives (hex or empty)."""
    there = {part.number for part in parts}
    missing = [n for n in range(1, upload.part_count + 1) if n not in there]
    if missing:
        raise UploadRefused(
            409,
            "parts-missing",
            _("Some parts of the file have not arrived yet."),
            missing=missing[:MOST_NAMED],
        )
    found = parts_digest(parts)
    if digest and found and digest.lower() != found:
        raise _another_file()


def check_whole(upload: Upload, whole: ObjectInfo) -> None:
    """Raise `UploadRefused` when the joined object is not the file: the last look before it is a source."""
    if whole.size_bytes != upload.size_bytes:
        raise _another_file()
    if upload.digest and whole.parts_digest and whole.parts_digest != upload.digest.lower():
        raise _another_file()


def parts_digest(parts: Sequence[PartInfo]) -> str:
    """The digest of a whole file: hex SHA-256 over the raw digests of its parts, in order.

    They are SHA-256s, or CRC32Cs where the store knows those; empty where it knows neither of all parts.
    """
    ordered = sorted(parts, key=lambda part: part.number)
    for told in ([part.sha256 for part in ordered], [part.crc32c for part in ordered]):
        if all(told):
            return sha256(b"".join(map(bytes.fromhex, told))).hexdigest()
    return ""


def _another_file() -> UploadRefused:
    return UploadRefused(
        422,
        "wrong-digest",
        _("The file that arrived is not the file that was sent. Upload it again."),
    )
