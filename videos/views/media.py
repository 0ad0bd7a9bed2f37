"""Media addresses. Playlists are small texts from here; bytes come from nginx or the object store.

Without either (development) this view serves byte ranges itself.
"""

import hashlib
import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from core.adapters.object_store import ObjectMissing, object_store
from core.byteranges import ranged_response
from core.shared_answers import same_for_everybody
from videos.models import Video
from videos.services.delivery import Cues, Elsewhere, Playlist, Stored, resolve
from videos.services.media_access import Kind, media_video
from videos.services.media_caching import cache_control
from videos.services.media_types import media_type
from videos.services.premieres.releasing import seconds_until_clock
from videos.services.transcoding.hosting import EngineUnavailable

# So long nginx may believe an answer about a premiere that begins soon; what it is told beats its own MEDIA_AUTH_TTL.
MEANWHILE_S = 10
METHODS = ["GET", "HEAD", "OPTIONS"]
logger = logging.getLogger(__name__)


@same_for_everybody
@require_http_methods(METHODS)
def public_media(request: HttpRequest, public_id: str, version: str, name: str) -> HttpResponseBase:
    """Media of a public video, cacheable by everybody."""
    if request.method == "OPTIONS":
        return _cors(_preflight())
    video = media_video("p", public_id)
    return _cors(_answer(request, video, version, name, public=True) if video else _refused(404))


@same_for_everybody
@require_http_methods(METHODS)
def token_media(request: HttpRequest, token: str, version: str, name: str) -> HttpResponseBase:
    """Media for whoever holds a token that is still good. 403 tells a player to ask for a new one."""
    if request.method == "OPTIONS":
        return _cors(_preflight())
    video = media_video("t", token)
    return _cors(_answer(request, video, version, name, public=False) if video else _refused(403))


@same_for_everybody
@require_http_methods(METHODS)
def clock_media(request: HttpRequest, key: str, version: str, name: str) -> HttpResponseBase:
    """Media of a premiere, each when its moment comes. 403 tells a player to ask anew where it plays."""
    if request.method == "OPTIONS":
        return _cors(_preflight())
    video = media_video("w", key, version, name)
    return _cors(_answer(request, video, version, name, public=False) if video else _refused(403))


@same_for_everybody
@require_safe
def authorise(
    request: HttpRequest, kind: str, key: str, version: str, name: str = ""
) -> HttpResponse:
    """nginx asks once per video or token and version: 204 with the folder to serve from, or 403.

    Of a premiere it asks for each `name`.
    """
    asked: Kind = "t" if kind == "t" else "w" if kind == "w" else "p"
    video = media_video(asked, key, version, name)
    if video is None:
        return HttpResponse(status=403)
    response = HttpResponse(status=204)
    response["X-Media-Folder"] = f"media/{video.public_id}/{version}"
    left_s = seconds_until_clock(video)
    if left_s is not None:
        response["X-Accel-Expires"] = str(min(int(left_s), MEANWHILE_S))
    return response


def _answer(
    request: HttpRequest, video: Video, version: str, name: str, *, public: bool
) -> HttpResponseBase:
    try:
        found = resolve(video, version, name)
    except EngineUnavailable:
        logger.warning("The server that hosts %s does not answer", video, exc_info=True)
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    if found is None:
        return _refused(404)
    if isinstance(found, Elsewhere):
        return _elsewhere(found)
    try:
        response = _made(request, found)
    except ObjectMissing:
        return _refused(404)
    redirected = isinstance(response, HttpResponseRedirect)
    response["Cache-Control"] = cache_control(found, public=public, redirected=redirected)
    return response


def _elsewhere(found: Elsewhere) -> HttpResponse:
    """Send the player to the server that hosts the video: the address is for this viewer, and now."""
    response = HttpResponseRedirect(found.url)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _made(request: HttpRequest, found: Playlist | Cues | Stored) -> HttpResponseBase:
    if isinstance(found, Playlist):
        return _text(request, found.text, "application/vnd.apple.mpegurl")
    if isinstance(found, Cues):
        return _text(request, found.text, media_type("en.vtt"))
    return _stored(request, found)


def _stored(request: HttpRequest, stored: Stored) -> HttpResponseBase:
    store = object_store()
    if settings.MEDIA_ACCEL_PREFIX and store.local_path(stored.key):
        accelerated = HttpResponse(content_type=stored.content_type)
        accelerated["X-Accel-Redirect"] = f"{settings.MEDIA_ACCEL_PREFIX}{stored.key}"
        return accelerated
    direct = store.presign_get(stored.key, expires_s=settings.MEDIA_URL_AGE_S)
    if direct and stored.is_text:
        # A <track> may not be redirected to another origin.
        return _text(request, store.read(stored.key).decode(), stored.content_type)
    if direct:
        return HttpResponseRedirect(direct)
    size = store.size(stored.key)
    return ranged_response(
        request,
        size=size,
        read=lambda start, length: store.open_range(stored.key, start, length),
        etag=f'"{_digest(stored.key)}-{size:x}"',
        content_type=stored.content_type,
    )


def _text(request: HttpRequest, text: str, content_type: str) -> HttpResponse:
    etag = f'"{_digest(text)}"'
    response = HttpResponse(text, content_type=content_type)
    response["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response)
    return answer if isinstance(answer, HttpResponse) else response


def _refused(status: int) -> HttpResponse:
    """Nothing in it tells a video that is hidden from one that never was."""
    response = HttpResponse(status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def _preflight() -> HttpResponse:
    """The same for every address, so that it tells nothing about any of them."""
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    response["Access-Control-Allow-Headers"] = "Range, If-Range, If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _cors(response: HttpResponseBase) -> HttpResponseBase:
    """Any site's player may read it: no cookie opens these addresses, only the address itself does."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "Accept-Ranges, Content-Length, Content-Range, ETag"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]
