"""The page on which a stream is watched."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from live.models import Stream


@require_safe
def watch(request: HttpRequest, public_id: str) -> HttpResponse:
    """A stream, whatever its state."""
    stream = Stream.objects.select_related("channel").filter(public_id=public_id).first()
    if stream is None:
        raise Http404
    return render(request, "live/watch.html", {"stream": stream})
