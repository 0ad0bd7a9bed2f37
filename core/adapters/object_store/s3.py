"""Objects in an S3 bucket, or anything that speaks its protocol. Browsers send parts straight to it."""

import base64
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self, cast

from boto3.s3.transfer import TransferConfig
from django.conf import settings
from django.utils.http import content_disposition_header

from core.adapters.object_store.base import (
    BLOCK_BYTES,
    DigestKind,
    ObjectInfo,
    ObjectMissing,
    PartInfo,
    PartRefused,
    PresignedPart,
    checked_key,
    checked_prefix,
)
from core.adapters.object_store.cloudfront import CloudFront
from core.adapters.object_store.s3_client import make_client, s3_errors
from core.adapters.object_store.streams import checked_part

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PART_URL_AGE_S = 3600
# A worker has other work for its threads than one download.
TRANSFER = TransferConfig(max_concurrency=4)


class S3Store:
    """One bucket. `public_client` signs the addresses that browsers use, `client` is for our own calls."""

    direct_uploads = True
    digest_kind: DigestKind = "sha256"
    smallest_part_bytes = 5 * 1024**2

    def __init__(
        self,
        *,
        bucket: str,
        client: "S3Client",
        public_client: "S3Client",
        checksums: bool,
        cdn: CloudFront | None,
    ) -> None:
        self.bucket = bucket
        self.client = client
        self.public_client = public_client
        self.needs_digests = checksums
        self.cdn = cdn

    @classmethod
    def from_settings(cls) -> Self:
        """The bucket that the `S3_…` settings name."""
        public = settings.S3_PUBLIC_ENDPOINT_URL or settings.S3_ENDPOINT_URL
        return cls(
            bucket=settings.S3_BUCKET,
            client=make_client(settings.S3_ENDPOINT_URL),
            public_client=make_client(public),
            checksums=settings.S3_CHECKSUMS,
            cdn=CloudFront.from_settings(),
        )

    def put_file(self, key: str, source: Path, *, content_type: str) -> None:
        with s3_errors(key), source.open("rb") as file:
            self.client.upload_fileobj(
                file,
                self.bucket,
                checked_key(key),
                ExtraArgs={"ContentType": content_type},
                Config=TRANSFER,
            )

    def put_bytes(self, key: str, data: bytes, *, content_type: str) -> None:
        with s3_errors(key):
            self.client.put_object(
                Bucket=self.bucket, Key=checked_key(key), Body=data, ContentType=content_type
            )

    def read(self, key: str) -> bytes:
        with s3_errors(key):
            return self.client.get_object(Bucket=self.bucket, Key=checked_key(key))["Body"].read()

    def size(self, key: str) -> int:
        return self.describe(key).size_bytes

    def describe(self, key: str) -> ObjectInfo:
        with s3_errors(key):
            head = self.client.head_object(
                Bucket=self.bucket, Key=checked_key(key), ChecksumMode="ENABLED"
            )
        # Of a multipart object S3 keeps the SHA-256 over its parts' digests, as "<base64>-<parts>".
        composite = head.get("ChecksumSHA256", "").partition("-")[0]
        return ObjectInfo(head["ContentLength"], _hex(composite))

    def open_range(self, key: str, start: int, length: int) -> Iterator[bytes]:
        if length <= 0 or start >= self.size(key):
            return iter(())
        span = f"bytes={start}-{start + length - 1}"
        with s3_errors(key):
            body = self.client.get_object(Bucket=self.bucket, Key=key, Range=span)["Body"]

        def blocks() -> Iterator[bytes]:
            with s3_errors(key), body:
                yield from body.iter_chunks(BLOCK_BYTES)

        return blocks()

    def local_path(self, key: str) -> Path | None:
        return None

    def fetch(self, key: str, target: Path) -> None:
        with s3_errors(key):
            self.client.download_file(self.bucket, checked_key(key), str(target), Config=TRANSFER)

    def delete(self, key: str) -> None:
        with s3_errors(key):
            self.client.delete_object(Bucket=self.bucket, Key=checked_key(key))

    def delete_prefix(self, prefix: str) -> int:
        gone = 0
        for page in self._pages(prefix):
            # A page has at most 1000 keys, which is what one call may delete.
            keys = [{"Key": each["Key"]} for each in page]
            with s3_errors(prefix):
                answer = self.client.delete_objects(
                    Bucket=self.bucket, Delete={"Objects": cast("Any", keys), "Quiet": True}
                )
            gone += len(keys) - len(answer.get("Errors", []))
        return gone

    def list_prefix(self, prefix: str) -> Iterator[str]:
        for page in self._pages(prefix):
            yield from (each["Key"] for each in page)

    def list_folders(self, prefix: str) -> Iterator[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=checked_prefix(prefix), Delimiter="/"
        )
        with s3_errors(prefix):
            for page in pages:
                yield from (each["Prefix"] for each in page.get("CommonPrefixes", []))

    def clear_temporary(self, *, older_than_s: float) -> int:
        # S3 shows an object whole or not at all; a lifecycle rule drops what uploads left behind.
        return 0

    def presign_get(self, key: str, *, expires_s: int) -> str | None:
        if self.cdn:
            return self.cdn.sign(checked_key(key), expires_s=expires_s)
        return self.public_client.generate_presigned_url(
            "get_object",
            Params={"Bucket": self.bucket, "Key": checked_key(key)},
            ExpiresIn=expires_s,
        )

    def presign_download(self, key: str, *, filename: str, expires_s: int) -> str | None:
        # Past any distribution: those need not pass the wish for a name on.
        return self.public_client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self.bucket,
                "Key": checked_key(key),
                "ResponseContentDisposition": str(content_disposition_header(True, filename)),
            },
            ExpiresIn=expires_s,
        )

    def free_bytes(self) -> int | None:
        return None

    def create_multipart(self, key: str, *, content_type: str) -> str:
        extra: Any = {"ChecksumAlgorithm": "SHA256"} if self.needs_digests else {}
        with s3_errors(key):
            begun = self.client.create_multipart_upload(
                Bucket=self.bucket, Key=checked_key(key), ContentType=content_type, **extra
            )
        return begun["UploadId"]

    def presign_part(
        self, key: str, upload_id: str, number: int, *, size_bytes: int, digest: str | None
    ) -> PresignedPart:
        # Length and digest are signed headers: S3 takes these bytes from the holder and no others.
        params: dict[str, Any] = self._part(key, upload_id, number) | {"ContentLength": size_bytes}
        headers = {}
        if self.needs_digests:
            params["ChecksumSHA256"] = headers["x-amz-checksum-sha256"] = _base64(digest or "")
        url = self.public_client.generate_presigned_url(
            "upload_part", Params=params, ExpiresIn=PART_URL_AGE_S
        )
        return PresignedPart(number, url, headers)

    def put_part(
        self,
        key: str,
        upload_id: str,
        number: int,
        body: BinaryIO,
        *,
        size_bytes: int,
        offset: int,
        sha256: str | None,
    ) -> PartInfo:
        with (
            checked_part(body, size_bytes=size_bytes, sha256=sha256) as (copy, digest),
            s3_errors(key),
        ):
            extra: Any = {"ChecksumSHA256": _base64(digest)} if self.needs_digests else {}
            answer = self.client.upload_part(
                **self._part(key, upload_id, number),
                Body=copy,
                ContentLength=size_bytes,
                **extra,
            )
        return PartInfo(number, size_bytes, answer["ETag"].strip('"'), digest)

    def list_parts(self, key: str, upload_id: str) -> Sequence[PartInfo]:
        pages = self.client.get_paginator("list_parts").paginate(
            Bucket=self.bucket, Key=checked_key(key), UploadId=upload_id
        )
        try:
            with s3_errors(key):
                return [
                    PartInfo(
                        part["PartNumber"],
                        part["Size"],
                        part["ETag"].strip('"'),
                        _hex(part.get("ChecksumSHA256", "")),
                    )
                    for page in pages
                    for part in page.get("Parts", [])
                ]
        except ObjectMissing:
            return []

    def complete_multipart(self, key: str, upload_id: str, parts: Sequence[PartInfo]) -> None:
        listed: Any = [_completed(part) for part in parts]
        try:
            with s3_errors(key):
                self.client.complete_multipart_upload(
                    Bucket=self.bucket,
                    Key=checked_key(key),
                    UploadId=upload_id,
                    MultipartUpload={"Parts": listed},
                )
        except (ObjectMissing, PartRefused):
            # An upload that was joined before is gone; what was made of it is there.
            if self.list_parts(key, upload_id):
                raise
            self.size(key)

    def abort_multipart(self, key: str, upload_id: str) -> None:
        try:
            with s3_errors(key):
                self.client.abort_multipart_upload(
                    Bucket=self.bucket, Key=checked_key(key), UploadId=upload_id
                )
        except ObjectMissing:
            return

    def _part(self, key: str, upload_id: str, number: int) -> dict[str, Any]:
        return {
            "Bucket": self.bucket,
            "Key": checked_key(key),
            "UploadId": upload_id,
            "PartNumber": number,
        }

    def _pages(self, prefix: str) -> Iterator[list[Any]]:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=checked_prefix(prefix)
        )
        with s3_errors(prefix):
            for page in pages:
                if page.get("Contents"):
                    yield page["Contents"]


def _completed(part: PartInfo) -> dict[str, str | int]:
    listed: dict[str, str | int] = {"PartNumber": part.number, "ETag": f'"{part.etag}"'}
    if part.sha256:
        listed["ChecksumSHA256"] = _base64(part.sha256)
    return listed


def _base64(digest: str) -> str:
    return base64.b64encode(bytes.fromhex(digest)).decode()


def _hex(digest: str) -> str:
    return base64.b64decode(digest).hex()
