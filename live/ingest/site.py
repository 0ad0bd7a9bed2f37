"""What the ingest process asks the site, by signed requests: may they publish, go on, and what has become of a session."""

import json
from dataclasses import dataclass
from typing import Any

import aiohttp

from core.signed_requests import HEADER, signature

# What an operator has set wrongly, by what is answered.
REASONS = {
    400: "{base} answers 400. Add its host name to ALLOWED_HOSTS of the web process.",
    401: "{base} answers 401. Give the ingest and the web process the same LIVE_INGEST_SECRET (or SECRET_KEY), and set their clocks right.",
    404: "{base} answers 404 to /internal/live/. A proxy stands before the web process there: set LIVE_SITE_URL to where the web process answers itself, such as http://127.0.0.1:8000.",
}
TIMEOUT = aiohttp.ClientTimeout(total=10)


class SiteSaysNo(Exception):  # noqa: N818
    """The site refuses, with a sentence for the publisher."""


class SiteIsAway(Exception):  # noqa: N818
    """The site does not answer, or not as agreed."""


@dataclass(frozen=True)
class Admission:
    """How an accepted session is to be packaged and shown."""

    session: str
    latency: str
    rungs: list[dict[str, Any]]
    dvr_s: float
    records: bool
    folder: str
    public: bool
    mark: str


@dataclass(frozen=True)
class Standing:
    """Whether a session may go on, who may watch it, whether it is still recorded, and whether the disk is nearly full.

    `shown_from`: when test mode was left; what came before is for nobody.
    """

    keep: bool
    public: bool
    mark: str
    records: bool = True
    short: bool = False
    shown_from: str | None = None


class Site:
    """The site's internal address, `base`, and the secret that it shares with us."""

    def __init__(self, base: str, secret: str) -> None:
        self.base = base.rstrip("/")
        self.secret = secret
        self.http: aiohttp.ClientSession | None = None

    async def publish(self, **facts: Any) -> Admission:
        """Ask for a publisher. Raises `SiteSaysNo` and `SiteIsAway`."""
        return Admission(**await self._post("publish", facts))

    async def update(self, **facts: Any) -> Standing:
        """Say that a session is alive. Raises `SiteIsAway`."""
        return Standing(**await self._post("update", facts))

    async def done(self, **facts: Any) -> None:
        """Say that a session is over, and what it left. Raises `SiteIsAway`."""
        await self._post("done", facts)

    async def check(self) -> None:
        """Ask for nothing, to see that it hears us. Raises `SiteIsAway`."""
        await self._post("update", {})

    async def close(self) -> None:
        """Let connections go."""
        if self.http is not None:
            await self.http.close()

    async def _post(self, verb: str, facts: dict[str, Any]) -> dict[str, Any]:
        body = json.dumps(facts).encode()
        signed = signature(body, self.secret, purpose=verb)
        headers = {HEADER: signed, "Content-Type": "application/json"}
        self.http = self.http or aiohttp.ClientSession(timeout=TIMEOUT)
        try:
            async with self.http.post(
                f"{self.base}/internal/live/{verb}", data=body, headers=headers
            ) as answer:
                return await self._read(answer)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise SiteIsAway(str(error) or type(error).__name__) from error

    async def _read(self, answer: aiohttp.ClientResponse) -> dict[str, Any]:
        if answer.status in REASONS:
            raise SiteIsAway(REASONS[answer.status].format(base=self.base))
        if answer.status not in {200, 403, 409}:
            raise SiteIsAway(f"{self.base} answers {answer.status}")
        data: dict[str, Any] = await answer.json(content_type=None)
        if answer.status != 200:
            raise SiteSaysNo(str(data.get("detail", "")))
        return data
