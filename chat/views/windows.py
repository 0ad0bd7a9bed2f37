"""A room without a page around it: in a window of its own, and over a broadcaster's picture."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from chat.forms import OverlayLook
from chat.models import Room
from chat.services.access import may_read
from chat.services.overlay import opens


@require_safe
@cache_control(private=True, no_cache=True)
def popout(request: HttpRequest, public_id: str) -> HttpResponse:
    """The room of a stream or video, for whoever may watch that."""
    # Asked in any case: whether the session was read shows in Vary, which would tell a hidden room from none.
    user = request.user if request.user.is_authenticated else AnonymousUser()
    room = _room(public_id)
    if not may_read(user, room, request.session):
        raise Http404
    return render(request, "chat/popout.html", {"room": room})


@require_safe
@never_cache
def overlay(request: HttpRequest, public_id: str) -> HttpResponse:
    """Messages alone, on nothing. The token in the address is what lets in: OBS is signed in nowhere."""
    room = _room(public_id)
    token = request.GET.get("token", "")
    if not opens(token, room):
        raise Http404
    look = OverlayLook.of(request.GET)
    panel = {
        "socket": f"/ws/chat/{room.public_id}",
        "token": token,
        "size": look["size"],
        "fade": look["fade"],
        "most": look["most"],
    }
    return render(request, "chat/overlay.html", {"room": room, "look": look, "panel": panel})


def _room(public_id: str) -> Room:
    room = Room.objects.with_place().filter(public_id=public_id).first()
    if room is None:
        raise Http404
    return room
