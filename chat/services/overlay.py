"""Addresses for streaming software, which is signed in nowhere: whoever has one may read one room."""

from django.core import signing
from django.db import transaction

from chat.models import Room
from chat.services.appending import tell_people_after_commit

SALT = "chat.overlay"


def overlay_token(room: Room) -> str:
    """A token that opens `room` for reading until its owner asks for a new one."""
    return signing.Signer(salt=SALT, sep="~").sign(f"{room.public_id}.{room.overlay_version}")


def opens(token: str, room: Room) -> bool:
    """Whether `token` is for `room`, and the newest that was given out."""
    try:
        text = signing.Signer(salt=SALT, sep="~").unsign(token)
    except signing.BadSignature:
        return False
    return text == f"{room.public_id}.{room.overlay_version}"


def renew_overlay(*, room: Room) -> str:
    """Make every token that was given out useless; a new one."""
    room.overlay_version += 1
    with transaction.atomic():
        Room.objects.filter(pk=room.pk).update(overlay_version=room.overlay_version)
        # What is open with an old one closes.
        tell_people_after_commit({"access": room.pk})
    return overlay_token(room)
