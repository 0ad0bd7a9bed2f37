"""The boto3 client and what its errors mean to us."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import boto3
from boto3.exceptions import S3UploadFailedError
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings

from core.adapters.object_store.base import ObjectMissing, PartRefused, StoreFailed

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

MISSING = frozenset({"404", "NoSuchKey", "NoSuchUpload"})
REFUSED = frozenset(
    {
        "BadDigest",
        "EntityTooSmall",
        "InvalidDigest",
        "InvalidPart",
        "InvalidPartOrder",
        "MalformedXML",
        "XAmzContentChecksumMismatch",
        "XAmzContentSHA256Mismatch",
    }
)


def make_client(endpoint_url: str) -> "S3Client":
    """A client from the `S3_…` settings; without keys the machine's own role is used."""
    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": settings.S3_ADDRESSING_STYLE},
        connect_timeout=5,
        read_timeout=60,
        max_pool_connections=20,
        retries={"mode": "standard", "max_attempts": 4},
        # Only the checksums we ask for: other S3 servers do not know the newer ones.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return boto3.client(
        "s3",
        region_name=settings.S3_REGION or None,
        endpoint_url=endpoint_url or None,
        aws_access_key_id=settings.S3_ACCESS_KEY_ID or None,
        aws_secret_access_key=settings.S3_SECRET_ACCESS_KEY or None,
        config=config,
    )


@contextmanager
def s3_errors(key: str) -> Iterator[None]:
    """Turn boto's errors into `ObjectMissing`, `PartRefused` or `StoreFailed`."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in MISSING:
            raise ObjectMissing(key) from error
        if code in REFUSED:
            raise PartRefused(code) from error
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 500)
        raise StoreFailed(f"{code}: {key}", retryable=status >= 500 or status == 429) from error
    except (BotoCoreError, S3UploadFailedError) as error:
        raise StoreFailed(f"{error}: {key}", retryable=True) from error
