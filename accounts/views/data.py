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
from accounts.services.export_contents import linked_page
from accounts.services.export_download import export_response, linked_response
from accounts.services.export_links import link_to
from accounts.services.exporting import TooSoon, end_export, request_export
from accounts.views.people import user_of

PAGE = 50


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
    return export_response(request, _own(request, public_id))


@require_safe
@login_required
@never_cache
def files(request: HttpRequest, public_id: str) -> HttpResponse:
    """The large files that a finished export leads to."""
    export = _own(request, public_id)
    if not export.is_alive:
        raise Http404
    found = linked_page(export.user, after=request.GET.get("after", "")[:64], limit=PAGE + 1)
    links = [link_to(export, file) for file in found[:PAGE]]
    after = links[-1].file.ref if len(found) > PAGE else ""
    return render(
        request, "settings/export_files.html", {"export": export, "links": links, "after": after}
    )


@require_POST
@login_required
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Remove an export, and end the links in it."""
    end_export(export=_own(request, public_id))
    messages.success(request, _("The copy is deleted. Its links lead nowhere any more."))
    return redirect("settings-data")


@require_safe
def linked(
    request: HttpRequest, public_id: str, ref: str, mark: str, filename: str
) -> HttpResponseBase:
    """Fetch a large file by a link of an export: whoever has the link may."""
    return linked_response(request, export_id=public_id, ref=ref, mark=mark)


def _own(request: HttpRequest, public_id: str) -> DataExport:
    found = DataExport.objects.filter(user=user_of(request), public_id=public_id).first()
    if found is None:
        raise Http404
    return found
