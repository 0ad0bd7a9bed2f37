"""The poster: one of the pipeline's candidates, or the creator's own picture made safe."""

import re

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core.adapters.object_store import object_store
from core.ids import new_public_id
from core.problems import Problem
from videos.adapters.pictures import (
    MOST_PIXELS,
    UnusablePicture,
    card_name,
    card_picture,
    safe_jpeg,
)
from videos.models import Chunk, Video
from videos.services.catalogue_cache import forget_video

MOST_BYTES = 8 * 1024 * 1024
LONG_SIDE = 1280
CANDIDATE = re.compile(r"poster-\d+\.jpg")


class PosterRefused(Problem):
    """The picture cannot be the poster."""

    def __init__(self, detail: str) -> None:
        super().__init__(422, "bad-picture", detail)


def poster_candidates(video: Video) -> list[str]:
    """Names of the pipeline's candidates, such as `poster-1.jpg`."""
    return [name for name in _pictures(video) if CANDIDATE.fullmatch(name)]


def _pictures(video: Video) -> list[str]:
    chunk = Chunk.objects.filter(
        transcode=video.current_id, kind=Chunk.Kind.EXTRAS, state=Chunk.State.DONE
    ).first()
    files: list[str] = (chunk.result or {}).get("files", []) if chunk else []
    return files


def choose_poster(*, video: Video, name: str) -> None:
    """Take one of the candidates. Raises `PosterRefused`."""
    made = _pictures(video)
    if not video.current or name not in made or not CANDIDATE.fullmatch(name):
        raise PosterRefused(_("There is no such picture to choose."))
    _set(video, video.current.prefix + name, has_card=card_name(name) in made)


def upload_poster(*, video: Video, data: bytes) -> None:
    """Make the creator's own picture the poster: decoded, turned upright, shrunk, without its metadata.

    Raises `PosterRefused`.
    """
    jpeg = safe_picture(data, long_side=LONG_SIDE)
    key = f"media/{video.public_id}/custom/poster-{new_public_id()}.jpg"
    store = object_store()
    store.put_bytes(key, jpeg, content_type="image/jpeg")
    store.put_bytes(card_name(key), card_picture(jpeg), content_type="image/webp")
    _set(video, key, has_card=True)


def safe_picture(data: bytes, *, long_side: int) -> bytes:
    """What somebody sent, as a JPEG of ours. Raises `PosterRefused`."""
    if len(data) > MOST_BYTES:
        raise PosterRefused(_("The picture is larger than 8 MB."))
    try:
        return safe_jpeg(data, long_side=long_side)
    except UnusablePicture as error:
        raise PosterRefused(_sentence(error.reason)) from error


@transaction.atomic
def _set(video: Video, key: str, *, has_card: bool) -> None:
    row = Video.objects.select_for_update(of=("self",)).only("poster").get(pk=video.pk)
    old = row.poster
    Video.objects.filter(pk=video.pk).update(
        poster=key, poster_version=F("poster_version") + 1, has_card_picture=has_card
    )

    def settle() -> None:
        if "/custom/" in old and old != key:
            object_store().delete(old)
            object_store().delete(card_name(old))
        forget_video(video.public_id)

    transaction.on_commit(settle, robust=True)


def _sentence(reason: str) -> str:
    return {
        "too-many-pixels": _("The picture has too many pixels: at most %(n)d megapixels.")
        % {"n": MOST_PIXELS // 1_000_000},
        "too-small": _("The picture is too small. Each side needs at least 100 pixels."),
    }.get(reason, _("This is not a picture we can use. Choose a JPEG, PNG or WebP file."))
