"""What owners and moderators set about a room, and how an overlay is to look."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chat.models import BlockedWord, Room
from chat.models.room import LONGEST_SLOW_S

AGES = (
    (0, _("Any time")),
    (600, _("10 minutes")),
    (3600, _("1 hour")),
    (86_400, _("1 day")),
    (604_800, _("1 week")),
    (2_592_000, _("30 days")),
)
RULES = (
    "slow_s",
    "followers_only",
    "emote_only",
    "unique_only",
    "read_only",
    "links",
    "hold",
    "people",
    "raid_guard",
)


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """The rules of one room."""

    slow_s = forms.IntegerField(
        label=_("Slow mode, seconds"),
        min_value=0,
        max_value=LONGEST_SLOW_S,
        help_text=_("How long one person waits between messages. 0 switches it off."),
    )
    follower_age_s = forms.TypedChoiceField(
        label=_("Following for at least"), choices=AGES, coerce=int
    )

    class Meta:
        model = Room
        fields = RULES
        labels = {
            "followers_only": _("Only followers may write"),
            "emote_only": _("Only emotes may be written"),
            "unique_only": _("Nobody may repeat what was just said"),
            "read_only": _("Only moderators may write"),
            "links": _("Links"),
            "hold": _("Hold back for a moderator"),
            "people": _("Who sees who is in the chat"),
            "raid_guard": _("Guard against raids"),
        }
        help_texts = {"unique_only": "", "read_only": ""}

    field_order = ("slow_s", "followers_only", "follower_age_s", *RULES[2:])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        age = int(self.instance.follower_age.total_seconds())
        self.fields["follower_age_s"].initial = age
        if age not in dict(AGES):
            choices = [*AGES, (age, str(timedelta(seconds=age)))]
            self.fields["follower_age_s"].choices = sorted(choices)  # type: ignore[attr-defined]

    def rules(self) -> dict[str, Any]:
        """What was chosen, by the names of the protocol."""
        return {name: self.cleaned_data[name] for name in (*RULES, "follower_age_s")}


class WordForm(forms.ModelForm):  # type: ignore[type-arg]
    """A word to block."""

    class Meta:
        model = BlockedWord
        fields = ("pattern", "kind", "effect")
        labels = {
            "pattern": _("Word or pattern"),
            "kind": _("Kind"),
            "effect": _("What happens to the message"),
        }
        widgets = {"pattern": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})}

    def validate_unique(self) -> None:
        """Blocking a word again changes what happens; it is no mistake."""


class PersonForm(forms.Form):
    """Somebody by their handle."""

    handle = forms.RegexField(
        r"^@?[A-Za-z0-9._~-]{1,40}$",
        label=_("Handle"),
        max_length=41,
        error_messages={"invalid": _("A handle looks like @name.")},
        widget=forms.TextInput(
            attrs={"placeholder": "@", "autocapitalize": "none", "autocomplete": "off"}
        ),
    )

    def person(self) -> str:
        """The handle as acts take it."""
        return f"@{self.cleaned_data['handle'].removeprefix('@')}"


class SomebodyForm(forms.Form):
    """Somebody by their id, from a button of ours."""

    user = forms.RegexField(
        r"^@?[A-Za-z0-9._~-]{1,40}$",
        error_messages={"invalid": _("Load the page again, then try once more.")},
    )


class OverlayLook(forms.Form):
    """How an overlay looks, from its address. What cannot be is as if it were not there: OBS shows no errors."""

    DEFAULTS: dict[str, Any] = {
        "size": 22,
        "fade": 0,
        "most": 12,
        "theme": "dark",
        "align": "bottom",
        "badges": True,
        "pictures": True,
    }

    size = forms.IntegerField(min_value=10, max_value=96, required=False)
    fade = forms.IntegerField(min_value=0, max_value=3600, required=False)
    most = forms.IntegerField(min_value=1, max_value=50, required=False)
    theme = forms.ChoiceField(choices=[("dark", ""), ("light", "")], required=False)
    align = forms.ChoiceField(choices=[("bottom", ""), ("top", "")], required=False)
    badges = forms.TypedChoiceField(
        choices=[("0", ""), ("1", "")], coerce=lambda each: each == "1", required=False
    )
    pictures = forms.TypedChoiceField(
        choices=[("0", ""), ("1", "")], coerce=lambda each: each == "1", required=False
    )

    @classmethod
    def of(cls, query: QueryDict) -> dict[str, Any]:
        """Every setting, those that were not asked for by default."""
        form = cls(query)
        form.is_valid()
        asked = {
            name: value
            for name, value in form.cleaned_data.items()
            if query.get(name) and value is not None and value != ""
        }
        return cls.DEFAULTS | asked
