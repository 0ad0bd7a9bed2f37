"""Avatars, banners, emotes and stills of streams, which anybody may see, from this machine's disk."""

import re
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

NAME = re.compile(r"^(?:(?:avatars|banners|emotes)/[A-Za-z0-9_-]+\.webp|live/[A-Za-z0-9]+\.jpg)$")
# A new picture has a new name; a still of a stream is written over, and named with its moment.
FOREVER = "public, max-age=31536000, immutable"


@require_safe
def public_picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """One picture. In production nginx sends the bytes; on an object store nobody asks here."""
    if not NAME.match(name):
        raise Http404
    response: HttpResponseBase
    if settings.MEDIA_ACCEL_PREFIX:
        response = HttpResponse()
        prefix = settings.MEDIA_ACCEL_PREFIX.rstrip("/")
        response["X-Accel-Redirect"] = quote(f"{prefix}/public/{name}")
    else:
        file = Path(settings.MEDIA_ROOT) / "public" / name
        if not file.is_file():
            raise Http404
        response = FileResponse(file.open("rb"))
    response["Content-Type"] = "image/jpeg" if name.endswith(".jpg") else "image/webp"
    response["Cache-Control"] = FOREVER
    return response
