"""What is live now and what is announced, and the pictures of streams."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.adapters.object_store import ObjectMissing, object_store
from core.byteranges import ranged_response
from live.queries.listing import announced, live_now, past_broadcasts
from live.queries.reminding import reminded_of
from live.services.access import get_watchable, is_describable, is_unlocked, may_watch
from live.services.cards import stream_cards
from videos.queries import premieres
from videos.queries.progress import with_progress

MOST = 60
RECENT = 12


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """Live now, most watched first; then what is announced, the next first: streams, and premieres; then the latest recordings."""
    coming = stream_cards(announced()[:MOST])
    awaited = list(premieres.coming_premieres()[:MOST])
    context: dict[str, Any] = {
        "premieres": awaited,
        "awaited": premieres.reminded_of(awaited, request.user),
        "live": sorted(stream_cards(live_now()[:MOST]), key=lambda card: -card.viewers),
        "coming": coming,
        "reminded": reminded_of((card.stream for card in coming), request.user),
        "recent": with_progress(past_broadcasts(most=RECENT), request.user),
    }
    return render(request, "live/browse.html", context)


@require_safe
def picture(request: HttpRequest, public_id: str, version: str) -> HttpResponseBase:
    """The creator's own picture, for whoever may watch. `version` keeps old ones out of caches."""
    stream = get_watchable(request, public_id)
    if not may_watch(request.user, stream, is_unlocked(request.session, stream)).allowed:
        raise Http404
    if not stream.picture:
        raise Http404
    try:
        response = _stored(request, stream.picture)
    except ObjectMissing:
        raise Http404 from None
    response["Cache-Control"] = f"{'public' if is_describable(stream) else 'private'}, max-age=3600"
    return response


def _stored(request: HttpRequest, key: str) -> HttpResponseBase:
    store = object_store()
    if settings.MEDIA_ACCEL_PREFIX and store.local_path(key):
        accelerated = HttpResponse(content_type="image/jpeg")
        accelerated["X-Accel-Redirect"] = f"{settings.MEDIA_ACCEL_PREFIX}{key}"
        return accelerated
    if direct := store.presign_get(key, expires_s=settings.MEDIA_URL_AGE_S):
        return HttpResponseRedirect(direct)
    return ranged_response(
        request,
        size=store.size(key),
        read=lambda start, length: store.open_range(key, start, length),
        etag=f'"{key[-24:-4]}"',
        content_type="image/jpeg",
    )
