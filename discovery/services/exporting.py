"""What a person's export says about lists."""

from typing import Any

from accounts.models import User
from discovery.models import WatchLater
from videos.services.exporting import with_titles


def export_lists(user: User) -> dict[str, Any]:
    """The videos that the person put aside."""
    later = WatchLater.objects.filter(user=user).order_by("created_at")
    return {"later": with_titles(user, later.values("video__public_id", "created_at"))}
