"""Opening an upload: everything that can be refused is refused before the first byte."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Channel, User
from core.adapters.object_store import object_store
from core.ids import new_public_id
from core.sizes import size_words
from videos.models import Upload, Video
from videos.services.premieres.file_keeping import keeps_file
from videos.services.search_index import index_video
from videos.services.uploading.errors import (
    UploadRefused,
    kept_by_premiere,
    no_room,
    store_errors,
)
from videos.services.uploading.naming import (
    check_type,
    clean_filename,
    clean_text,
    clean_type,
    safe_suffix,
    title_from,
)
from videos.services.uploading.quota import check_quota, lock_owner

MOST_PARTS = 10_000  # what S3 takes
SPARE_BYTES = 256 * 1024**2  # never fill a disk to the brim: databases die of that


def find_upload(
    *, owner: User, fingerprint: str, size_bytes: int, replaces: Video | None = None
) -> Upload | None:
    """The open upload of the same file: a client that did not hear our answer, or was reloaded, asks again."""
    mark = clean_text(fingerprint)[:128]
    if not mark:
        return None
    rows = Upload.objects.select_related("video", "owner").filter(
        owner=owner, state=Upload.State.OPEN, fingerprint=mark, size_bytes=size_bytes
    )
    rows = rows.filter(video=replaces) if replaces else rows.filter(video__state=Video.State.DRAFT)
    return rows.order_by("-created_at").first()


@transaction.atomic
def open_upload(
    *,
    owner: User,
    filename: str,
    size_bytes: int,
    content_type: str,
    fingerprint: str = "",
    replaces: Video | None = None,
) -> tuple[Upload, bool]:
    """The open upload of this file, or a new one; the second value says whether it is new.

    Asking several times at once opens one. Raises `UploadRefused` as `create_upload` does.
    """
    lock_owner(owner)
    found = find_upload(
        owner=owner, fingerprint=fingerprint, size_bytes=size_bytes, replaces=replaces
    )
    if found is not None:
        return found, False
    upload = create_upload(
        owner=owner,
        filename=filename,
        size_bytes=size_bytes,
        content_type=content_type,
        fingerprint=fingerprint,
        replaces=replaces,
    )
    return upload, True


@transaction.atomic
def create_upload(
    *,
    owner: User,
    filename: str,
    size_bytes: int,
    content_type: str,
    fingerprint: str = "",
    replaces: Video | None = None,
) -> Upload:
    """Open an upload of one file, with a draft video for it, or a new source for `replaces`.

    Raises `UploadRefused` for a type, size or quota that this site does not take.
    """
    if replaces is not None and keeps_file(replaces):
        raise kept_by_premiere()
    channel = Channel.objects.filter(owner=owner).first()
    if channel is None:
        raise UploadRefused(409, "no-channel", _("Create your channel first, then upload."))
    name, kind = clean_filename(filename), clean_type(content_type)
    check_type(name, kind if content_type else "")
    _check_size(size_bytes)
    check_quota(owner=owner, more_bytes=size_bytes, more_videos=0 if replaces else 1)
    store = object_store()
    video = replaces or _draft(channel, name)
    key = f"sources/{video.public_id}/{new_public_id()}{safe_suffix(name)}"
    with store_errors():
        _check_room(store.free_bytes(), size_bytes)
        store_upload_id = store.create_multipart(key, content_type=kind)
    return Upload.objects.create(
        owner=owner,
        video=video,
        filename=name,
        content_type=kind[:100],
        size_bytes=size_bytes,
        part_bytes=max(
            settings.UPLOAD_PART_BYTES, store.smallest_part_bytes, -(-size_bytes // MOST_PARTS)
        ),
        storage_key=key,
        store_upload_id=store_upload_id,
        fingerprint=clean_text(fingerprint)[:128],
    )


def _draft(channel: Channel, filename: str) -> Video:
    video = Video.objects.create(channel=channel, title=title_from(filename))
    index_video(video)
    return video


def _check_size(size_bytes: int) -> None:
    if size_bytes <= 0:
        raise UploadRefused(422, "empty", _("The file is empty. Choose another file."))
    if size_bytes > settings.UPLOAD_MAX_BYTES:
        raise UploadRefused(
            413,
            "too-large",
            _("The file is larger than %(limit)s, the most this site takes.")
            % {"limit": size_words(settings.UPLOAD_MAX_BYTES)},
            limit_bytes=settings.UPLOAD_MAX_BYTES,
        )


def _check_room(free_bytes: int | None, size_bytes: int) -> None:
    if free_bytes is not None and size_bytes + SPARE_BYTES > free_bytes:
        raise no_room()
