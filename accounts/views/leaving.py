"""Leaving for good."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import Channel
from accounts.services.deletion import request_deletion
from accounts.views.people import user_of


@login_required
@reauthentication_required
def delete(request: HttpRequest) -> HttpResponse:
    """Names what goes, and asks for the address to be typed."""
    user = user_of(request)
    typed = request.POST.get("email", "").strip()
    wrong = False
    if request.method == "POST":
        wrong = typed.lower() != user.email.lower()
        if not wrong:
            request_deletion(user=user)
            logout(request)
            messages.success(
                request,
                _("Your account is closed. Your videos and all of your data are being erased."),
            )
            return redirect("/")
    channel = Channel.objects.filter(owner=user).first()
    context = {"wrong": wrong, "typed": typed, "channel": channel}
    return render(request, "settings/delete.html", context, status=422 if wrong else 200)
