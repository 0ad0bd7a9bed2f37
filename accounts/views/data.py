"""Taking one's data along."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import DataExport
from accounts.queries import latest_exports
from accounts.services.export_download import export_response
from accounts.services.exporting import TooSoon, request_export
from accounts.views.people import user_of


@require_safe
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """The copies that there are, and the way out."""
    exports = latest_exports(user_of(request))
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
            request, _("Your data is being packed. We send you a mail when it is ready.")
        )
    return redirect("settings-data")


@require_safe
@login_required
@never_cache
def download(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Fetch a finished export; its owner alone may."""
    found = DataExport.objects.filter(user=user_of(request), public_id=public_id).first()
    if found is None:
        raise Http404
    return export_response(found)
