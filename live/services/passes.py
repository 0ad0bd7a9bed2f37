"""Passes: what our own processes publish with, in place of a stream key, since keys are not kept.

A pass names its stream and the camera that it is for, is good for one minute, and only for beginning to publish.
"""

from django.core import signing

from live.models import Stream

SALT = "live.pass"
AGE_S = 60
PREFIX = "pass-"
SIGNER = signing.TimestampSigner(salt=SALT, sep="~")


def make_pass(stream: Stream, *, camera: str = "") -> str:
    """What lets one of our processes begin to publish to `stream` within a minute, for `camera`."""
    return PREFIX + SIGNER.sign(f"{stream.public_id}.{camera}")


def stream_of_pass(key: str) -> Stream | None:
    """The stream that a good pass names."""
    public_id, _dot, _camera = _read(key, AGE_S).partition(".")
    return Stream.objects.select_related("channel__owner").filter(public_id=public_id).first()


def camera_of_pass(key: str) -> str:
    """The camera that a pass is for, which was good when it was looked at; empty for any other key."""
    return _read(key, None).partition(".")[2]


def _read(key: str, age_s: int | None) -> str:
    if not key.startswith(PREFIX):
        return ""
    try:
        return str(SIGNER.unsign(key.removeprefix(PREFIX), max_age=age_s))
    except signing.BadSignature:
        return ""
