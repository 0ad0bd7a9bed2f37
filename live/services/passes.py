"""Passes: what our own processes publish with, in place of a stream key, since keys are not kept.

A pass names its stream, is good for one minute, and only for beginning to publish.
"""

from django.core import signing

from live.models import Stream

SALT = "live.pass"
AGE_S = 60
PREFIX = "pass-"


def make_pass(stream: Stream) -> str:
    """What lets one of our processes begin to publish to `stream` within a minute."""
    return PREFIX + signing.TimestampSigner(salt=SALT, sep="~").sign(stream.public_id)


def stream_of_pass(key: str) -> Stream | None:
    """The stream that a good pass names."""
    if not key.startswith(PREFIX):
        return None
    signer = signing.TimestampSigner(salt=SALT, sep="~")
    try:
        public_id = signer.unsign(key.removeprefix(PREFIX), max_age=AGE_S)
    except signing.BadSignature:
        return None
    return Stream.objects.select_related("channel__owner").filter(public_id=public_id).first()
