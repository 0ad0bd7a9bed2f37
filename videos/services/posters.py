"""The poster: one of the pipeline's candidates, or the creator's own picture made safe."""

import io
import re
import warnings

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core.adapters.object_store import object_store
from core.ids import new_public_id
from core.problems import Problem
from videos.models import Chunk, Video

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONG_SIDE = 1280
FORMATS = ("JPEG", "PNG", "WEBP")


class PosterRefused(Problem):
    """The picture cannot be the poster."""

    def __init__(self, detail: str) -> None:
        super().__init__(422, "bad-picture", detail)


def poster_candidates(video: Video) -> list[str]:
    """Names of the pipeline's candidates, such as `poster-1.jpg`."""
    chunk = Chunk.objects.filter(
        transcode=video.current_id, kind=Chunk.Kind.EXTRAS, state=Chunk.State.DONE
    ).first()
    files = (chunk.result or {}).get("files", []) if chunk else []
    return [name for name in files if re.fullmatch(r"poster-\d+\.jpg", name)]


def choose_poster(*, video: Video, name: str) -> None:
    """Take one of the candidates. Raises `PosterRefused`."""
    if not video.current or name not in poster_candidates(video):
        raise PosterRefused(_("There is no such picture to choose."))
    _set(video, video.current.prefix + name)


def upload_poster(*, video: Video, data: bytes) -> None:
    """Make the creator's own picture the poster: decoded, turned upright, shrunk, without its metadata.

    Raises `PosterRefused`.
    """
    if len(data) > MOST_BYTES:
        raise PosterRefused(_("The picture is larger than 8 MB."))
    key = f"media/{video.public_id}/custom/poster-{new_public_id()}.jpg"
    object_store().put_bytes(key, _safe_jpeg(data), content_type="image/jpeg")
    _set(video, key)


def _safe_jpeg(data: bytes) -> bytes:
    refused = PosterRefused(_("This is not a picture we can use. Choose a JPEG, PNG or WebP file."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise PosterRefused(_("The picture has too many pixels."))
                upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise refused from error
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=86, optimize=True)
    return out.getvalue()


def _set(video: Video, key: str) -> None:
    old = video.poster
    Video.objects.filter(pk=video.pk).update(poster=key, poster_version=video.poster_version + 1)
    if "/custom/" in old and old != key:
        object_store().delete(old)
