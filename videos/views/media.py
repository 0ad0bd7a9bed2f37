"""Media addresses. Playlists are small texts from here; bytes come from nginx or the object store.

Without either (development) this view serves byte ranges itself.
"""

import hashlib
import logging

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from core.adapters.object_store import ObjectMissing, object_store
from core.byteranges import ranged_response
from videos.models import Video
from videos.services.delivery import Elsewhere, Playlist, Stored, resolve
from videos.services.media_tokens import read_token, still_good
from videos.services.transcoding.hosting import EngineUnavailable

FOREVER = "public, max-age=31536000, immutable"
PRIVATE = "private, max-age=3600"
GROWING = "no-cache"
logger = logging.getLogger(__name__)


@require_safe
def public_media(request: HttpRequest, public_id: str, version: str, name: str) -> HttpResponse:
    """Media of a public video, cacheable for ever by everybody."""
    video = _video(public_id)
    if not video.is_listed:
        raise Http404
    return _answer(request, video, version, name, cache=FOREVER)


@require_safe
def token_media(request: HttpRequest, token: str, version: str, name: str) -> HttpResponse:
    """Media for whoever holds a token that is still good."""
    known = read_token(token)
    if known is None:
        raise Http404
    video = _video(known.public_id)
    if video.state == Video.State.DELETED or not still_good(known, video):
        raise Http404
    return _answer(request, video, version, name, cache=PRIVATE)


@require_safe
def authorise(request: HttpRequest) -> HttpResponse:
    """nginx asks once per video version or token: 204 with the folder to serve from, or 403."""
    parts = request.headers.get("X-Original-URI", "").split("?")[0].split("/")
    # "", "media", "p" or "t", video or token, version, name…
    if len(parts) >= 6 and parts[1] == "media":
        public_id = parts[3] if parts[2] == "p" else None
        known = read_token(parts[3]) if parts[2] == "t" else None
        video = Video.objects.filter(
            public_id=known.public_id if known else public_id or ""
        ).first()
        if video and (
            (public_id and video.is_listed)
            or (known and video.state != Video.State.DELETED and still_good(known, video))
        ):
            response = HttpResponse(status=204)
            response["X-Media-Folder"] = f"media/{video.public_id}/{parts[4]}"
            return response
    return HttpResponse(status=403)


def _video(public_id: str) -> Video:
    video = Video.objects.filter(public_id=public_id).defer("search", "description").first()
    if video is None:
        raise Http404
    return video


def _answer(
    request: HttpRequest, video: Video, version: str, name: str, *, cache: str
) -> HttpResponse:
    try:
        found = resolve(video, version, name)
    except EngineUnavailable:
        logger.warning("The server that hosts %s does not answer", video, exc_info=True)
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    if found is None:
        raise Http404
    if isinstance(found, Elsewhere):
        return _elsewhere(found)
    response = _playlist(request, found) if isinstance(found, Playlist) else _stored(request, found)
    growing = isinstance(found, Playlist) and (found.growing or name == "master.m3u8")
    response["Cache-Control"] = GROWING if growing else cache
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "Content-Length, Content-Range, ETag"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _elsewhere(found: Elsewhere) -> HttpResponse:
    """Send the player to the server that hosts the video: the address is for this viewer, and now."""
    response = HttpResponseRedirect(found.url)
    response["Cache-Control"] = "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _playlist(request: HttpRequest, playlist: Playlist) -> HttpResponse:
    etag = f'"{hashlib.sha256(playlist.text.encode()).hexdigest()[:20]}"'
    response = HttpResponse(playlist.text, content_type="application/vnd.apple.mpegurl")
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _stored(request: HttpRequest, stored: Stored) -> HttpResponse:
    store = object_store()
    try:
        if settings.MEDIA_ACCEL_PREFIX and store.local_path(stored.key):
            response = HttpResponse(content_type=stored.content_type)
            response["X-Accel-Redirect"] = f"{settings.MEDIA_ACCEL_PREFIX}{stored.key}"
            return response
        direct = store.presign_get(stored.key, expires_s=settings.MEDIA_URL_AGE_S)
        if direct:
            return HttpResponseRedirect(direct)
        return ranged_response(
            request,
            size=store.size(stored.key),
            read=lambda start, length: b"".join(store.open_range(stored.key, start, length)),
            etag=f'"{hashlib.sha256(stored.key.encode()).hexdigest()[:20]}-{store.size(stored.key):x}"',
            content_type=stored.content_type,
        )
    except ObjectMissing as error:
        raise Http404 from error
