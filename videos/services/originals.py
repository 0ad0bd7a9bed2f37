"""The creator's own file, for taking it back."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from core.adapters.object_store import ObjectMissing, object_store
from core.downloads import download_response
from core.problems import Problem
from videos.models import Source, Video
from videos.models.transcode import LIVE


class OriginalGone(Problem):
    """There was a file, but the store has it no more."""

    def __init__(self) -> None:
        super().__init__(404, "original-gone", gone_words())


def gone_words() -> str:
    """The sentence that the page and the refusal share."""
    return _("The original file is not kept any more. The video itself plays as before.")


def originals() -> QuerySet[Source]:
    """Files that were uploaded: broadcasts never had one."""
    return Source.objects.exclude(transcodes__engine=LIVE)


def original_among(files: Sequence[Source], video: Video) -> Source:
    """Of a video's files, newest first, the one that is watched now, else the newest."""
    watched = video.current.source_id if video.current else None
    return next((file for file in files if file.pk == watched), files[0])


def original_of(video: Video) -> Source | None:
    """The file of what is watched now, else the newest; None for a broadcast."""
    files = list(originals().filter(video=video).order_by("-pk"))
    return original_among(files, video) if files else None


def is_kept(source: Source) -> bool | None:
    """Whether the store still has it; None where only asking over the network would tell, which a page does not wait for."""
    path = object_store().local_path(source.storage_key)
    return None if path is None else path.is_file()


def original_response(request: HttpRequest, video: Video) -> HttpResponseBase:
    """The file, as a download. Raises `Http404` for a broadcast, `OriginalGone`, and `StoreFailed`.

    Whoever asks has to be the owner: the caller sees to that.
    """
    source = original_of(video)
    if source is None:
        raise Http404
    try:
        return download_response(request, key=source.storage_key, filename=source.filename)
    except ObjectMissing:
        raise OriginalGone from None
