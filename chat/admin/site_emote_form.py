"""An emote of the whole site, as staff makes it in the admin."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from chat.adapters.pictures import safe_emote
from chat.forms.tools import PICTURE_TYPES
from chat.models import Emote
from chat.services.refusals import Refused
from chat.services.site_emotes import check_place, check_site_code


class SiteEmoteForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for mypy alone
    """Its code, and once its picture."""

    class Meta:
        model = Emote
        fields = ("code", "picture")
        # Not Django's own for pictures, which opens more formats than are taken here.
        field_classes = {"picture": forms.FileField}
        help_texts = {
            "code": _(
                "2 to 24 letters a-z, digits or underscores. People write it as :code: in every chat of the site; "
                "where a channel has an emote of the same code, the channel's is shown."
            ),
            "picture": _(
                "JPEG, PNG, WebP or GIF (its first picture), up to 1 MB. It is shown small; square pictures from "
                "112 × 112 pixels stay sharp."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "picture" in self.fields:
            self.fields["picture"].widget.attrs["accept"] = PICTURE_TYPES

    def clean_code(self) -> str:
        """One that can be had."""
        try:
            return check_site_code(self.cleaned_data["code"], but=self.instance.pk)
        except Refused as refused:
            raise forms.ValidationError(str(refused.detail)) from refused

    def clean_picture(self) -> "ContentFile[bytes]":
        """The picture decoded and made small, whatever was uploaded."""
        return safe_emote(self.cleaned_data["picture"])

    def clean(self) -> dict[str, Any] | None:
        """Not more than a room can offer."""
        if self.instance.pk is None:
            try:
                check_place()
            except Refused as refused:
                raise forms.ValidationError(str(refused.detail)) from refused
        return super().clean()
