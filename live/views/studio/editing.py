"""One stream: its details, its picture, and taking it away."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from core.problems import Problem
from core.ratelimit import Limit, rate_limited
from live.forms import StreamForm, form_values, typed_values
from live.models import Stream
from live.services.pictures import drop_picture, picture_url, upload_picture
from live.services.streams import remove_stream, stream_version, update_stream
from live.views.studio.access import CHOICES, own
from videos.services.posters import MOST_BYTES, PosterRefused

PICTURES = Limit("stream-pictures", 20, 60)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that can be set."""
    stream = own(request, public_id)
    if request.method != "POST":
        return _page(request, stream, form_values(stream), {})
    form = StreamForm(request.POST)
    errors = {name: [str(each) for each in texts] for name, texts in form.errors.items()}
    if not errors:
        try:
            version = form.cleaned_data["version"] or None
            update_stream(stream=stream, changes=form.changes(), version=version)
        except ValidationError as error:
            errors = error.message_dict
        except Problem as problem:
            errors = {"": [str(problem.detail)]}
        else:
            messages.success(request, _("Saved."))
            return redirect("live-edit", public_id=public_id)
    return _page(request, stream, typed_values(request.POST), errors, status=422)


@require_POST
@login_required
@rate_limited(PICTURES)
def picture(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a picture for lists, or with `drop` the own one away."""
    stream = own(request, public_id)
    file = request.FILES.get("file")
    if "drop" in request.POST:
        drop_picture(stream=stream)
    elif file is None:
        messages.error(request, _("Choose a picture first."))
    else:
        try:
            upload_picture(stream=stream, data=file.read(MOST_BYTES + 1))
        except PosterRefused as refused:
            messages.error(request, str(refused.detail))
    return redirect("live-edit", public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask first, then take the stream away."""
    stream = own(request, public_id)
    if request.method != "POST":
        return render(request, "live/studio/remove.html", {"stream": stream})
    remove_stream(stream=stream)
    messages.success(request, _("The stream was removed."))
    return redirect("live-streams")


def _page(
    request: HttpRequest,
    stream: Stream,
    values: dict[str, Any],
    errors: dict[str, list[str]],
    status: int = 200,
) -> HttpResponse:
    context = CHOICES | {
        "stream": stream,
        "values": values,
        "errors": errors,
        "version": stream_version(stream),
        "picture": picture_url(stream),
        "time_zone": settings.TIME_ZONE,
    }
    return render(request, "live/studio/edit.html", context, status=status)
