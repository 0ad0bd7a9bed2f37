"""What owners and moderators type into pages of chat."""

from chat.forms.rooms import OverlayLook, PersonForm, RulesForm, SomebodyForm, WordForm
from chat.forms.tools import BotForm, CodeForm, HookForm, PicturesForm, code_from

__all__ = [
    "BotForm",
    "CodeForm",
    "HookForm",
    "OverlayLook",
    "PersonForm",
    "PicturesForm",
    "RulesForm",
    "SomebodyForm",
    "WordForm",
    "code_from",
]
