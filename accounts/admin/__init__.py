"""Users, channels and groups in the admin."""

from accounts.admin.channels import ChannelAdmin
from accounts.admin.links import person_link
from accounts.admin.people import GroupAdmin, UserAdmin
from accounts.admin.standing import STANDING_COLOURS, StandingFilter

__all__ = [
    "STANDING_COLOURS",
    "ChannelAdmin",
    "GroupAdmin",
    "StandingFilter",
    "UserAdmin",
    "person_link",
]
