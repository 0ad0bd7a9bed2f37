"""Going live from the browser itself."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.security_headers import policy_with
from live.queries.showing import showing
from live.views.studio.access import own

DEVICES = policy_with("camera", "microphone", "display-capture")


@require_safe
@never_cache
@login_required
def camera(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose a camera or a screen, look, go live."""
    stream = own(request, public_id)
    shown = {"stream": stream, "shown": showing(stream)}
    response = render(request, "live/studio/camera.html", shown)
    response.headers["Permissions-Policy"] = DEVICES
    return response
