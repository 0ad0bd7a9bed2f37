"""The control room: everything that somebody who is live wants in sight, and what they may do."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.problems import Problem
from live.models import Broadcast, Stream
from live.queries.showing import showing
from live.services.control_room import Watchdog, signal_event
from live.services.key_changes import replace_key, take_key_away
from live.services.markers import add_marker, drop_marker
from live.services.player import live_player_config
from live.services.streams import reopen_stream, stop_broadcast
from live.views.studio.access import creator, own
from videos.services.site_urls import absolute


@require_safe
@never_cache
@login_required
def control(request: HttpRequest, public_id: str) -> HttpResponse:
    """Look and act."""
    return _page(request, own(request, public_id))


@require_POST
@never_cache
@login_required
def key(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new key, in the answer itself: nowhere is it kept. With `take_away` there is none any more."""
    stream = own(request, public_id)
    if "take_away" in request.POST:
        take_key_away(stream=stream)
        messages.success(request, _("The stream key was taken away. Nobody can publish now."))
        return redirect("live-control", public_id=public_id)
    return _page(request, stream, key=replace_key(stream=stream))


@require_POST
@login_required
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Off the air, for everybody."""
    if stop_broadcast(stream=own(request, public_id), reason="ended-by-owner"):
        messages.success(request, _("The broadcast has ended. Stop your encoder, too."))
    else:
        messages.error(request, _("Nothing is on air."))
    return redirect("live-control", public_id=public_id)


@require_POST
@login_required
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    """A stream that has ended waits for its publisher again."""
    if reopen_stream(stream=own(request, public_id)):
        messages.success(request, _("The stream is open again."))
    return redirect("live-control", public_id=public_id)


@require_POST
@login_required
def marker(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mark this moment, or with `drop` forget a marker."""
    stream = own(request, public_id)
    if (marked := request.POST.get("drop", "")).isdecimal():
        drop_marker(stream=stream, marker_id=int(marked))
        return redirect("live-control", public_id=public_id)
    try:
        add_marker(stream=stream, text=request.POST.get("text", ""), actor=creator(request))
    except Problem as problem:
        messages.error(request, str(problem.detail))
    return redirect("live-control", public_id=public_id)


def _markers(broadcast: Broadcast | None) -> list[dict[str, Any]]:
    rows = broadcast.markers.all() if broadcast else ()
    # Whole seconds, as the page itself writes them.
    return [{"id": each.pk, "at_ms": int(each.at_s) * 1000, "text": each.text} for each in rows]


def _keeps(stream: Stream, broadcast: Broadcast | None) -> bool:
    """Whether what is on air, or comes next, is kept as a video."""
    if broadcast is not None and broadcast.ended_at is None:
        return broadcast.video_id is not None
    return stream.records


def _page(request: HttpRequest, stream: Stream, key: str = "") -> HttpResponse:
    shown = showing(stream)
    config = live_player_config(stream=stream, viewer=request.user, shown=shown) | {
        "control": True,
        "shortcuts": False,
        "theater": False,
    }
    context: dict[str, Any] = {
        "stream": stream,
        "shown": shown,
        "key": key,
        "valid_key": stream.keys.filter(revoked_at=None).first(),
        "server": settings.LIVE_RTMP_URL,
        "address": absolute(stream.get_absolute_url()),
        "markers": _markers(shown.broadcast),
        "keeps": _keeps(stream, shown.broadcast),
        "config": config,
        "signal": signal_event(stream.pk, Watchdog(), get_language() or ""),
    }
    return render(request, "live/studio/control.html", context)
