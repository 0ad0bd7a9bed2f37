"""Fixtures: the site stores in S3, or in GCS, on this machine. Import them into a conftest or test module."""

import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import LazySettings
from gcp_storage_emulator.server import create_server
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.object_stores.gcs import SignedGCS
from tests.object_stores.s3 import ACCESS_KEY, REGION, SECRET_KEY, SignedS3


class Quiet(WSGIRequestHandler):
    """A thousand requests are not worth a thousand lines."""

    def log_request(self, *args: Any, **kwargs: Any) -> None:
        return


@contextmanager
def served(app: Any) -> Iterator[str]:
    """Serve a WSGI application on loopback; yields its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass(frozen=True)
class S3Server:
    """Where it listens, and what it was asked."""

    url: str
    app: SignedS3


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """One moto for the run."""
    app = SignedS3()
    with served(app) as url:
        yield S3Server(url, app)


@pytest.fixture
def s3(s3_server: S3Server, settings: LazySettings) -> S3Server:
    """The site stores in a new, empty bucket of S3, open to pages of any origin."""
    settings.STORAGE_BACKEND = "s3"
    settings.S3_BUCKET = f"test-{uuid.uuid4().hex}"
    settings.S3_ENDPOINT_URL = settings.S3_PUBLIC_ENDPOINT_URL = s3_server.url
    settings.S3_ACCESS_KEY_ID, settings.S3_SECRET_ACCESS_KEY = ACCESS_KEY, SECRET_KEY
    settings.S3_REGION = REGION
    settings.S3_ADDRESSING_STYLE = "path"
    client = boto3.client(
        "s3",
        endpoint_url=s3_server.url,
        region_name=REGION,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
    )
    client.create_bucket(Bucket=settings.S3_BUCKET)
    rule: Any = {
        "AllowedOrigins": ["*"],
        "AllowedMethods": ["GET", "PUT"],
        "AllowedHeaders": ["*"],
        "ExposeHeaders": ["ETag"],
    }
    client.put_bucket_cors(Bucket=settings.S3_BUCKET, CORSConfiguration={"CORSRules": [rule]})
    client.close()
    s3_server.app.asked.clear()
    return s3_server


@pytest.fixture(scope="session")
def gcs_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """One emulator for the run: its address, and the key file of an account that may sign."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    account = {
        "type": "service_account",
        "project_id": "test",
        "private_key": pem.decode(),
        "client_email": "site@test.iam.gserviceaccount.com",
        "token_uri": "http://127.0.0.1:1/token",
    }
    file = tmp_path_factory.mktemp("gcs") / "account.json"
    file.write_text(json.dumps(account))
    emulator = create_server("127.0.0.1", 0, in_memory=True, project_number="1")
    emulator.start()
    port = emulator._api._httpd.server_address[1]
    with served(SignedGCS(f"http://127.0.0.1:{port}", key.public_key())) as url:
        yield url, file
    emulator.stop()


@pytest.fixture
def gcs(gcs_server: tuple[str, Path], settings: LazySettings) -> str:
    """The site stores in a new, empty bucket of GCS."""
    url, file = gcs_server
    settings.STORAGE_BACKEND = "gcs"
    settings.GCS_BUCKET = f"test-{uuid.uuid4().hex}"
    settings.GCS_PROJECT = "test"
    settings.GCS_ENDPOINT_URL = url
    settings.GCS_CREDENTIALS_FILE = str(file)
    from core.adapters.object_store.gcs_client import make_bucket

    make_bucket().create(location="US")
    return url
