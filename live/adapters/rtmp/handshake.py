"""The RTMP handshake, server side: the simple one of the specification and the digest one of Flash players and OBS.

Both exchange 1536 random bytes each way. In the digest one, 32 bytes of each side's block are an HMAC-SHA-256 over the
rest, at a place that other bytes name, in one of two schemes.
"""

import hmac
import os
from hashlib import sha256

from live.adapters.rtmp.errors import ProtocolError

BLOCK = 1536
VERSION = 3
_TAIL = bytes.fromhex("f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae")
_PLAYER_KEY = b"Genuine Adobe Flash Player 001"
_SERVER_KEY = b"Genuine Adobe Flash Media Server 001"
# Where the four bytes lie whose sum names the digest's place, and where counting begins.
_SCHEMES = ((8, 12), (772, 776))


def answer(c1: bytes, random: bytes | None = None) -> bytes:
    """S0, S1 and S2 for the client's first block."""
    if len(c1) != BLOCK:
        raise ProtocolError("the handshake has the wrong size")
    noise = random or os.urandom(BLOCK)
    scheme = _scheme_of(c1)
    if scheme is None:
        return bytes([VERSION]) + b"\0" * 8 + noise[8:BLOCK] + c1
    s1 = bytearray(c1[:4] + b"\x05\x00\x01\x01" + noise[8:BLOCK])
    place = _place(bytes(s1), scheme)
    s1[place : place + 32] = _digest(bytes(s1), place, _SERVER_KEY)
    theirs = _place(c1, scheme)
    key = hmac.digest(_SERVER_KEY + _TAIL, c1[theirs : theirs + 32], sha256)
    body = noise[: BLOCK - 32]
    s2 = body + hmac.digest(key, body, sha256)
    return bytes([VERSION]) + bytes(s1) + s2


def uses_digest(c1: bytes) -> bool:
    """Whether the client's block carries a digest that is right."""
    return _scheme_of(c1) is not None


def client_block(random: bytes, scheme: int) -> bytes:
    """C1 with a digest in scheme 0 or 1, as a Flash player makes it."""
    block = bytearray(random[:4] + b"\x80\x00\x07\x02" + random[8:BLOCK])
    place = _place(bytes(block), _SCHEMES[scheme])
    block[place : place + 32] = _digest(bytes(block), place, _PLAYER_KEY)
    return bytes(block)


def _scheme_of(block: bytes) -> tuple[int, int] | None:
    if block[4:8] == b"\0\0\0\0":  # the specification's own handshake
        return None
    for scheme in _SCHEMES:
        place = _place(block, scheme)
        if hmac.compare_digest(_digest(block, place, _PLAYER_KEY), block[place : place + 32]):
            return scheme
    return None


def _place(block: bytes, scheme: tuple[int, int]) -> int:
    named_at, begin = scheme
    return begin + sum(block[named_at : named_at + 4]) % 728


def _digest(block: bytes, place: int, key: bytes) -> bytes:
    return hmac.digest(key, block[:place] + block[place + 32 :], sha256)
