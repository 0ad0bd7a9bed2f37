"""Where files are dropped."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from videos.models import Video
from videos.views.studio.access import CHOICES, has_channel, own


@require_safe
@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """Where files are dropped."""
    return _page(request, replaces=None)


@require_safe
@login_required
def replace(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where a new file for an old video is dropped."""
    return _page(request, replaces=own(request, public_id))


def _page(request: HttpRequest, *, replaces: Video | None) -> HttpResponse:
    if not has_channel(request):
        return render(request, "studio/no_channel.html")
    context = CHOICES | {"max_bytes": settings.UPLOAD_MAX_BYTES, "replaces": replaces, "prefix": ""}
    return render(request, "studio/upload.html", context)
