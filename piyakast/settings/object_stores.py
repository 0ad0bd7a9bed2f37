"""What STORAGE_BACKEND means for Django's own file storage and for the content security policy."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

Settings = Mapping[str, Any]


def django_storage(chosen: Settings) -> dict[str, Any]:
    """`STORAGES["default"]`: the files of model fields, in the same store as the videos."""
    if chosen["STORAGE_BACKEND"] == "s3":
        return {"BACKEND": "core.adapters.object_store.files.S3Files", "OPTIONS": _s3(chosen)}
    if chosen["STORAGE_BACKEND"] == "gcs":
        return {"BACKEND": "core.adapters.object_store.files.GCSFiles", "OPTIONS": _gcs(chosen)}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def _s3(chosen: Settings) -> dict[str, Any]:
    options = {
        "bucket_name": chosen["S3_BUCKET"],
        "region_name": chosen["S3_REGION"] or None,
        "endpoint_url": chosen["S3_PUBLIC_ENDPOINT_URL"] or None,
        "access_key": chosen["S3_ACCESS_KEY_ID"] or None,
        "secret_key": chosen["S3_SECRET_ACCESS_KEY"] or None,
        "addressing_style": chosen["S3_ADDRESSING_STYLE"],
        "signature_version": "s3v4",
        "default_acl": None,
        "file_overwrite": False,
        "querystring_expire": chosen["MEDIA_URL_AGE_S"],
    }
    if chosen["S3_CDN_DOMAIN"]:
        options |= {
            "custom_domain": chosen["S3_CDN_DOMAIN"],
            "cloudfront_key_id": chosen["CLOUDFRONT_KEY_ID"],
            "cloudfront_key": chosen["CLOUDFRONT_PRIVATE_KEY"].encode(),
        }
    return options


def _gcs(chosen: Settings) -> dict[str, Any]:
    return {
        "bucket_name": chosen["GCS_BUCKET"],
        "project_id": chosen["GCS_PROJECT"] or None,
        "file_overwrite": False,
        "expiration": chosen["MEDIA_URL_AGE_S"],
    }


def store_origins(chosen: Settings) -> list[str]:
    """Origins of the store that pages connect to: parts of uploads go there, media come from there."""
    if chosen["STORAGE_BACKEND"] == "gcs":
        return [_origin(chosen["GCS_ENDPOINT_URL"] or "https://storage.googleapis.com")]
    if chosen["STORAGE_BACKEND"] != "s3":
        return []
    cdn = [f"https://{chosen['S3_CDN_DOMAIN']}"] if chosen["S3_CDN_DOMAIN"] else []
    return [*_s3_origins(chosen), *cdn]


def _s3_origins(chosen: Settings) -> list[str]:
    bucket = chosen["S3_BUCKET"]
    endpoint = chosen["S3_PUBLIC_ENDPOINT_URL"]
    if endpoint:
        parts = urlsplit(endpoint)
        return [_origin(endpoint), f"{parts.scheme}://{bucket}.{parts.netloc}"]
    region = chosen["S3_REGION"] or "us-east-1"
    # Both forms: boto3 takes the second where a bucket's name has dots or the style is "path".
    return [
        f"https://{bucket}.s3.amazonaws.com",
        f"https://{bucket}.s3.{region}.amazonaws.com",
        f"https://s3.{region}.amazonaws.com",
    ]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
