"""The site's one stylesheet: the files of static/css joined in layer order, under a name that tells its content.

One request instead of thirty, and no build step on anybody's machine.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

FOLDERS = ("tokens", "base", "components", "pages", "utilities")
LAYERS = "@layer reset, tokens, base, components, pages, utilities;\n"


@dataclass(frozen=True)
class Stylesheet:
    """The joined text, the same compressed, and the digest that names it."""

    text: str
    packed: bytes
    digest: str


def stylesheet() -> Stylesheet:
    """The stylesheet as it is on disk now; in production read once."""
    root = Path(settings.BASE_DIR) / "static" / "css"
    files = [file for folder in FOLDERS for file in sorted((root / folder).glob("*.css"))]
    stamp = max((file.stat().st_mtime_ns for file in files), default=0) if settings.DEBUG else 0
    return _joined(tuple(files), stamp)


@cache
def _joined(files: tuple[Path, ...], _stamp: int) -> Stylesheet:
    text = LAYERS + "\n".join(file.read_text() for file in files)
    raw = text.encode()
    return Stylesheet(text, gzip.compress(raw, mtime=0), hashlib.sha256(raw).hexdigest()[:12])


def stylesheet_url() -> str:
    """Where browsers find it; changes with every change of its content."""
    return reverse("stylesheet", kwargs={"digest": stylesheet().digest})


def serve(request: HttpRequest, digest: str) -> HttpResponse:
    """Answer with the stylesheet; a name that is not the current one is not found."""
    sheet = stylesheet()
    if digest != sheet.digest:
        raise Http404
    # Compressed once, not by every request; nothing secret stands in it.
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    content = sheet.packed if packed else sheet.text
    response = HttpResponse(content, content_type="text/css; charset=utf-8")
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
