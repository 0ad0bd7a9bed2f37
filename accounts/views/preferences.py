"""How one likes the site, and the switches for language and theme that every page has."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views import i18n
from django.views.decorators.http import require_POST

from accounts.forms import PreferencesForm
from accounts.forms.preferences import LocaleForm, ThemeForm
from accounts.models import User
from accounts.views.people import user_of


@login_required
def edit(request: HttpRequest) -> HttpResponse:
    """Language, theme, playing."""
    user = user_of(request)
    form = PreferencesForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(user.locale):
            messages.success(request, _("Your preferences are saved."))
        return redirect("settings-preferences")
    return render(request, "settings/preferences.html", {"form": form})


@require_POST
@login_required
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme that was chosen in the menu."""
    form = ThemeForm(request.POST, instance=user_of(request))
    if not form.is_valid():
        return HttpResponse(status=422)
    form.save()
    return HttpResponse(status=204)


@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Switch the language and stay on the page; somebody who is signed in keeps it on every device."""
    if isinstance(request.user, User):
        form = LocaleForm({"locale": request.POST.get("language", "")}, instance=request.user)
        if form.is_valid():
            form.save()
        else:
            request.user.refresh_from_db(fields=["locale"])
    response: HttpResponseBase = i18n.set_language(request)
    return response
