"""What rooms and their clients say to each other, as types: docs/subsystems/chat.md is the same in words."""

from chat.protocol.acts import ActCommand
from chat.protocol.commands import Card, Command, Ping, Say, Vote, You, read_command

__all__ = ["ActCommand", "Card", "Command", "Ping", "Say", "Vote", "You", "read_command"]
