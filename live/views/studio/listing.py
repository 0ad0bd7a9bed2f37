"""The creator's streams, and making a new one."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.problems import Problem
from live.forms import StreamForm, form_values, typed_values
from live.models import Stream
from live.queries.listing import own_streams
from live.services.pictures import picture_url
from live.services.streams import create_stream
from live.services.viewers import viewers_of
from live.views.studio.access import CHOICES, own_channel


@require_safe
@login_required
def streams(request: HttpRequest) -> HttpResponse:
    """All of them: what is on air first."""
    channel = own_channel(request)
    if channel is None:
        return render(request, "studio/no_channel.html")
    rows = list(own_streams(channel))
    watching = viewers_of(row.public_id for row in rows if row.is_on_air)
    context = {
        "rows": [
            {
                "stream": row,
                "picture": picture_url(row),
                "viewers": watching.get(row.public_id, 0),
            }
            for row in rows
        ],
        "most": settings.LIVE_STREAMS_PER_CHANNEL,
    }
    return render(request, "live/studio/streams.html", context)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request: HttpRequest) -> HttpResponse:
    """A form with what most people want already chosen."""
    channel = own_channel(request)
    if channel is None:
        return render(request, "studio/no_channel.html")
    if request.method != "POST":
        return _page(request, form_values(Stream(channel=channel)), {})
    form = StreamForm(request.POST)
    errors = {name: [str(each) for each in texts] for name, texts in form.errors.items()}
    if not errors:
        try:
            stream = create_stream(channel=channel, values=form.changes())
        except ValidationError as error:
            errors = error.message_dict
        except Problem as problem:
            errors = {"": [str(problem.detail)]}
        else:
            return redirect("live-control", public_id=stream.public_id)
    return _page(request, typed_values(request.POST), errors, status=422)


def _page(
    request: HttpRequest, values: dict[str, Any], errors: dict[str, list[str]], status: int = 200
) -> HttpResponse:
    context = CHOICES | {"values": values, "errors": errors, "time_zone": settings.TIME_ZONE}
    return render(request, "live/studio/create.html", context, status=status)
