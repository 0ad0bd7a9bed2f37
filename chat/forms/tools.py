"""What a channel's owner types about emotes, bots and webhooks. What cannot be is refused by the services."""

import re
import unicodedata
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from chat.models import Bot, Entry
from chat.models.emote import CODE
from chat.models.hook import LONGEST_URL

# A request takes 20 MB at most (`REQUEST_MAX_BYTES`), a picture 1 MB.
MOST_PICTURES = 15
PICTURE_TYPES = "image/png,image/webp,image/jpeg,image/gif"
KIND_LABELS = {
    Entry.Kind.MESSAGE: _("Messages"),
    Entry.Kind.ANNOUNCEMENT: _("Announcements"),
    Entry.Kind.REMOVED: _("Messages that were removed"),
    Entry.Kind.RESTORED: _("Removed messages that are shown again"),
    Entry.Kind.CLEARED: _("The chat was cleared"),
    Entry.Kind.PINNED: _("A message was pinned or unpinned"),
    Entry.Kind.POLL: _("A poll began or ended"),
    Entry.Kind.RULES: _("The rules were changed"),
}
SCOPE_LABELS = {
    Bot.Scope.READ: _("Read every chat of the channel, private ones too"),
    Bot.Scope.SAY: _("Write messages"),
    Bot.Scope.MODERATE: _("Keep order: remove messages, time out, ban, change the rules"),
}


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A list of files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """Each of them."""
        return [super(ManyFilesField, self).clean(each, initial) for each in data or [None]]


class PicturesForm(forms.Form):
    """Pictures of new emotes; their codes are made of their file names, and can be changed later."""

    pictures = ManyFilesField(
        label=_("Picture files"),
        allow_empty_file=True,
        max_length=1000,
        help_text=_(
            "JPEG, PNG, WebP or GIF (its first picture), up to 1 MB each, 15 at once. They are shown small, "
            "so simple shapes work best; square pictures from 112 × 112 pixels stay sharp."
        ),
        error_messages={"required": _("Choose at least one picture.")},
        widget=ManyFilesInput(attrs={"accept": PICTURE_TYPES, "multiple": True}),
    )

    def clean_pictures(self) -> "list[UploadedFile[bytes]]":
        """Not more than a request can carry."""
        pictures: list[UploadedFile[bytes]] = self.cleaned_data["pictures"]
        if len(pictures) > MOST_PICTURES:
            raise forms.ValidationError(_("Choose at most 15 pictures at once."))
        return pictures


class CodeForm(forms.Form):
    """Another code for an emote."""

    code = forms.CharField(
        label=_("Code"),
        max_length=26,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Give the emote a code.")},
    )


class BotForm(forms.Form):
    """A new bot."""

    name = forms.CharField(
        label=_("Name"),
        max_length=30,
        help_text=_("What people see before its messages, with a badge that says it is a bot."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give the bot a name.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=list(SCOPE_LABELS.items()),
        initial=[Bot.Scope.READ, Bot.Scope.SAY],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what the bot may do.")},
    )


class HookForm(forms.Form):
    """A new webhook."""

    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_URL,
        help_text=_("Your server. Each event is posted there as JSON, signed."),
        widget=forms.URLInput(attrs={"placeholder": "https://example.com/chat", "autocomplete": "off"}),
        error_messages={"required": _("Give an address that begins with https://.")},
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("What to send"),
        choices=list(KIND_LABELS.items()),
        initial=[Entry.Kind.MESSAGE],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose which events to send.")},
    )


def code_from(filename: str, taken: set[str]) -> str:
    """A code that nobody of `taken` has, like the name of the file where that has letters of codes."""
    plain = unicodedata.normalize("NFKD", PurePath(filename).stem)
    words = re.findall(r"[A-Za-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    code = "_".join(words)[:20].strip("_")
    code = code if re.fullmatch(CODE, code) else "emote"
    tries = (code if number == 1 else f"{code}_{number}" for number in range(1, 1000))
    return next((each for each in tries if each not in taken), code)
