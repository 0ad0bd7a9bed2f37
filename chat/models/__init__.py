"""Rows of chat: rooms, what is said in them, who may say it, and what moderators did."""

from chat.models.log import LogEntry
from chat.models.message import Message
from chat.models.people import Moderator, Sanction
from chat.models.room import Room
from chat.models.words import BlockedWord

__all__ = ["BlockedWord", "LogEntry", "Message", "Moderator", "Room", "Sanction"]
