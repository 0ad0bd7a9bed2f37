"""The Google Cloud Storage client, its signer, and what its errors mean to us."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import google.auth
from django.conf import settings
from google.api_core.exceptions import GoogleAPICallError, NotFound, RetryError, TooManyRequests
from google.api_core.exceptions import ServerError as GoogleServerError
from google.auth import impersonated_credentials
from google.auth.credentials import AnonymousCredentials
from google.auth.exceptions import GoogleAuthError
from google.cloud.exceptions import GoogleCloudError
from google.cloud.storage import Blob, Bucket, Client
from google.oauth2 import service_account
from requests.exceptions import RequestException

from core.adapters.object_store.base import ObjectMissing, StoreFailed

SCOPES = ["https://www.googleapis.com/auth/devstorage.read_write"]


@dataclass(frozen=True)
class Signer:
    """Signs addresses, by a key file or by asking Google to sign for the machine's account."""

    credentials: Any
    endpoint: str

    def url(
        self,
        blob: Blob,
        *,
        method: str,
        expires_s: int,
        headers: Mapping[str, str] | None = None,
        disposition: str | None = None,
    ) -> str:
        """A V4 signed address of `blob` for `method`; `headers` must be sent exactly so."""
        options: dict[str, Any] = {"api_access_endpoint": self.endpoint} if self.endpoint else {}
        signed: str = blob.generate_signed_url(
            version="v4",
            expiration=timedelta(seconds=expires_s),
            method=method,
            headers=dict(headers or {}),
            response_disposition=disposition,
            credentials=self.credentials,
            **options,
        )
        return signed


def make_bucket() -> Bucket:
    """The bucket of the `GCS_…` settings."""
    options = {"api_endpoint": settings.GCS_ENDPOINT_URL} if settings.GCS_ENDPOINT_URL else None
    client = Client(
        project=settings.GCS_PROJECT or None,
        # An emulator knows no accounts.
        credentials=AnonymousCredentials() if options else _credentials(),
        client_options=options,
    )
    return client.bucket(settings.GCS_BUCKET)


def make_signer() -> Signer:
    """Without a key file the machine's own account signs through IAM (it needs `signBlob` on itself)."""
    credentials = _credentials()
    if not settings.GCS_CREDENTIALS_FILE:
        credentials = impersonated_credentials.Credentials(
            source_credentials=credentials,
            target_principal=settings.GCS_SIGNER_EMAIL or credentials.service_account_email,
            target_scopes=SCOPES,
        )
    return Signer(credentials, settings.GCS_ENDPOINT_URL)


def _credentials() -> Any:
    if settings.GCS_CREDENTIALS_FILE:
        return service_account.Credentials.from_service_account_file(
            settings.GCS_CREDENTIALS_FILE, scopes=SCOPES
        )
    return google.auth.default(scopes=SCOPES)[0]


@contextmanager
def gcs_errors(key: str) -> Iterator[None]:
    """Turn Google's errors into `ObjectMissing` or `StoreFailed`."""
    try:
        yield
    except NotFound as error:
        raise ObjectMissing(key) from error
    except (GoogleServerError, TooManyRequests, RetryError, RequestException) as error:
        raise StoreFailed(f"{error}: {key}", retryable=True) from error
    except (GoogleAPICallError, GoogleCloudError, GoogleAuthError) as error:
        raise StoreFailed(f"{error}: {key}", retryable=False) from error
