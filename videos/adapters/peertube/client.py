"""Signed calls to the instance: one shared token, its limits obeyed, every answer given a meaning."""

import time
from typing import Any
from urllib.parse import urlsplit

import httpx

from core.adapters.tls import authorities
from videos.adapters.peertube.errors import (
    PeerTubeBusy,
    PeerTubeRefused,
    PeerTubeUnreachable,
    json_body,
    refusal,
    retry_after_s,
)
from videos.adapters.peertube.instance import Instance
from videos.adapters.peertube.shared import Shared, Token

TIMEOUT = httpx.Timeout(30, connect=10)
# The last part of an upload is answered when the instance has looked at the whole file.
UPLOAD_TIMEOUT = httpx.Timeout(120, connect=10, read=600)
RENEW_BEFORE_S = 120
REFUSED_S = 300
BUSY_S = 10


class PeerTube:
    """The instance's REST API. Use it in a `with` block.

    Every call may raise `PeerTubeBusy`, `PeerTubeUnreachable`, and, where not said otherwise,
    `PeerTubeRefused`.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.shared = Shared(instance)
        # The instance answers to its own name only, whatever address leads there.
        self.http = httpx.Client(
            base_url=instance.url,
            headers={"Host": instance.host},
            timeout=TIMEOUT,
            follow_redirects=False,
            verify=authorities(),
            trust_env=False,
        )
        self.extensions = {"sni_hostname": urlsplit(f"//{instance.host}").hostname or ""}

    def __enter__(self) -> "PeerTube":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.http.close()

    def get(self, path: str, **options: Any) -> dict[str, Any]:
        """A signed GET; the JSON object of the answer."""
        return json_body(self.call("GET", path, **options))

    def call(
        self, method: str, path: str, *, expect: tuple[int, ...] = (), **options: Any
    ) -> httpx.Response:
        """A signed call. An answer with a status of `expect`, or any 2xx, is returned."""
        token = self._token()
        response = self._send(method, path, token.access, **options)
        if response.status_code == 401:
            token = self._token(instead_of=token.access)
            response = self._send(method, path, token.access, **options)
        if response.is_success or response.status_code in expect:
            return response
        raise refusal(response)

    def _send(self, method: str, path: str, access: str = "", **options: Any) -> httpx.Response:
        quiet_s = self.shared.quiet_s()
        if quiet_s:
            raise PeerTubeBusy(quiet_s)
        headers = dict(options.pop("headers", {}))
        if access:
            headers["Authorization"] = f"Bearer {access}"
        try:
            response = self.http.request(
                method, path, headers=headers, extensions=self.extensions, **options
            )
        except httpx.HTTPError as error:
            raise PeerTubeUnreachable(f"{method} {path}: {error!r}") from error
        if response.status_code == 429:
            wait_s = retry_after_s(response, BUSY_S)
            self.shared.hush(wait_s)
            raise PeerTubeBusy(wait_s, "too many requests")
        if response.status_code == 503 and "Retry-After" in response.headers:
            raise PeerTubeBusy(retry_after_s(response, BUSY_S), "the instance is still at work")
        if response.status_code >= 500:
            raise PeerTubeUnreachable(f"{method} {path}: {response.status_code}")
        return response

    def _token(self, *, instead_of: str = "") -> Token:
        """The shared token; a new one when it runs out or was refused (`instead_of`)."""
        token = self.shared.token()
        if token and token.access != instead_of and token.expires_at > _now() + RENEW_BEFORE_S:
            return token
        with self.shared.lock():
            token = self.shared.token()
            if token and token.access != instead_of and token.expires_at > _now() + RENEW_BEFORE_S:
                return token  # another worker was first
            renewed = self._renew(token) if token else None
            fresh = renewed or self._log_in()
            self.shared.keep(fresh)
            return fresh

    def _renew(self, token: Token) -> Token | None:
        if token.refresh_expires_at <= _now():
            return None
        try:
            return self._grant(grant_type="refresh_token", refresh_token=token.refresh)
        except PeerTubeRefused:
            # Used already (its answer was lost) or revoked: the password still works.
            self.shared.forget_token()
            return None

    def _log_in(self) -> Token:
        if self.shared.was_refused():
            raise PeerTubeRefused("peertube-credentials", 400, "the login was refused just now")
        try:
            return self._grant(
                grant_type="password",
                username=self.instance.user,
                password=self.instance.password,
            )
        except PeerTubeRefused as no:
            self.shared.note_refusal(REFUSED_S)
            raise PeerTubeRefused("peertube-credentials", no.status, no.detail) from no

    def _grant(self, **form: str) -> Token:
        local = self._send("GET", "/api/v1/oauth-clients/local")
        if not local.is_success:
            raise refusal(local)
        body = json_body(local)
        known = {"client_id": body.get("client_id"), "client_secret": body.get("client_secret")}
        response = self._send("POST", "/api/v1/users/token", data=known | form)
        if not response.is_success:
            raise refusal(response)
        made = json_body(response)
        return Token(
            access=made["access_token"],
            refresh=made["refresh_token"],
            expires_at=_now() + float(made.get("expires_in", 3600)),
            refresh_expires_at=_now() + float(made.get("refresh_token_expires_in", 3600)),
        )


def _now() -> float:
    return time.time()
