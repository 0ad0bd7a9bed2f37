"""What people type about themselves."""

from accounts.forms.channel import ChannelForm
from accounts.forms.preferences import PreferencesForm

__all__ = ["ChannelForm", "PreferencesForm"]
