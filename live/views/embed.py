"""The live player alone, for an <iframe> on any site. It needs no cookies and sets none."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from live.queries.showing import showing
from live.services.access import get_watchable, is_unlocked, may_watch
from live.services.player import live_player_config
from live.services.sharing import watch_url
from live.services.viewers import new_visit


@require_safe
@cache_control(private=True, no_cache=True)
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the player; what cannot be shown is said in the frame, with a status that fits."""
    try:
        stream = get_watchable(request, public_id)
    except Http404:
        return _message(request, "gone", 404)
    link = watch_url(stream)
    verdict = may_watch(request.user, stream, is_unlocked(request.session, stream))
    if verdict.reason == "password":
        # A frame on another site has no session, so the password is asked for on our own page.
        return _message(request, "password", 403, link)
    shown = showing(stream)
    config = live_player_config(
        stream=stream, viewer=request.user, shown=shown, visit=new_visit()
    ) | {"embed": True, "theater": False}
    context = {
        "stream": stream,
        "shown": shown,
        "config": config,
        "picture": config["poster"],
        "recording_url": config["state"]["recording_url"],
        "link": link,
    }
    return render(request, "live/embed.html", context)


def _message(request: HttpRequest, kind: str, status: int, link: str = "") -> HttpResponse:
    return render(request, "live/embed_message.html", {"kind": kind, "link": link}, status=status)
