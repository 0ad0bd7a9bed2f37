"""Forms of the list: one action on the ticked videos, its undo, restoring and erasing."""

from typing import Any
from urllib.parse import parse_qs, urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.ids import is_public_id
from core.problems import Problem
from videos.models import BulkEdit, Video
from videos.queries.studio import deleted_videos, studio_videos
from videos.services.bulk_editing import MOST, bulk_edit, undo_bulk_edit
from videos.services.deletion import erase_now, restore_video
from videos.views.studio.access import creator

KEPT = ("q", "state", "privacy", "category", "sort")


@require_POST
@login_required
def bulk(request: HttpRequest) -> HttpResponse:
    """One action on the ticked videos."""
    ids = filter(is_public_id, request.POST.getlist("ids")[:MOST])
    chosen = list(studio_videos(creator(request)).filter(public_id__in=list(ids)))
    if not chosen:
        messages.error(request, _("Tick the videos first."))
        return _back(request)
    try:
        edit = bulk_edit(
            owner=creator(request),
            videos=chosen,
            action=request.POST.get("action", ""),
            category=request.POST.get("category", ""),
            publish_at=parse_datetime(request.POST.get("publish_at", "")),
        )
    except (Problem, ValidationError, ValueError) as error:
        messages.error(request, _sentence(error))
        return _back(request)
    return _back(request, undo=str(edit.public_id))


@require_POST
@login_required
def undo(request: HttpRequest, edit_id: UUID) -> HttpResponse:
    """Take a bulk action back."""
    edit = BulkEdit.objects.filter(owner=creator(request), public_id=edit_id).first()
    if edit is None:
        raise Http404
    try:
        restored = undo_bulk_edit(edit=edit)
    except Problem as refusal:
        messages.error(request, _sentence(refusal))
        return _back(request)
    text = ngettext("%(n)d video is as it was.", "%(n)d videos are as they were.", restored)
    messages.success(request, text % {"n": restored})
    return _back(request)


@require_POST
@login_required
def restore(request: HttpRequest, public_id: str) -> HttpResponse:
    """Bring a deleted video back."""
    video = _deleted(request, public_id)
    try:
        restored = restore_video(video=video)
    except Problem as refusal:
        messages.error(request, _sentence(refusal))
        return redirect("studio-deleted")
    # Asked for twice it is back; erased meanwhile it is not.
    if restored or studio_videos(creator(request)).filter(pk=video.pk).exists():
        messages.success(request, _("“%(title)s” is back.") % {"title": video.title})
    else:
        messages.error(request, _("“%(title)s” is gone for good.") % {"title": video.title})
    return redirect("studio-deleted")


@require_POST
@login_required
def erase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Remove a deleted video for good."""
    video = _deleted(request, public_id)
    erase_now(video=video)
    messages.success(request, _("“%(title)s” is gone for good.") % {"title": video.title})
    return redirect("studio-deleted")


def pending_undo(request: HttpRequest) -> dict[str, Any] | None:
    """What the last bulk form did, while it can be taken back."""
    try:
        edit_id = UUID(request.GET.get("undo", ""))
    except ValueError:
        return None
    edit = BulkEdit.objects.filter(
        owner=creator(request), public_id=edit_id, undone_at=None
    ).first()
    if edit is None:
        return None
    return {"id": str(edit.public_id), "text": _done(edit), "changed": len(edit.changes)}


def _done(edit: BulkEdit) -> str:
    n = len(edit.changes)
    if edit.action == "delete":
        return ngettext("%(n)d video deleted.", "%(n)d videos deleted.", n) % {"n": n}
    return ngettext("%(n)d video changed.", "%(n)d videos changed.", n) % {"n": n}


def _sentence(error: Exception) -> str:
    if isinstance(error, Problem):
        return str(error.detail)
    if isinstance(error, ValidationError):
        return str(error.messages[0])
    return _("Choose the time to publish at.")


def _back(request: HttpRequest, **more: str) -> HttpResponse:
    """To the list as it was narrowed; only what the list knows is taken from the form."""
    asked = parse_qs(request.POST.get("back", "")[:2000])
    query = {name: asked[name][0] for name in KEPT if name in asked} | more
    return redirect(f"{reverse('studio')}?{urlencode(query)}")


def _deleted(request: HttpRequest, public_id: str) -> Video:
    video = deleted_videos(creator(request)).filter(public_id=public_id).first()
    if video is None:
        raise Http404
    return video
