"""Who may do which act: the whole table."""

from chat.ranks import Rank

LEAST_RANK: dict[str, Rank] = {
    # Their own messages; those of others from moderator on.
    "delete": Rank.VIEWER,
    "timeout": Rank.MODERATOR,
    "ban": Rank.MODERATOR,
    "unban": Rank.MODERATOR,
    "clear": Rank.MODERATOR,
    "clear_user": Rank.MODERATOR,
    "pin": Rank.MODERATOR,
    "unpin": Rank.MODERATOR,
    "note": Rank.MODERATOR,
    "approve": Rank.MODERATOR,
    "deny": Rank.MODERATOR,
    "deny_all": Rank.MODERATOR,
    "rules": Rank.MODERATOR,
    "block": Rank.MODERATOR,
    "unblock": Rank.MODERATOR,
    "poll": Rank.MODERATOR,
    "close_poll": Rank.MODERATOR,
    "announce": Rank.MODERATOR,
    "moderator": Rank.STAFF,
    "unmoderator": Rank.STAFF,
}
