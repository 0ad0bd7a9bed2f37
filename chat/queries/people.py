"""Finding people by what others know of them."""

import uuid
from contextlib import suppress

from django.db.models import Q

from accounts.models import User


def find_person(named: str) -> int | None:
    """The key of whoever has this public id or @handle; a channel's handle comes before a chat name."""
    handle = named.removeprefix("@").lower()
    condition = Q(channel__handle=handle) | Q(chat_profile__handle=handle, channel=None)
    if not named.startswith("@"):
        with suppress(ValueError):  # a handle without its @
            condition |= Q(public_id=uuid.UUID(named))
    return User.objects.filter(condition, is_active=True).values_list("pk", flat=True).first()
