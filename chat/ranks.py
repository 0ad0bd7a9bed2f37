"""Who somebody is in a room, as an order."""

from enum import IntEnum


class Rank(IntEnum):
    """From nobody to the owner. Each may what those below may."""

    ANONYMOUS = 0
    VIEWER = 1
    MODERATOR = 2
    STAFF = 3
    OWNER = 4

    @property
    def role(self) -> str:
        """The word that clients are told."""
        return {
            Rank.ANONYMOUS: "anonymous",
            Rank.VIEWER: "viewer",
            Rank.OWNER: "owner",
        }.get(self, "moderator")
