"""Handing out a finished export."""

from django.http import FileResponse, Http404, HttpResponseBase, HttpResponseRedirect

from accounts.models import DataExport
from core.adapters.object_store import object_store

AGE_S = 300


def export_response(export: DataExport) -> HttpResponseBase:
    """The zip, from this machine or by an address of the object store. Raises `Http404` until there is one.

    Whoever asks has to be its owner: the caller sees to that.
    """
    if export.ready_at is None:
        raise Http404
    store = object_store()
    direct = store.presign_get(export.storage_key, expires_s=AGE_S)
    if direct:
        return HttpResponseRedirect(direct)
    path = store.local_path(export.storage_key)
    if path is None or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename="piyakast-data.zip")
