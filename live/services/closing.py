"""What becomes of somebody's streams when their account is closed, and when they leave for good."""

from django.db import transaction

from accounts.models import User
from core.adapters.object_store import object_store
from live.models import Broadcast, Stream
from live.services.publishing import end_broadcast
from live.services.stills import forget_still


@transaction.atomic
def close_person(user: User, closed: bool) -> None:
    """End what they have on air. Who may watch follows from the account itself."""
    if not closed:
        return
    # Whoever is being accepted in this moment is waited for, and ended with the others.
    list(Stream.objects.select_for_update().filter(channel__owner=user).order_by("pk").values("pk"))
    for broadcast in Broadcast.objects.filter(stream__channel__owner=user, ended_at=None):
        end_broadcast(broadcast=broadcast, reason="account-closed")


def erase_person(user: User) -> None:
    """Remove every stream of somebody who leaves, files first, so that a failure can be tried again."""
    close_person(user, True)
    store = object_store()
    for stream in Stream.objects.filter(channel__owner=user):
        store.delete_prefix(f"live-pictures/{stream.public_id}/")
        forget_still(stream=stream)
        for public_id in stream.broadcasts.values_list("public_id", flat=True):
            store.delete_prefix(f"live/{public_id}/")
        stream.delete()
