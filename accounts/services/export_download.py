"""Handing out a finished export, and the large files that it leads to."""

from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import DataExport
from accounts.services.export_links import follow_link
from core.adapters.object_store import ObjectMissing
from core.downloads import download_response


def export_response(request: HttpRequest, export: DataExport) -> HttpResponseBase:
    """The zip. Raises `Http404` until there is one, and once it has ended.

    Whoever asks has to be its owner: the caller sees to that.
    """
    if not export.is_alive:
        raise Http404
    return _sent(request, export.storage_key, "piyakast-data.zip")


def linked_response(
    request: HttpRequest, *, export_id: str, ref: str, mark: str
) -> HttpResponseBase:
    """The large file that a link of an export leads to. Raises `Http404`, whatever is wrong with the link."""
    file = follow_link(export_id=export_id, ref=ref, mark=mark)
    if file is None:
        raise Http404
    return _sent(request, file.key, file.filename)


def _sent(request: HttpRequest, key: str, filename: str) -> HttpResponseBase:
    try:
        return download_response(request, key=key, filename=filename)
    except ObjectMissing:
        raise Http404 from None
