"""Chat in the admin: rooms, what was said, who must be quiet, what moderators did, and emotes."""

from chat.admin.emotes import EmoteAdmin
from chat.admin.order import LogEntryAdmin, ModeratorAdmin, SanctionAdmin
from chat.admin.programs import BotAdmin, DeliveryAdmin, HookAdmin
from chat.admin.rooms import EntryAdmin, RoomAdmin

__all__ = [
    "BotAdmin",
    "DeliveryAdmin",
    "EmoteAdmin",
    "EntryAdmin",
    "HookAdmin",
    "LogEntryAdmin",
    "ModeratorAdmin",
    "RoomAdmin",
    "SanctionAdmin",
]
