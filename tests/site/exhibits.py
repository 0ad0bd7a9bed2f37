"""Videos of every privacy and state, with words that are found nowhere else; who may watch each."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from videos.models import Video

# Who may watch: "all", "owner" (the owner and staff), "premiere" (them, and all others
# know of it), "key" (whoever has the address), "password", "nobody".
SHAPES: dict[str, tuple[str, dict[str, Any]]] = {
    "public": ("all", {}),
    "unlisted": ("key", {"privacy": Video.Privacy.UNLISTED}),
    "password": ("password", {"privacy": Video.Privacy.PASSWORD}),
    "private": ("owner", {"privacy": Video.Privacy.PRIVATE}),
    "scheduled": ("owner", {"published_at": timezone.now() + timedelta(days=9)}),
    "premiere": (
        "premiere",
        {"published_at": timezone.now() + timedelta(days=9), "is_premiere": True},
    ),
    "draft": ("owner", {"published_at": None}),
    "processing": ("owner", {"state": Video.State.PROCESSING, "published_at": None}),
    "failed": ("owner", {"state": Video.State.FAILED}),
    "deleted": ("nobody", {"state": Video.State.DELETED}),
}


@dataclass
class Exhibit:
    """One video with words that are found nowhere else."""

    shape: str
    audience: str
    video: Video

    @property
    def secrets(self) -> list[str]:
        """What must not be shown: its words, and every address of its files."""
        words = [self.video.title, f"description-{self.shape}", f"tag-{self.shape}"]
        return [*words, f"/media/p/{self.video.public_id}", f"/media/t/{self.video.public_id}"]


def may_watch(actor: str, exhibit: Exhibit) -> bool:
    if exhibit.audience == "nobody":
        return False
    return exhibit.audience in {"all", "key"} or actor in {"owner", "staff"}


def body_of(answer: Any) -> str:
    """Headers and body together."""
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    data: bytes = answer.getvalue()
    return headers + data.decode(errors="replace")
