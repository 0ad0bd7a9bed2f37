"""Uploads: create → parts → complete, the same on disk and on object stores."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from accounts.api_auth import caller, signed_in
from core.adapters.object_store import DigestKind, object_store
from core.ids import is_public_id
from core.ratelimit import enforce, parse_limit
from videos.models import Upload, Video
from videos.services import uploading
from videos.services.uploading import UploadRefused

CREATE_LIMIT = parse_limit("upload", settings.UPLOAD_RATE)
PART_LIMIT = parse_limit("upload-part", settings.UPLOAD_PART_RATE)
Crc = Annotated[str, Field(pattern="^[0-9A-Fa-f]{8}$")]
Digest = Annotated[str, Field(pattern="^[0-9A-Fa-f]{64}$")]
router = Router(tags=["uploads"], auth=signed_in)


class UploadIn(Schema):
    """A file that is about to be sent."""

    name: str = Field(max_length=1000, description="The file's name.")
    size: int = Field(description="Its size in bytes.")
    type: str = Field("", max_length=200, description="Its media type, as the browser says.")
    fingerprint: str = Field(
        "", max_length=128, description="Anything that tells this file from others."
    )
    video: str | None = Field(None, description="The video whose source it replaces.")


class UploadOut(Schema):
    """An upload: part n (from 1) has `part_bytes` bytes, the last what is left."""

    id: UUID
    video: str
    name: str
    size: int
    state: str
    part_bytes: int
    part_count: int
    direct: bool = Field(description="Parts go to presigned addresses, not through this API.")
    digests: DigestKind = Field(description="Of which kind the digests of its parts are.")
    fingerprint: str
    created_at: datetime
    parts: list[int] | None = Field(
        None, description="The parts that have arrived whole; not told in lists."
    )


class UsageOut(Schema):
    """What the caller holds, sources and open uploads together, and may hold."""

    used_bytes: int
    deleted_bytes: int = Field(
        description="Of those, what deleted videos hold until they are erased."
    )
    limit_bytes: int
    used_count: int
    limit_count: int
    largest_bytes: int = Field(description="The most that one file may have.")


class NumbersIn(Schema):
    """Parts to be sent next. With digests of the upload's kind the store takes no other bytes; some stores need them."""

    numbers: list[int] = Field(min_length=1, max_length=100)
    sha256: dict[int, Digest] = Field(default={}, description="Digests by number.")
    crc32c: dict[int, Crc] = Field(default={}, description="The same where the kind is CRC32C.")


class PartAddress(Schema):
    """Where to PUT one part, with which headers."""

    number: int
    url: str
    headers: dict[str, str]


class PartOut(Schema):
    """A part that has arrived."""

    number: int
    size: int
    etag: str


class CompleteIn(Schema):
    """`digest` is the hex SHA-256 over the raw digests (of the upload's kind) of all parts, in order."""

    digest: Digest | None = None


class CompleteOut(Schema):
    """The video that the upload became."""

    video: str
    state: str


@router.post("", response={200: UploadOut, 201: UploadOut}, summary="Open an upload")
def create(request: HttpRequest, data: UploadIn) -> Status[UploadOut]:
    """Open an upload; a draft video is made for it, unless it replaces a video's source.

    While an upload of the same fingerprint and size is open, that one is the answer (200): asking again
    after a lost answer, or after a reload, goes on with it.
    """
    enforce(CREATE_LIMIT, f"user:{caller(request).pk}")
    upload, is_new = uploading.open_upload(
        owner=caller(request),
        filename=data.name,
        size_bytes=data.size,
        content_type=data.type,
        fingerprint=data.fingerprint,
        replaces=_replaced(request, data.video),
    )
    return Status(201, _out(upload, parts=[])) if is_new else Status(200, _with_parts(upload))


@router.get("", response=list[UploadOut], summary="List open uploads")
def list_open(request: HttpRequest) -> list[UploadOut]:
    """The caller's open uploads, newest first: what a reloaded page goes on with."""
    rows = Upload.objects.filter(owner=caller(request), state=Upload.State.OPEN)
    return [_out(row) for row in rows.select_related("video").order_by("-created_at")[:50]]


