"""What chat keeps of a person: given to them in their export, and removed when they leave."""

from typing import Any

from accounts.models import User
from chat.models import Emote, Entry, Profile, Sanction
from chat.services.copies import blank_copies

MOST_EXPORTED = 100_000
AT_ONCE = 5000


def export_chat(user: User) -> dict[str, Any]:
    """What the person said, how they are called, and where they were told to be quiet."""
    profile = Profile.objects.filter(user=user).first()
    said = Entry.objects.said().filter(author=user).order_by("said_at")
    return {
        "name": profile.name if profile else "",
        "handle": profile.handle if profile else "",
        "messages": list(
            said.values("room__public_id", "text", "state", "said_at")[:MOST_EXPORTED]
        ),
        "sanctions": list(
            Sanction.objects.filter(user=user).values(
                "channel__handle", "until", "reason", "created_at"
            )
        ),
    }


def erase_chat(user: User) -> None:
    """Remove what the person said, wherever it was, and the pictures of their emotes. Again is fine."""
    for emote in Emote.objects.filter(channel__owner=user):
        emote.picture.delete(save=False)
    said = list(Entry.objects.filter(author=user).values_list("pk", flat=True))
    for start in range(0, len(said), AT_ONCE):
        blank_copies(said[start : start + AT_ONCE], names=True)
    Entry.objects.filter(author=user).update(
        state=Entry.State.REMOVED, text="", shown={}, held_for="", hidden_by=None
    )
