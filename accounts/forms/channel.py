"""What people type about themselves."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.adapters.pictures import AVATAR_SIZE, BANNER_SIZE, safe_picture
from accounts.models import Channel, User

RESERVED_HANDLES = frozenset(
    [
        "about",
        "accounts",
        "admin",
        "administrator",
        "api",
        "embed",
        "feed",
        "help",
        "home",
        "internal",
        "login",
        "logout",
        "media",
        "moderator",
        "official",
        "piyakast",
        "root",
        "search",
        "security",
        "settings",
        "staff",
        "static",
        "studio",
        "support",
        "system",
        "trending",
        "watch",
        "www",
    ]
)
MOST_LINKS = 5


class ChannelForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Creates or changes a channel. Links are typed one a line."""

    links_text = forms.CharField(
        label=_("Links"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "https://"}),
        help_text=_("One a line, up to five."),
    )
    new_avatar = forms.FileField(
        label=_("Picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )
    new_banner = forms.FileField(
        label=_("Banner"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )

    class Meta:
        model = Channel
        fields = ["name", "handle", "description"]
        widgets = {
            "handle": forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
            "description": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "handle": _(
                "Your address on this site: 3 to 30 letters a-z, digits, dots, dashes or underscores."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["links_text"].initial = "\n".join(self.instance.links or [])

    def clean_handle(self) -> str:
        handle = self.cleaned_data["handle"].lower()
        if handle in RESERVED_HANDLES and handle != self.instance.handle:
            raise ValidationError(_("This handle is taken."))
        return str(handle)

    def clean_links_text(self) -> list[str]:
        links = [
            line.strip() for line in self.cleaned_data["links_text"].splitlines() if line.strip()
        ]
        if len(links) > MOST_LINKS:
            raise ValidationError(_("Give at most five links."))
        for link in links:
            parts = urlsplit(link)
            # Anything but http(s) could run script when it is clicked.
            if parts.scheme not in {"http", "https"} or not parts.hostname or len(link) > 300:
                raise ValidationError(
                    _("“%(link)s” is not a web address that begins with https://."),
                    params={"link": link[:60]},
                )
        return links

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, size in (("new_avatar", AVATAR_SIZE), ("new_banner", BANNER_SIZE)):
            if cleaned.get(name):
                try:
                    cleaned[name] = safe_picture(cleaned[name], size)
                except ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    def save(self, commit: bool = True) -> Channel:
        self.instance.links = self.cleaned_data["links_text"]
        for name, field in (("new_avatar", "avatar"), ("new_banner", "banner")):
            picture = self.cleaned_data.get(name)
            if picture:
                old = getattr(self.instance, field)
                if old:
                    old.delete(save=False)
                setattr(self.instance, field, picture)
        channel: Channel = super().save(commit)
        return channel


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """How this person likes the site."""

    class Meta:
        model = User
        fields = ["locale", "theme", "autoplay_next", "shortcuts_enabled", "keep_history"]
