"""The player alone, for an <iframe> on any site. It needs no cookies and sets none."""

from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from videos.models import Video
from videos.services.access import get_watchable, is_unlocked, may_watch
from videos.services.chapters import chapters_of
from videos.services.playback import playback_for
from videos.services.player import player_config
from videos.services.premieres.standing import standing_of
from videos.services.sharing import watch_url


@require_safe
@cache_control(private=True, no_cache=True)
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the player; what cannot be shown is said in the frame, with a status that fits.

    This is the only page that other sites may frame.
    """
    try:
        video = get_watchable(request, public_id)
    except Http404:
        return _message(request, "gone", status=404)
    verdict = may_watch(request.user, video, is_unlocked(request, video))
    if verdict.reason == "password":
        # A frame on another site has no session, so the password is asked for on our own page.
        return _message(request, "password", status=403, link=watch_url(video))
    if video.is_announced:
        return _message(request, "premiere", status=200, link=watch_url(video), video=video)
    if not verdict.allowed:
        return _message(request, "gone", status=404)
    playback = playback_for(video, request.user)
    if not playback.master_url or video.state not in Video.PLAYABLE:
        return _message(request, "processing", status=200, link=watch_url(video))
    config = player_config(
        video=video, playback=playback, viewer=request.user, chapters=chapters_of(video)
    )
    config |= _options(request)
    context = {"video": video, "config": config, "playback": playback, "link": watch_url(video)}
    return render(request, "watch/embed.html", context)


def _options(request: HttpRequest) -> dict[str, Any]:
    def on(name: str) -> bool:
        return request.GET.get(name, "") in {"1", "true"}

    return {
        "embed": True,
        "autoplay": on("autoplay"),
        "startMuted": on("muted"),
        "loop": on("loop"),
    }


def _message(
    request: HttpRequest, kind: str, *, status: int, link: str = "", video: Video | None = None
) -> HttpResponse:
    standing = standing_of(video) if video else None
    waiting = {"id": video.public_id, **standing.as_config()} if video and standing else None
    context = {"kind": kind, "link": link, "video": video, "waiting": waiting}
    return render(request, "watch/embed_message.html", context, status=status)
