"""Caption tracks of a video: one file a language, stored as the clean WebVTT we wrote ourselves."""

import re

from django.db import transaction
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from core.adapters.object_store import ObjectMissing, object_store
from core.ids import new_public_id
from core.plain_text import clean_text
from core.problems import Problem
from videos.models import Caption, Video
from videos.services.captions.parsing import CaptionRefused, Cue, parse_captions
from videos.services.captions.writing import write_webvtt
from videos.services.catalogue_cache import forget_video

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
LONGEST_LANGUAGE = 8
LONGEST_LABEL = 60
MOST_TRACKS = 50
# Offered in the studio, the site's own languages first; the API takes any language tag.
OFFERED = ("ko", "en", "ja", "zh-Hans", "zh-Hant", "es", "fr", "de", "pt", "ru", "it", "vi", "th", "id", "ar", "hi", "tr", "pl", "nl", "uk", "mn", "uz")  # fmt: skip


def offered_languages() -> list[tuple[str, str]]:
    """Language tags with their names: in the reader's language, and as their speakers call them."""
    return [(tag, _name(tag)) for tag in OFFERED]


def set_caption(*, video: Video, language: str, label: str, data: bytes) -> Caption:
    """Store a caption track, replacing the one in the same language. Raises `CaptionRefused`."""
    if not LANGUAGE.fullmatch(language) or len(language) > LONGEST_LANGUAGE:
        raise CaptionRefused(_("Choose the language of the captions."))
    cues = parse_captions(data)
    key = f"captions/{video.public_id}/{language}-{new_public_id()}.vtt"
    object_store().put_bytes(key, write_webvtt(cues).encode(), content_type="text/vtt")
    with transaction.atomic():
        # Two files for one language at once: the second replaces the first.
        Video.objects.select_for_update(of=("self",)).only("pk").get(pk=video.pk)
        tracks = {track.language: track for track in video.captions.all()}
        old = tracks.get(language)
        if old is None and len(tracks) >= MOST_TRACKS:
            object_store().delete(key)
            raise CaptionRefused(_("A video has captions in at most 50 languages."))
        caption, _new = Caption.objects.update_or_create(
            video=video,
            language=language,
            defaults={
                "label": _label(label) or (old.label if old else native_name(language)),
                "storage_key": key,
                "duration_ms": max(cue.end_ms for cue in cues),
            },
        )
        _after(video, drop=old.storage_key if old else None)
    return caption


def rename_caption(*, caption: Caption, label: str) -> None:
    """Change the name that viewers see in the menu. Raises `Problem`."""
    name = _label(label)
    if not name:
        raise Problem(422, "no-name", _("Give the captions a name."))
    Caption.objects.filter(pk=caption.pk).update(label=name)
    forget_video(caption.video.public_id)


def remove_caption(*, video: Video, language: str) -> bool:
    """Remove a caption track; False when there is none."""
    with transaction.atomic():
        caption = Caption.objects.select_for_update().filter(video=video, language=language).first()
        if caption is None:
            return False
        caption.delete()
        _after(video, drop=caption.storage_key)
    return True


def caption_text(caption: Caption) -> str:
    """The track's WebVTT file. Raises `ObjectMissing`."""
    return object_store().read(caption.storage_key).decode()


def caption_cues(caption: Caption) -> list[Cue]:
    """The track's cues; none when its file is gone."""
    try:
        return parse_captions(object_store().read(caption.storage_key))
    except (ObjectMissing, CaptionRefused):
        return []


def native_name(language: str) -> str:
    """The language as its speakers call it; the tag itself when nobody told us."""
    try:
        return str(get_language_info(language.lower())["name_local"]).capitalize()
    except KeyError:
        return language


def _name(tag: str) -> str:
    try:
        info = get_language_info(tag.lower())
    except KeyError:
        return tag
    ours, theirs = str(info["name_translated"]), str(info["name_local"])
    return ours if ours.casefold() == theirs.casefold() else f"{ours} · {theirs}"


def _label(label: str) -> str:
    return clean_text(label)[:LONGEST_LABEL]


def _after(video: Video, *, drop: str | None) -> None:
    def settle() -> None:
        if drop:
            object_store().delete(drop)
        forget_video(video.public_id)

    transaction.on_commit(settle, robust=True)
