"""Caption tracks: add, look at, download, rename, remove."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, Form, Router, Schema, Status, UploadedFile

import videos.converters  # noqa: F401  (registers <language:…>)
from core.adapters.object_store import ObjectMissing
from videos.api.studio.access import enforce_files_limit, own_video
from videos.models import Caption
from videos.services import captions

PREVIEWED = 200
router = Router()


class CaptionTrack(Schema):
    """One language."""

    language: str
    label: str
    duration_s: float


class CaptionName(Schema):
    """The name viewers see in the menu."""

    label: str


class CueOut(Schema):
    """One caption on screen."""

    start_s: float
    end_s: float
    text: str


class CaptionPreview(Schema):
    """The first captions of a track as text."""

    total: int
    cues: list[CueOut]


@router.get(
    "/videos/{publicid:public_id}/captions", response=list[CaptionTrack], summary="List captions"
)
def list_captions(request: HttpRequest, public_id: str) -> list[CaptionTrack]:
    """The video's captions."""
    return [_out(caption) for caption in own_video(request, public_id).captions.all()]


@router.post(
    "/videos/{publicid:public_id}/captions", response=CaptionTrack, summary="Send captions"
)
def send_captions(
    request: HttpRequest,
    public_id: str,
    file: File[UploadedFile],
    language: Form[str],
    label: Form[str] = "",
) -> CaptionTrack:
    """Add or replace the captions of a language from a WebVTT or SubRip file (up to 2 MB)."""
    enforce_files_limit(request)
    data = file.read(captions.MOST_BYTES + 1)
    video = own_video(request, public_id)
    return _out(captions.set_caption(video=video, language=language, label=label, data=data))


@router.get(
    "/videos/{publicid:public_id}/captions/{language:language}", summary="Download captions"
)
def download_captions(request: HttpRequest, public_id: str, language: str) -> HttpResponse:
    """The WebVTT file."""
    caption = _caption(request, public_id, language)
    try:
        text = captions.caption_text(caption)
    except ObjectMissing as error:
        raise Http404 from error
    response = HttpResponse(text, content_type="text/vtt; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{public_id}.{caption.language}.vtt"'
    response["Cache-Control"] = "private, no-store"
    return response


@router.get(
    "/videos/{publicid:public_id}/captions/{language:language}/preview",
    response=CaptionPreview,
    summary="Preview captions",
)
def preview_captions(request: HttpRequest, public_id: str, language: str) -> CaptionPreview:
    """The first 200 captions as text."""
    cues = captions.caption_cues(_caption(request, public_id, language))
    return CaptionPreview(
        total=len(cues),
        cues=[
            CueOut(
                start_s=cue.start_ms / 1000, end_s=cue.end_ms / 1000, text=captions.plain_text(cue)
            )
            for cue in cues[:PREVIEWED]
        ],
    )


@router.patch(
    "/videos/{publicid:public_id}/captions/{language:language}",
    response=CaptionTrack,
    summary="Rename captions",
)
def rename_captions(
    request: HttpRequest, public_id: str, language: str, data: CaptionName
) -> CaptionTrack:
    """Give the track another name."""
    captions.rename_caption(caption=_caption(request, public_id, language), label=data.label)
    return _out(_caption(request, public_id, language))


@router.delete(
    "/videos/{publicid:public_id}/captions/{language:language}",
    response={204: None},
    summary="Remove captions",
)
def drop_captions(request: HttpRequest, public_id: str, language: str) -> Status[None]:
    """Remove the captions of a language."""
    if not captions.remove_caption(video=own_video(request, public_id), language=language):
        raise Http404
    return Status(204, None)


def _caption(request: HttpRequest, public_id: str, language: str) -> Caption:
    found = own_video(request, public_id).captions.filter(language=language)
    caption = found.select_related("video").first()
    if caption is None:
        raise Http404
    return caption


def _out(caption: Caption) -> CaptionTrack:
    return CaptionTrack(
        language=caption.language,
        label=caption.label,
        duration_s=caption.duration_ms / 1000,
    )
