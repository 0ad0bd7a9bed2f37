"""What belongs to a video, without scripts: poster, captions, chapters, deletion, and the file itself."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.adapters.object_store import StoreFailed
from core.problems import Problem, store_down
from videos.services import captions, posters
from videos.services.bulk_editing import bulk_edit
from videos.services.chapter_editing import read_chapter_lines, set_chapters
from videos.services.originals import OriginalGone, original_response
from videos.views.studio.access import creator, own


@require_POST
@login_required
def poster(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose or send the poster."""
    video = own(request, public_id)
    file = request.FILES.get("file")
    if file:
        data = file.read(posters.MOST_BYTES + 1)
        return _try(request, public_id, "poster", posters.upload_poster, video=video, data=data)
    name = request.POST.get("name", "")
    return _try(request, public_id, "poster", posters.choose_poster, video=video, name=name)


@require_POST
@login_required
def caption(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add or replace the captions of one language."""
    video = own(request, public_id)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose a caption file first."))
        return _back(public_id, "captions")
    return _try(
        request,
        public_id,
        "captions",
        captions.set_caption,
        video=video,
        language=request.POST.get("language", ""),
        label=request.POST.get("label", ""),
        data=file.read(captions.MOST_BYTES + 1),
    )


@require_POST
@login_required
def drop_caption(request: HttpRequest, public_id: str, language: str) -> HttpResponse:
    """Remove the captions of one language."""
    video = own(request, public_id)
    return _try(
        request, public_id, "captions", captions.remove_caption, video=video, language=language
    )


@require_POST
@login_required
def chapters(request: HttpRequest, public_id: str) -> HttpResponse:
    """Replace the chapters by lines of time and title."""
    video = own(request, public_id)

    def save() -> None:
        marks = read_chapter_lines(request.POST.get("chapters", "")[:20_000])
        set_chapters(video=video, marks=marks, version=request.POST.get("version") or None)

    return _try(request, public_id, "chapters", save)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask, naming the video, then delete it; the list offers to take it back."""
    video = own(request, public_id)
    if request.method != "POST":
        return render(request, "studio/delete.html", {"video": video})
    edit = bulk_edit(owner=creator(request), videos=[video], action="delete")
    return redirect(f"{reverse('studio')}?undo={edit.public_id}")


@require_safe
@login_required
def original(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Give the creator's own file back; a HEAD asks only whether it is still there."""
    video = own(request, public_id)
    try:
        return original_response(request, video)
    except OriginalGone as gone:
        if request.method == "HEAD":
            raise
        messages.error(request, str(gone.detail))
    except StoreFailed as trouble:
        messages.error(request, str(store_down(trouble).detail))
    return _back(public_id, "file")


def _try(
    request: HttpRequest, public_id: str, section: str, work: Callable[..., Any], **arguments: Any
) -> HttpResponse:
    try:
        work(**arguments)
    except Problem as problem:
        messages.error(request, str(problem.detail))
    except StoreFailed as trouble:
        messages.error(request, str(store_down(trouble).detail))
    else:
        messages.success(request, _("Saved."))
    return _back(public_id, section)


def _back(public_id: str, section: str) -> HttpResponse:
    return redirect(f"{reverse('studio-edit', args=[public_id])}#{section}")