@router.get("/usage", response=UsageOut, summary="Show the room that is left")
def usage(request: HttpRequest) -> UsageOut:
    """How much room the caller has left."""
    held = uploading.usage_of(caller(request))
    return UsageOut(largest_bytes=settings.UPLOAD_MAX_BYTES, **vars(held))


@router.get("/{upload_id}", response=UploadOut, summary="Show an upload")
def show(request: HttpRequest, upload_id: UUID) -> UploadOut:
    """One upload and the parts that have arrived."""
    return _with_parts(_mine(request, upload_id))


@router.post(
    "/{upload_id}/addresses", response=list[PartAddress], summary="Get addresses for parts"
)
def addresses(request: HttpRequest, upload_id: UUID, data: NumbersIn) -> list[PartAddress]:
    """Presigned addresses for some parts; empty when parts go through this API."""
    enforce(PART_LIMIT, f"user:{caller(request).pk}")
    found = uploading.presign_parts(
        upload=_mine(request, upload_id),
        numbers=data.numbers,
        digests={"sha256": data.sha256, "crc32c": data.crc32c},
    )
    return [PartAddress(number=each.number, url=each.url, headers=each.headers) for each in found]


@router.put("/{upload_id}/parts/{number}", response=PartOut, summary="Send a part")
def put_part(request: HttpRequest, upload_id: UUID, number: int) -> PartOut:
    """The raw bytes of one part. `X-Part-SHA256` (hex) has them checked on arrival."""
    enforce(PART_LIMIT, f"user:{caller(request).pk}")
    upload = _mine(request, upload_id)
    try:
        size = int(request.headers.get("Content-Length", ""))
    except ValueError as error:
        raise UploadRefused(411, "length-required", _("Say how long the part is.")) from error
    part = uploading.store_part(
        upload=upload,
        number=number,
        # read(), never .body: the part is on disk already and stays there.
        body=request,  # type: ignore[arg-type]
        size_bytes=size,
        sha256=request.headers.get("X-Part-SHA256"),
    )
    return PartOut(number=part.number, size=part.size_bytes, etag=part.etag)


@router.post("/{upload_id}/complete", response=CompleteOut, summary="Finish an upload")
def complete(request: HttpRequest, upload_id: UUID, data: CompleteIn) -> CompleteOut:
    """Join the parts; again gives the same video."""
    video = uploading.complete_upload(upload=_mine(request, upload_id), digest=data.digest)
    video.refresh_from_db()
    return CompleteOut(video=video.public_id, state=video.state)


@router.delete("/{upload_id}", response={204: None}, summary="Stop an upload")
def abort(request: HttpRequest, upload_id: UUID) -> Status[None]:
    """Stop the upload and drop what was sent; one that is finished is a video by now (409)."""
    uploading.abort_upload(upload=_mine(request, upload_id))
    return Status(204, None)


def _replaced(request: HttpRequest, public_id: str | None) -> Video | None:
    if not public_id:
        return None
    owned = Video.objects.filter(channel__owner=caller(request)).exclude(state__in=Video.HIDDEN)
    video = owned.filter(public_id=public_id).first() if is_public_id(public_id) else None
    if video is None:
        raise Http404
    return video


def _mine(request: HttpRequest, upload_id: UUID) -> Upload:
    # Somebody else's upload does not exist, as far as the caller can tell.
    upload = (
        Upload.objects.select_related("video", "owner")
        .filter(public_id=upload_id, owner=caller(request))
        .first()
    )
    if upload is None:
        raise Http404
    return upload


def _with_parts(upload: Upload) -> UploadOut:
    return _out(upload, parts=[part.number for part in uploading.arrived_parts(upload=upload)])


def _out(upload: Upload, *, parts: list[int] | None = None) -> UploadOut:
    return UploadOut(
        id=upload.public_id,
        video=upload.video.public_id,
        name=upload.filename,
        size=upload.size_bytes,
        state=upload.state,
        part_bytes=upload.part_bytes,
        part_count=upload.part_count,
        direct=object_store().direct_uploads,
        digests=object_store().digest_kind,
        fingerprint=upload.fingerprint,
        created_at=upload.created_at,
        parts=parts,
    )
