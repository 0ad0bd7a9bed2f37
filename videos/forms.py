"""What a person types about a video, read into changes; the service judges them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from videos.models import Video

NOW, LATER, DRAFT = "now", "later", "draft"


class VideoForm(forms.Form):
    """The details form without scripts. Times are in the site's zone, as the page says."""

    title = forms.CharField(required=False)
    description = forms.CharField(required=False, strip=False)
    tags = forms.CharField(required=False)
    category = forms.CharField(required=False)
    language = forms.CharField(required=False)
    licence = forms.CharField(required=False)
    privacy = forms.CharField(required=False)
    password = forms.CharField(required=False, strip=False)
    clear_password = forms.BooleanField(required=False)
    publish = forms.ChoiceField(
        choices=((NOW, ""), (LATER, ""), (DRAFT, "")),
        error_messages={"required": _("Choose when it comes out.")},
    )
    publish_at = forms.DateTimeField(
        required=False, error_messages={"invalid": _("Choose a day and a time.")}
    )
    premiere = forms.BooleanField(required=False)
    version = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        late = cleaned.get("publish") == LATER and "publish_at" not in self.errors
        if late and not cleaned.get("publish_at"):
            self.add_error("publish_at", _("Choose a day and a time."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What `update_video` takes."""
        typed = self.cleaned_data
        plain = ("title", "description", "category", "language", "licence", "privacy")
        changes: dict[str, Any] = {name: typed[name] for name in plain}
        changes["tags"] = [typed["tags"]]
        if typed["password"] or typed["clear_password"]:
            changes["password"] = typed["password"]
        if typed["publish"] == LATER:
            return changes | {"publish_at": typed["publish_at"], "premiere": typed["premiere"]}
        return changes | {"publish_when_ready": typed["publish"] == NOW, "publish_at": None}


def form_values(video: Video) -> dict[str, Any]:
    """What the form shows of a video."""
    return {
        "title": video.title,
        "description": video.description,
        "tags": ", ".join(video.tags),
        "category": video.category,
        "language": video.language,
        "licence": video.licence,
        "privacy": video.privacy,
        "publish": publish_choice(video.published_at, video.publish_when_ready),
        "publish_at": _local(video.published_at) if video.is_scheduled else "",
        "premiere": video.is_premiere,
        "version": "",
    }


def typed_values(data: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody typed, to be shown again beside what is wrong with it; no passwords."""
    return {name: data.get(name, "") for name in VideoForm.base_fields if name != "password"}


def publish_choice(published_at: datetime | None, when_ready: bool) -> str:
    """Which of the three choices describes a video."""
    if published_at is not None:
        return LATER if published_at > timezone.now() else NOW
    return NOW if when_ready else DRAFT


def _local(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M") if moment else ""
