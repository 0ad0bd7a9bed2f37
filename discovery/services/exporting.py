"""What a person's export says about lists."""

from typing import Any

from accounts.models import User
from discovery.models import WatchLater


def export_lists(user: User) -> dict[str, Any]:
    """The videos that the person put aside."""
    later = WatchLater.objects.filter(user=user).order_by("created_at")
    return {"later": list(later.values("video__public_id", "video__title", "created_at"))}
