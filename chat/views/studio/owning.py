"""Pages about one's own channel, which nobody else may open: moderators and staff neither."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.models import Channel
from chat.services.refusals import Refused
from chat.views.studio.access import signed_in

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Channel, P], HttpResponse]


def for_own_channel(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give the view the channel of who is signed in; show whoever has none how to get one. Nothing is kept: secrets are shown."""

    @never_cache
    @login_required
    @wraps(view)
    def found(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        channel = Channel.objects.filter(owner=signed_in(request)).first()
        if channel is not None:
            return view(request, channel, *args, **kwargs)
        if request.method not in {"GET", "HEAD"}:
            raise Http404
        return render(request, "studio/no_channel.html")

    return found


def refuse_at(form: Form, refused: Refused, fields: dict[str, str]) -> None:
    """Put the sentence at the field that its code is about, or above the form."""
    form.add_error(fields.get(refused.code), str(refused.detail))
