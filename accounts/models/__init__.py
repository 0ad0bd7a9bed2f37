"""Rows about people."""

from accounts.models.channel import Channel, Follow
from accounts.models.export import DataExport
from accounts.models.user import User

__all__ = ["Channel", "DataExport", "Follow", "User"]
