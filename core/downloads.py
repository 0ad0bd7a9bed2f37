"""A stored object sent as a file to keep: by nginx or the object store, and by us only in development."""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from core.adapters.object_store import object_store
from core.byteranges import ranged_response

# Enough to begin; a download that has begun goes on after it.
AGE_S = 300
# What it is does not matter: no browser may open it as a page of this site.
CONTENT_TYPE = "application/octet-stream"


def download_response(request: HttpRequest, *, key: str, filename: str) -> HttpResponseBase:
    """The object at `key` as an attachment named `filename`; ranges work, so that a download can be resumed.

    Whoever calls has made sure that the person may have it. Raises `ObjectMissing`, and `StoreFailed`.
    """
    store = object_store()
    # Asked first: nobody is sent to a bucket's or nginx's own words for what is not there.
    size = store.size(key)
    response: HttpResponseBase
    if direct := store.presign_download(key, filename=filename, expires_s=AGE_S):
        response = HttpResponseRedirect(direct)
    elif settings.MEDIA_ACCEL_PREFIX and store.local_path(key):
        response = HttpResponse(content_type=CONTENT_TYPE)
        response["X-Accel-Redirect"] = f"{settings.MEDIA_ACCEL_PREFIX}{key}"
    else:
        mark = hashlib.sha256(key.encode()).hexdigest()[:20]
        response = ranged_response(
            request,
            size=size,
            read=lambda start, length: store.open_range(key, start, length),
            etag=f'"{mark}-{size:x}"',
            content_type=CONTENT_TYPE,
        )
    response["Content-Disposition"] = str(content_disposition_header(True, filename))
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
