"""Checks SigV4 before moto sees a request: moto itself takes tampered, expired and unsigned ones."""

import hashlib
import hmac
import io
from base64 import b64encode
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, quote

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends
from werkzeug.wrappers import Request, Response

ACCESS_KEY, SECRET_KEY = "AKIATESTTESTTESTTEST", "a secret for tests alone"
REGION = "us-east-1"
ALGORITHM = "AWS4-HMAC-SHA256"
StartResponse = Callable[..., Any]


class SignedS3:
    """WSGI: the parts of Amazon's checks that uploads rely on, then moto."""

    def __init__(self) -> None:
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.asked: list[tuple[str, str]] = []
        self.down = False
        self.fails: set[tuple[str, str]] = set()  # methods and parts of addresses

    def __call__(self, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        self.asked.append((request.method, request.full_path))
        struck = any(m == request.method and part in request.full_path for m, part in self.fails)
        if self.down or struck:
            return _error(503, "SlowDown")(environ, start)
        if request.method != "OPTIONS":  # a preflight carries no signature
            refusal = refused(request)
            if refusal is not None:
                return refusal(environ, start)
            if _upload_gone(request):
                return _error(404, "NoSuchUpload")(environ, start)
            environ["wsgi.input"] = io.BytesIO(request.get_data())
        return self.moto(environ, start)  # type: ignore[no-any-return]


def refused(request: Request) -> Response | None:
    """The answer S3 gives to a wrong signature, an address that is too old, or other bytes; None if all is right."""
    query = dict(parse_qsl(request.query_string.decode(), keep_blank_values=True))
    if "X-Amz-Signature" in query:
        claims = {key: query[f"X-Amz-{key}"] for key in ("Credential", "SignedHeaders", "Date")}
        signature, payload = query.pop("X-Amz-Signature"), "UNSIGNED-PAYLOAD"
        begun = datetime.strptime(claims["Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if datetime.now(UTC) > begun + timedelta(seconds=int(query["X-Amz-Expires"])):
            return _error(403, "AccessDenied", "Request has expired")
    elif request.headers.get("Authorization", "").startswith(ALGORITHM):
        fields = request.headers["Authorization"].removeprefix(ALGORITHM).split(",")
        claims = dict(field.strip().split("=", 1) for field in fields)
        signature = claims["Signature"]
        claims["Date"] = request.headers["X-Amz-Date"]
        payload = request.headers["X-Amz-Content-SHA256"]
    else:
        return _error(403, "AccessDenied", "Unsigned")
    if not hmac.compare_digest(signature, _signature(request, query, claims, payload)):
        return _error(403, "SignatureDoesNotMatch")
    expected = request.headers.get("X-Amz-Checksum-Sha256")
    if expected and expected != b64encode(hashlib.sha256(request.get_data()).digest()).decode():
        return _error(400, "BadDigest")
    return None


def _upload_gone(request: Request) -> bool:
    """Whether it is about an upload that was joined or dropped, which moto answers with a 500."""
    upload = request.args.get("uploadId")
    bucket = s3_backends["123456789012"]["aws"].buckets.get(request.path.split("/")[1])
    return bool(upload and bucket and upload not in bucket.multiparts)


def _signature(
    request: Request, query: dict[str, str], claims: dict[str, str], payload: str
) -> str:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html"""
    names = claims["SignedHeaders"].split(";")
    canonical = "\n".join(
        [
            request.method,
            quote(request.path, safe="/~"),
            "&".join(
                f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in sorted(query.items())
            ),
            *(f"{name}:{' '.join(request.headers.get(name, '').split())}" for name in names),
            "",
            ";".join(names),
            payload,
        ]
    )
    scope = claims["Credential"].split("/", 1)[1]
    key = f"AWS4{SECRET_KEY}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = "\n".join([ALGORITHM, claims["Date"], scope, digest])
    return hmac.new(key, text.encode(), "sha256").hexdigest()


def _error(status: int, code: str, message: str = "") -> Response:
    xml = f"<Error><Code>{code}</Code><Message>{message or code}</Message></Error>"
    # Browsers show a page nothing of an answer without this.
    return Response(xml, status, {"Access-Control-Allow-Origin": "*"}, "application/xml")
