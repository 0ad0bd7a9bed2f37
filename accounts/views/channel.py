"""One's own channel: make it, change it, and ask whether a handle is free."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.forms import ChannelForm
from accounts.models import Channel
from accounts.queries import tidy_handle, why_not
from accounts.services.channel_editing import HandleTaken, save_channel
from accounts.views.people import user_of
from core.ratelimit import Limit, rate_limited


@login_required
def edit(request: HttpRequest) -> HttpResponse:
    """Create or change one's channel."""
    owner = user_of(request)
    mine = Channel.objects.filter(owner=owner).first()
    form = ChannelForm(
        request.POST or None, request.FILES or None, instance=mine or Channel(owner_id=owner.pk)
    )
    if request.method == "POST" and form.is_valid():
        try:
            save_channel(
                channel=form.instance,
                links=form.cleaned_data["links_text"],
                pictures=form.pictures(),
            )
        except HandleTaken as taken:
            form.add_error("handle", str(taken.detail))
        else:
            messages.success(request, _("Your channel is saved."))
            return redirect(_next(request) or "settings-channel")
    context: dict[str, Any] = {
        "form": form,
        # As it is kept, not as it was just typed.
        "channel": Channel.objects.filter(owner=owner).first(),
        "next": _next(request),
        "address": request.build_absolute_uri("/@")
        .removeprefix("http://")
        .removeprefix("https://"),
    }
    status = 422 if form.errors else 200
    return render(request, "settings/channel.html", context, status=status)


@require_safe
@login_required
@rate_limited(Limit("handle", 60, 60))
def check_handle(request: HttpRequest) -> HttpResponse:
    """Whether a handle can be had, as a sentence."""
    mine = Channel.objects.filter(owner=user_of(request)).first()
    handle = tidy_handle(request.GET.get("handle", "")[:60])
    reason = why_not(handle, own=mine.handle if mine else "")
    free = _("@%(handle)s is yours to take.") % {"handle": handle}
    return JsonResponse({"ok": not reason, "text": reason or free})


def _next(request: HttpRequest) -> str:
    """Where to go afterwards, if it is a page of this site."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else ""
