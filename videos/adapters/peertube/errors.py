"""What can go wrong at the instance, in our words: codes that have a sentence for people."""

from typing import Any

import httpx

Body = dict[str, Any]

# What the API's refusals mean, by status; more exact codes of the body come first.
BY_CODE = {
    "quota_reached": "peertube-quota",
    "invalid_grant": "peertube-credentials",
    "account_blocked": "peertube-credentials",
}
BY_STATUS = {
    400: "peertube-rejected",
    401: "peertube-credentials",
    403: "peertube-rejected",
    404: "peertube-channel",
    413: "peertube-quota",
    415: "peertube-type",
    422: "unreadable",
}


class PeerTubeRefused(Exception):  # noqa: N818  (an answer, not a fault)
    """The instance says no, and will say no again. `code` has a sentence, `detail` is for operators."""

    def __init__(self, code: str, status: int, detail: str) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.code = code
        self.status = status
        self.detail = detail


class PeerTubeUnreachable(Exception):  # noqa: N818
    """No answer, or one that says nothing: the network, a time-out, a 5xx. Trying again is right."""


class PeerTubeBusy(Exception):  # noqa: N818
    """The instance asks to be left alone for `retry_after_s` seconds."""

    def __init__(self, retry_after_s: float, detail: str = "") -> None:
        super().__init__(detail or f"again in {retry_after_s:.0f} s")
        self.retry_after_s = retry_after_s


def refusal(response: httpx.Response) -> PeerTubeRefused:
    """The refusal that a 4xx answer is (RFC 7807 bodies, sometimes plain text)."""
    body = json_body(response)
    code = BY_CODE.get(str(body.get("code", "")))
    detail = str(body.get("detail") or body.get("error") or response.text)[:500]
    return PeerTubeRefused(
        code or BY_STATUS.get(response.status_code, "peertube-rejected"),
        response.status_code,
        detail,
    )


def json_body(response: httpx.Response) -> Body:
    """The answer's JSON object; empty when it is none."""
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def retry_after_s(response: httpx.Response, default: float) -> float:
    """The seconds of `Retry-After` (PeerTube sends no dates), within reason."""
    try:
        return min(3600.0, max(1.0, float(response.headers.get("Retry-After", default))))
    except ValueError:
        return default
