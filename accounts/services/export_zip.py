"""What is in the zip: texts, small files, and the way to the large ones."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.models import DataExport
from accounts.services.export_contents import PackedFile, exporters, packed_files
from accounts.services.export_links import Link, links_of
from core.adapters.object_store import ObjectMissing

# Pictures are as small as they get.
PACKED_ALREADY = frozenset({".webp", ".jpg", ".png", ".gif"})


def write_zip(target: Path, export: DataExport) -> None:
    """Write the zip of `export`. Small files pass through in blocks; large ones are only named."""
    user = export.user
    with translation.override(user.locale), zipfile.ZipFile(target, "w") as bundle:
        for name, make in exporters().items():
            text = json.dumps(make(user), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            _add(bundle, f"{name}.json", iter([text.encode()]))
        gone = [file.name for file in packed_files(user) if not _pack(bundle, file)]
        links = list(links_of(export))
        if links:
            lines = "".join(f"{link.url}\n" for link in links)
            _add(bundle, "originals.txt", iter([lines.encode()]))
        _add(bundle, "index.html", iter([_index(export, links, gone).encode()]))


def _pack(bundle: zipfile.ZipFile, file: PackedFile) -> bool:
    try:
        blocks = iter(file.read())
    except (ObjectMissing, FileNotFoundError):
        return False
    _add(bundle, file.name, blocks)
    return True


def _add(bundle: zipfile.ZipFile, name: str, blocks: Iterator[bytes]) -> None:
    entry = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
    is_small = Path(name).suffix in PACKED_ALREADY
    entry.compress_type = zipfile.ZIP_STORED if is_small else zipfile.ZIP_DEFLATED
    with bundle.open(entry, "w") as out:
        for block in blocks:
            out.write(block)


def _index(export: DataExport, links: list[Link], gone: list[str]) -> str:
    """The page to begin with, which needs nothing but a browser."""
    context = {
        "SITE_NAME": settings.SITE_NAME,
        "SITE_URL": settings.SITE_URL,
        "LANGUAGE_CODE": translation.get_language(),
        "export": export,
        "links": links,
        "total_bytes": sum(link.file.size_bytes for link in links),
        "gone": gone,
        "fetch_all": "wget --continue --input-file originals.txt",
    }
    return render_to_string("settings/export_index.html", context)
