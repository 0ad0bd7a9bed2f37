"""Rows of chat: rooms, what is said in them, who may say it, and what moderators did."""

from chat.models.bot import Bot
from chat.models.emote import Emote
from chat.models.entry import Entry
from chat.models.hook import Delivery, Hook
from chat.models.log import LogEntry
from chat.models.people import Moderator, Note, Profile, Sanction
from chat.models.poll import Poll, PollVote
from chat.models.room import ChannelChat, Room
from chat.models.words import BlockedWord

__all__ = [
    "BlockedWord",
    "Bot",
    "ChannelChat",
    "Delivery",
    "Emote",
    "Entry",
    "Hook",
    "LogEntry",
    "Moderator",
    "Note",
    "Poll",
    "PollVote",
    "Profile",
    "Room",
    "Sanction",
]
