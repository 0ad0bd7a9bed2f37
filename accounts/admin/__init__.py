"""Users, channels and groups in the admin."""

from accounts.admin.channels import ChannelAdmin
from accounts.admin.owned import OwnedByChannel
from accounts.admin.people import GroupAdmin, UserAdmin
from accounts.admin.standing import StandingFilter

__all__ = [
    "ChannelAdmin",
    "GroupAdmin",
    "OwnedByChannel",
    "StandingFilter",
    "UserAdmin",
]
