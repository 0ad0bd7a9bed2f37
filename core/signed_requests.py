"""Requests between our own processes: a body signed with a shared secret, good for a minute.

The header is `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>">`. Between our own processes the body is preceded by
`<purpose>.`, so that what was signed for one address is good at no other.
"""

import hmac
import time
from hashlib import sha256

HEADER = "X-Piyakast-Signature"
TOLERANCE_S = 60


def signature(body: bytes, secret: str, *, purpose: str = "", now: float | None = None) -> str:
    """What to send in `HEADER` with `body`."""
    moment = str(int(time.time() if now is None else now))
    return f"t={moment},v1={_digest(moment, body, secret, purpose)}"


def is_signed(
    body: bytes, header: str, secret: str, *, purpose: str = "", now: float | None = None
) -> bool:
    """Whether `header` was made for this `body` and purpose with this secret, within the last minute or the next."""
    fields = dict(part.partition("=")[::2] for part in header.split(","))
    moment, given = fields.get("t", ""), fields.get("v1", "")
    if not (secret and moment.isascii() and moment.isdigit() and given.isascii()):
        return False
    if not hmac.compare_digest(_digest(moment, body, secret, purpose), given):
        return False
    return abs((time.time() if now is None else now) - int(moment)) <= TOLERANCE_S


def _digest(moment: str, body: bytes, secret: str, purpose: str) -> str:
    told = f"{purpose}." if purpose else ""
    return hmac.digest(secret.encode(), f"{moment}.{told}".encode() + body, sha256).hex()
