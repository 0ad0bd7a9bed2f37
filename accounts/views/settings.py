"""Channel, preferences, data."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import ChannelForm, PreferencesForm
from accounts.models import Channel, DataExport, User
from accounts.services.deletion import request_deletion
from accounts.services.exporting import TooSoon, request_export
from core.adapters.object_store import object_store

YEAR_S = 31_536_000


@login_required
def channel(request: HttpRequest) -> HttpResponse:
    """Create or change one's channel."""
    owner = user_of(request)
    mine = Channel.objects.filter(owner=owner).first()
    form = ChannelForm(
        request.POST or None, request.FILES or None, instance=mine or Channel(owner=owner)
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your channel is saved."))
        target = request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(
            target, {request.get_host()}, require_https=request.is_secure()
        ):
            return redirect(target)
        return redirect("settings-channel")
    context = {"form": form, "channel": mine, "next": request.GET.get("next", "")}
    return render(request, "settings/channel.html", context)


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Language, theme, playing."""
    user = user_of(request)
    form = PreferencesForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(user.locale):
            messages.success(request, _("Your preferences are saved."))
        response = redirect("settings-preferences")
        for name, value in ((settings.LANGUAGE_COOKIE_NAME, user.locale), ("theme", user.theme)):
            response.set_cookie(name, value, max_age=YEAR_S, samesite="Lax")
        return response
    return render(request, "settings/preferences.html", {"form": form})


@require_safe
@login_required
def data(request: HttpRequest) -> HttpResponse:
    """Take one's data along, or leave."""
    exports = DataExport.objects.filter(user=user_of(request)).order_by("-created_at")[:3]
    return render(request, "settings/data.html", {"exports": exports})


@require_POST
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """Ask for a copy of one's data."""
    try:
        request_export(user=user_of(request))
    except TooSoon as too_soon:
        messages.error(request, str(too_soon.detail))
    else:
        messages.success(
            request, _("Your data are being packed. We send you a mail when they are ready.")
        )
    return redirect("settings-data")


@require_safe
@login_required
def download(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Fetch a finished export; its owner alone may."""
    found = DataExport.objects.filter(
        user=user_of(request), public_id=public_id, ready_at__isnull=False
    ).first()
    if found is None:
        raise Http404
    store = object_store()
    direct = store.presign_get(found.storage_key, expires_s=300)
    if direct:
        return HttpResponseRedirect(direct)
    path = store.local_path(found.storage_key)
    if path is None or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename="piyakast-data.zip")


@login_required
@reauthentication_required
def delete(request: HttpRequest) -> HttpResponse:
    """Leave for good: names what goes, and asks for the address to be typed."""
    user = user_of(request)
    wrong = False
    if request.method == "POST":
        if request.POST.get("email", "").strip().lower() == user.email.lower():
            request_deletion(user=user)
            logout(request)
            messages.success(request, _("Your account is gone, and your videos with it."))
            return redirect("/")
        wrong = True
    context: dict[str, Any] = {
        "wrong": wrong,
        "channel": Channel.objects.filter(owner=user).first(),
        "emails": EmailAddress.objects.filter(user=user),
    }
    return render(request, "settings/delete.html", context)


def user_of(request: HttpRequest) -> User:
    """The signed-in user behind `login_required`."""
    assert isinstance(request.user, User)  # noqa: S101  (the decorator saw to it)
    return request.user
