"""Checks V4 signatures and lengths of PUTs to signed addresses before the emulator, which checks nothing."""

from base64 import b64encode
from binascii import unhexlify
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, quote

import google_crc32c
import httpx
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from werkzeug.wrappers import Request, Response

from tests.asking import PLAIN

LENGTH, HASH = "x-goog-content-length-range", "x-goog-hash"
DROPPED = frozenset({"connection", "content-encoding", "content-length", "transfer-encoding"})
StartResponse = Callable[..., Any]


class SignedGCS:
    """WSGI: refuses what Google would refuse of a signed address, then asks the emulator."""

    def __init__(self, emulator: str, key: RSAPublicKey) -> None:
        self.key = key
        self.client = httpx.Client(base_url=emulator, timeout=60, verify=PLAIN, trust_env=False)

    def __call__(self, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        signed = "X-Goog-Signature" in request.args
        api = request.path.startswith(("/storage/", "/upload/", "/download/", "/batch/"))
        if signed and not self._valid(request):
            return Response("SignatureDoesNotMatch", 403)(environ, start)
        if not signed and not api:
            return Response("AccessDenied", 403)(environ, start)
        if signed and request.method == "PUT":
            least, most = map(int, request.headers[LENGTH].split(","))
            if not least <= len(request.get_data()) <= most:
                return Response("EntityTooLarge", 400)(environ, start)
            kind, _, said = request.headers.get(HASH, "").partition("=")
            found = b64encode(google_crc32c.Checksum(request.get_data()).digest()).decode()
            if kind == "crc32c" and said != found:
                return Response("BadDigest", 400)(environ, start)
        answer = self.client.request(
            request.method,
            request.environ["RAW_URI"],
            content=request.get_data(),
            headers=dict(request.headers),
        )
        headers = {k: v for k, v in answer.headers.items() if k.lower() not in DROPPED}
        return Response(answer.content, answer.status_code, headers)(environ, start)

    def _valid(self, request: Request) -> bool:
        """https://cloud.google.com/storage/docs/authentication/canonical-requests"""
        query = dict(parse_qsl(request.query_string.decode(), keep_blank_values=True))
        signature = unhexlify(query.pop("X-Goog-Signature"))
        begun = datetime.strptime(query["X-Goog-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if datetime.now(UTC) > begun + timedelta(seconds=int(query["X-Goog-Expires"])):
            return False
        names = query["X-Goog-SignedHeaders"].split(";")
        pairs = (f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in sorted(query.items()))
        canonical = "\n".join(
            [
                request.method,
                quote(request.path, safe="/~"),
                "&".join(pairs),
                *(f"{name}:{request.headers.get(name, '')}" for name in names),
                "",
                ";".join(names),
                "UNSIGNED-PAYLOAD",
            ]
        )
        scope = query["X-Goog-Credential"].split("/", 1)[1]
        text = [
            "GOOG4-RSA-SHA256",
            query["X-Goog-Date"],
            scope,
            sha256(canonical.encode()).hexdigest(),
        ]
        try:
            self.key.verify(signature, "\n".join(text).encode(), PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            return False
        return True
