"""What a creator says about their channel."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from accounts.adapters.pictures import AVATAR_SIZE, BANNER_SIZE, safe_picture
from accounts.models import Channel
from accounts.queries import tidy_handle, why_not
from core.plain_text import clean_text, is_visible

MOST_LINKS = 5
PICTURES = {"avatar": AVATAR_SIZE, "banner": BANNER_SIZE}
ACCEPT = "image/jpeg,image/png,image/webp,image/gif"


class HandleField(forms.CharField):
    """A handle, made tidy before it is checked."""

    def to_python(self, value: Any) -> str:
        return tidy_handle(super().to_python(value) or "")


class ChannelForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Checks a new or changed channel. Links are typed one a line; pictures come out safe."""

    handle = HandleField(
        label=_("Handle"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    links_text = forms.CharField(
        label=_("Links"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "https://"}),
        help_text=_("One a line, up to five."),
    )
    new_avatar = forms.FileField(
        label=_("Picture"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )
    new_banner = forms.FileField(
        label=_("Banner"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )
    remove_avatar = forms.BooleanField(label=_("Remove the picture"), required=False)
    remove_banner = forms.BooleanField(label=_("Remove the banner"), required=False)

    class Meta:
        model = Channel
        fields = ["name", "handle", "description"]
        widgets = {"description": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_handle = self.instance.handle
        self.fields["links_text"].initial = "\n".join(self.instance.links or [])

    def clean_name(self) -> str:
        name = clean_text(self.cleaned_data["name"])
        if not is_visible(name):
            raise ValidationError(_("Give the channel a name that people can see."))
        return name

    def clean_description(self) -> str:
        return clean_text(self.cleaned_data["description"], lines=True)

    def clean_handle(self) -> str:
        handle = str(self.cleaned_data["handle"])
        if reason := why_not(handle, own=self.own_handle):
            raise ValidationError(reason)
        return handle

    def clean_links_text(self) -> list[str]:
        lines = self.cleaned_data["links_text"].splitlines()
        links = [line.strip() for line in lines if line.strip()]
        if len(links) > MOST_LINKS:
            raise ValidationError(_("Give at most five links."))
        for link in links:
            if not _is_web_address(link):
                raise ValidationError(
                    _("“%(link)s” is not a web address that begins with https://."),
                    params={"link": link[:60]},
                )
        return links

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, size in PICTURES.items():
            chosen = cleaned.get(f"new_{name}")
            if chosen:
                try:
                    cleaned[f"new_{name}"] = safe_picture(chosen, size)
                except ValidationError as error:
                    self.add_error(f"new_{name}", error)
        return cleaned

    def pictures(self) -> "dict[str, ContentFile[bytes] | None]":
        """What is to change about the pictures: a new one, or None to remove it."""
        changes: dict[str, ContentFile[bytes] | None] = {}
        for name in PICTURES:
            if self.cleaned_data.get(f"new_{name}"):
                changes[name] = self.cleaned_data[f"new_{name}"]
            elif self.cleaned_data.get(f"remove_{name}"):
                changes[name] = None
        return changes


def _is_web_address(link: str) -> bool:
    """http(s) alone: anything else could run script when it is clicked."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(link) <= 300
