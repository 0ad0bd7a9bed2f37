"""Opening an upload: everything that can be refused is refused before the first byte."""

import re
from pathlib import PurePosixPath

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from accounts.models import Channel, User
from core.adapters.object_store import object_store
from core.ids import new_public_id
from videos.models import Source, Upload, Video
from videos.services.search_index import index_video
from videos.services.uploading.errors import UploadRefused

EXTENSIONS = frozenset(
    [
        "mp4",
        "m4v",
        "mov",
        "mkv",
        "webm",
        "avi",
        "mpg",
        "mpeg",
        "ts",
        "m2ts",
        "mts",
        "flv",
        "wmv",
        "asf",
        "ogv",
        "ogg",
        "3gp",
        "3g2",
        "mxf",
        "dv",
        "vob",
        "gif",
        "mp3",
        "m4a",
        "aac",
        "flac",
        "wav",
        "opus",
        "aiff",
        "aif",
        "caf",
        "wma",
        "oga",
        "amr",
    ]
)
LONGEST_TITLE = 120
MOST_PARTS = 10_000  # what S3 takes
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


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
    channel = Channel.objects.filter(owner=owner).first()
    if channel is None:
        raise UploadRefused(409, "no-channel", _("Create your channel first, then upload."))
    name = clean_filename(filename)
    _check_type(name, content_type)
    _check_size(size_bytes)
    # One upload of a person is opened at a time, so that two cannot share the last of the quota.
    User.objects.select_for_update().get(pk=owner.pk)
    _check_quota(owner, size_bytes)
    video = replaces or _draft(channel, name)
    suffix = PurePosixPath(name).suffix.lower()
    key = f"sources/{video.public_id}/{new_public_id()}{suffix if suffix[1:] in EXTENSIONS else ''}"
    return Upload.objects.create(
        owner=owner,
        video=video,
        filename=name,
        content_type=content_type[:100],
        size_bytes=size_bytes,
        part_bytes=max(settings.UPLOAD_PART_BYTES, -(-size_bytes // MOST_PARTS)),
        storage_key=key,
        store_upload_id=object_store().create_multipart(key, content_type=content_type),
        fingerprint=fingerprint[:128],
    )


def clean_filename(name: str) -> str:
    """The last path component without control characters; never used as a path."""
    last = CONTROL.sub("", name.replace("\\", "/").rpartition("/")[2]).strip()
    return last[-255:] or "video"


def _draft(channel: Channel, filename: str) -> Video:
    title = re.sub(r"[_\s]+", " ", PurePosixPath(filename).stem).strip()[:LONGEST_TITLE]
    video = Video.objects.create(channel=channel, title=title or filename[:LONGEST_TITLE])
    index_video(video)
    return video


def _check_type(filename: str, content_type: str) -> None:
    extension = PurePosixPath(filename).suffix.lower().lstrip(".")
    media = content_type.startswith(("video/", "audio/"))
    if not (media or extension in EXTENSIONS):
        raise UploadRefused(
            415,
            "wrong-type",
            _("This is not a video or audio file. Choose a file such as MP4, MOV, MKV or WebM."),
        )


def _check_size(size_bytes: int) -> None:
    if size_bytes <= 0:
        raise UploadRefused(422, "empty", _("The file is empty. Choose another file."))
    if size_bytes > settings.UPLOAD_MAX_BYTES:
        raise UploadRefused(
            413,
            "too-large",
            _("The file is larger than %(limit)s, the most this site takes.")
            % {"limit": filesizeformat(settings.UPLOAD_MAX_BYTES)},
            limit_bytes=settings.UPLOAD_MAX_BYTES,
        )


def _check_quota(owner: User, size_bytes: int) -> None:
    videos = Video.objects.filter(channel__owner=owner).exclude(state=Video.State.DELETED)
    if videos.count() >= settings.UPLOAD_QUOTA_COUNT:
        raise UploadRefused(
            403,
            "quota-count",
            _("Your channel has as many videos as it may have. Delete some first."),
        )
    if used_bytes(owner) + size_bytes > settings.UPLOAD_QUOTA_BYTES:
        raise UploadRefused(
            403,
            "quota-bytes",
            _(
                "Your channel may hold %(limit)s and has no room for this file. Delete some videos first."
            )
            % {"limit": filesizeformat(settings.UPLOAD_QUOTA_BYTES)},
        )


def used_bytes(owner: User) -> int:
    """What a person's stored sources and open uploads take, in bytes."""
    stored = (
        Source.objects.filter(video__channel__owner=owner).aggregate(n=Sum("size_bytes"))["n"] or 0
    )
    opened = Upload.objects.filter(
        owner=owner, state__in=(Upload.State.OPEN, Upload.State.COMPLETING)
    )
    return stored + (opened.aggregate(n=Sum("size_bytes"))["n"] or 0)
