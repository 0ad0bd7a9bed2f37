"""Taking one's data along."""

from django.contrib import messages
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
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import DataExport
from accounts.services.exporting import TooSoon, request_export
from accounts.views.people import user_of
from core.adapters.object_store import object_store


@require_safe
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """The copies that there are, and the way out."""
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
            request, _("Your data is being packed. We send you a mail when it is ready.")
        )
    return redirect("settings-data")


@require_safe
@login_required
@never_cache
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
