"""One video: its details form, its player, and everything that belongs to it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.templatetags.humane import clock
from videos.forms import VideoForm, form_values, typed_values
from videos.models import Transcode, Video
from videos.queries.studio import latest_transcode, percents
from videos.services.captions import native_name, offered_languages
from videos.services.chapter_editing import chapters_version, stored_chapters
from videos.services.chapters import chapters_from_description, chapters_of
from videos.services.editing import EditConflict, edit_version, update_video
from videos.services.originals import gone_words, is_kept, original_of
from videos.services.playback import media_base, playback_for, poster_url
from videos.services.player import player_config
from videos.services.posters import poster_candidates
from videos.services.site_urls import absolute
from videos.services.transcoding.reasons import failure_sentence
from videos.views.studio.access import CHOICES, own

STOPPED = (Transcode.State.FAILED, Transcode.State.CANCELLED)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything about one video."""
    video = own(request, public_id)
    if request.method != "POST":
        return _page(request, video, form_values(video), {})
    form = VideoForm(request.POST)
    errors = {name: [str(each) for each in texts] for name, texts in form.errors.items()}
    if not errors:
        try:
            version = form.cleaned_data["version"] or None
            update_video(video=video, changes=form.changes(), version=version)
        except ValidationError as error:
            errors = error.message_dict
        except EditConflict as conflict:
            errors = {"": [str(conflict.detail)]}
        else:
            messages.success(request, _("Saved."))
            return redirect("studio-edit", public_id=public_id)
    typed = typed_values(request.POST)
    return _page(request, own(request, public_id), typed, errors, status=422)


def _page(
    request: HttpRequest,
    video: Video,
    values: dict[str, Any],
    errors: dict[str, list[str]],
    status: int = 200,
) -> HttpResponse:
    run = latest_transcode(video)
    stopped = run is not None and run.state in STOPPED
    stored = stored_chapters(video)
    original = original_of(video)
    derived = chapters_from_description(video.description, video.duration_ms)
    context = (
        CHOICES
        | _player(request, video)
        | {
            "video": video,
            "values": values,
            "errors": errors,
            "prefix": "",
            "version": edit_version(video),
            "address": absolute(video.get_absolute_url()),
            "poster": poster_url(video),
            "posters": _posters(video),
            "captions": [
                {"track": track, "native": native_name(track.language)}
                for track in video.captions.all()
            ],
            "caption_languages": offered_languages(),
            "chapter_lines": "\n".join(f"{clock(m.starts_ms)} {m.title}" for m in stored),
            "chapters_version": chapters_version(stored),
            "derived": derived,
            "failure": _failure(video, run.failure if run else ""),
            "can_retry": run is not None and run.can_be_tried_again,
            "percent": percents([run])[run.pk] if run else 0,
            "stage": run.state if run else "",
            "is_working": not stopped
            and video.state in {Video.State.PROCESSING, Video.State.PLAYABLE},
            "replacing": bool(
                run and not stopped and video.current_id and run.pk != video.current_id
            ),
            "original": original,
            "original_kept": is_kept(original) if original else None,
            "original_gone": gone_words(),
            "time_zone": settings.TIME_ZONE,
        }
    )
    return render(request, "studio/edit.html", context, status=status)


def _player(request: HttpRequest, video: Video) -> dict[str, Any]:
    """A player that counts nothing and takes no keys from the forms."""
    playback = playback_for(video, request.user)
    if not playback.master_url or video.state not in Video.PLAYABLE:
        return {"playable": False}
    config = player_config(
        video=video, playback=playback, viewer=request.user, chapters=chapters_of(video)
    )
    config |= {"embed": True, "preview": True, "shortcuts": False, "loop": False}
    return {"playable": True, "playback": playback, "config": config, "shape": "wide"}


def _posters(video: Video) -> list[dict[str, Any]]:
    base = media_base(video)
    return [
        {"name": name, "url": f"{base}{name}", "chosen": video.poster.endswith(f"/{name}")}
        for name in poster_candidates(video)
    ]


def _failure(video: Video, of_run: str) -> str:
    """Also of a new file that failed while the old one goes on being watched."""
    return failure_sentence(of_run or (video.failure if video.state == "failed" else ""))
