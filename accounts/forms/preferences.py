"""How a person likes the site."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """How this person likes the site."""

    class Meta:
        model = User
        fields = ["locale", "theme", "autoplay_next", "shortcuts_enabled", "keep_history"]
        help_texts = {
            "locale": _("Pages and e-mails are in this language, on every device."),
            "autoplay_next": _("When a video ends, the next one begins."),
            "shortcuts_enabled": _(
                "K pauses, J and L jump, / goes to the search. Switch this off if you use speech input."
            ),
            "keep_history": _("Videos you watch appear in your library and resume where you left."),
        }
        widgets = {"theme": forms.RadioSelect}


class ThemeForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """The theme alone, from the switch in the menu."""

    class Meta:
        model = User
        fields = ["theme"]


class LocaleForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """The language alone, from the switch in the menu."""

    class Meta:
        model = User
        fields = ["locale"]
