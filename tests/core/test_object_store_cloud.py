"""What only cloud stores have: long lists, outages, CloudFront, Django's own files, the pages' security policy."""

import base64
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from django.conf import LazySettings
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto.s3.models import s3_backends

from core.adapters.object_store import StoreFailed, object_store
from core.adapters.object_store.s3 import S3Store
from piyakast.settings.object_stores import django_storage, store_origins
from tests import asking
from tests.object_stores.fixtures import (
    S3Server,
    gcs,  # noqa: F401
    gcs_server,  # noqa: F401
    s3,  # noqa: F401
    s3_server,  # noqa: F401
)


def chosen() -> dict[str, object]:
    return {name: getattr(django_settings, name) for name in dir(django_settings) if name.isupper()}


def test_more_parts_and_objects_than_one_page_of_s3(s3: S3Server) -> None:  # noqa: F811
    store = object_store()
    upload = store.create_multipart("long", content_type="video/mp4")
    backend = s3_backends["123456789012"]["aws"]
    for number in range(1, 1004):
        backend.upload_part(django_settings.S3_BUCKET, upload, number, b"x")
    assert [part.number for part in store.list_parts("long", upload)] == list(range(1, 1004))
    store.abort_multipart("long", upload)


def test_gcs_joins_more_parts_than_it_composes_at_once(gcs: str) -> None:  # noqa: F811
    store = object_store()
    upload = store.create_multipart("long", content_type="video/mp4")
    data = bytes(range(34))
    for number, byte in enumerate(data, 1):
        store.put_part(
            "long", upload, number, io.BytesIO(bytes([byte])), size_bytes=1, offset=0, sha256=None
        )
    store.complete_multipart("long", upload, store.list_parts("long", upload))
    assert store.read("long") == data
    assert list(store.list_prefix(".parts/")) == []


def test_a_store_that_is_down_says_that_trying_again_may_help(s3: S3Server) -> None:  # noqa: F811
    store = object_store()
    s3.app.down = True
    try:
        with pytest.raises(StoreFailed) as down:
            store.read("a")
    finally:
        s3.app.down = False
    assert down.value.retryable


def test_wrong_keys_are_no_outage(s3: S3Server, settings: LazySettings) -> None:  # noqa: F811
    settings.S3_SECRET_ACCESS_KEY = "another"
    with pytest.raises(StoreFailed) as refused:
        S3Store.from_settings().read("a")
    assert not refused.value.retryable


def test_cloudfront_addresses_are_signed_with_the_distributions_key(
    s3: S3Server,  # noqa: F811
    settings: LazySettings,
) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    settings.S3_CDN_DOMAIN = "cdn.example.com"
    with pytest.raises(ImproperlyConfigured):
        S3Store.from_settings()
    settings.CLOUDFRONT_KEY_ID = "K123"
    settings.CLOUDFRONT_PRIVATE_KEY = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
    url = S3Store.from_settings().presign_get("media/x/seg.m4s", expires_s=60)
    assert url
    parts, query = urlsplit(url), parse_qs(urlsplit(url).query)
    assert (parts.netloc, parts.path) == ("cdn.example.com", "/media/x/seg.m4s")
    assert query["Key-Pair-Id"] == ["K123"]
    policy = (
        '{"Statement":[{"Resource":"https://cdn.example.com/media/x/seg.m4s","Condition":'
        f'{{"DateLessThan":{{"AWS:EpochTime":{query["Expires"][0]}}}}}}}]}}'
    )
    signature = query["Signature"][0].translate(str.maketrans("-_~", "+=/"))
    key.public_key().verify(base64.b64decode(signature), policy.encode(), PKCS1v15(), hashes.SHA1())  # noqa: S303


@pytest.mark.parametrize("backend", ["s3", "gcs"])
def test_pictures_lie_in_the_same_store_at_addresses_that_stay(
    request: pytest.FixtureRequest, backend: str
) -> None:
    request.getfixturevalue(backend)
    files = storages.create_storage(django_storage(chosen()))
    name = files.save("public/avatars/me.png", ContentFile(b"a picture"))
    url = files.url(name)
    assert files.url(name) == url
    assert asking.get(url).content == b"a picture"
    assert object_store().read(name) == b"a picture"
    again = files.save("public/avatars/me.png", ContentFile(b"another"))
    assert again != name


@pytest.mark.parametrize(
    ("backend", "fields", "origins"),
    [
        ("disk", {}, []),
        ("gcs", {}, ["https://storage.googleapis.com"]),
        (
            "s3",
            {"S3_REGION": "ap-northeast-2", "S3_CDN_DOMAIN": "cdn.example.com"},
            [
                "https://bucket.s3.amazonaws.com",
                "https://bucket.s3.ap-northeast-2.amazonaws.com",
                "https://s3.ap-northeast-2.amazonaws.com",
                "https://cdn.example.com",
            ],
        ),
        (
            "s3",
            {"S3_PUBLIC_ENDPOINT_URL": "https://minio.example.com:9000"},
            ["https://minio.example.com:9000", "https://bucket.minio.example.com:9000"],
        ),
    ],
)
def test_pages_may_connect_to_the_store_and_nowhere_else(
    backend: str, fields: dict[str, str], origins: list[str]
) -> None:
    blank = {"GCS_ENDPOINT_URL": "", "S3_CDN_DOMAIN": "", "S3_PUBLIC_ENDPOINT_URL": ""}
    facts = blank | {"STORAGE_BACKEND": backend, "S3_BUCKET": "bucket", "S3_REGION": ""} | fields
    assert store_origins(facts) == origins
