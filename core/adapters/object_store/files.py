"""Django's file storage over S3 and GCS: a picture's signed address stays the same for hours.

Signing anew for every page would send every browser for every avatar again.
"""

import time
from typing import Any

from django.conf import settings
from django.utils.functional import cached_property
from google.cloud.storage import Bucket
from storages.backends.gcloud import GoogleCloudStorage
from storages.backends.s3 import S3Storage

from core.adapters.object_store.gcs_client import make_bucket, make_signer

MOST_KEPT = 10_000


class SignedUrls:
    """Signed addresses by name, each given out during the first half of its life."""

    def __init__(self) -> None:
        self.half_s = settings.MEDIA_URL_AGE_S // 2
        self.epoch = 0
        self.known: dict[str, str] = {}

    def get(self, name: str, sign: Any) -> str:
        """The address of `name`, made by `sign()` when there is none that lives long enough."""
        epoch = int(time.time()) // self.half_s
        if epoch != self.epoch or len(self.known) > MOST_KEPT:
            self.epoch, self.known = epoch, {}
        if name not in self.known:
            self.known[name] = sign()
        return self.known[name]


class S3Files(S3Storage):
    """Files of model fields in the S3 bucket."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.signed = SignedUrls()

    def url(self, name: str) -> str:
        """A signed address of the file."""
        return self.signed.get(name, lambda: super(S3Files, self).url(name))


class GCSFiles(GoogleCloudStorage):
    """Files of model fields in the GCS bucket, with the same client and signer as the videos."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.signed = SignedUrls()
        self.signer = make_signer()

    @cached_property
    def bucket(self) -> Bucket:
        """The bucket of the settings."""
        return make_bucket()

    def url(self, name: str, parameters: Any = None) -> str:
        """A signed address of the file."""
        return self.signed.get(
            name,
            lambda: self.signer.url(
                self.bucket.blob(name), method="GET", expires_s=settings.MEDIA_URL_AGE_S
            ),
        )
