"""The emotes of a person's channel, as their export holds them."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from accounts.models import User
from accounts.services.export_contents import PackedFile, picture_file
from chat.models import Emote


def export_emotes(user: User) -> dict[str, Any]:
    """Their codes, what staff said of them, and where the zip has their pictures."""
    return {
        "emotes": [
            {
                "code": emote.code,
                "state": emote.state,
                "reason": emote.reason,
                "created_at": emote.created_at,
                "file": _name(emote),
            }
            for emote in _emotes(user)
        ]
    }


def emote_pictures(user: User) -> Iterator[PackedFile]:
    """Their pictures."""
    return (picture_file(_name(emote), emote.picture) for emote in _emotes(user))


def _emotes(user: User) -> list[Emote]:
    return list(Emote.objects.filter(channel__owner=user).order_by("code"))


def _name(emote: Emote) -> str:
    return f"emotes/{emote.code}{PurePosixPath(str(emote.picture)).suffix}"
