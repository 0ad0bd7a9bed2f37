"""What a person types about a stream, read into changes; the service judges them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from live.models import Stream

# How far back viewers may go, in seconds.
WINDOWS = (
    (0, _("Not at all")),
    (30 * 60, _("30 minutes")),
    (2 * 3600, _("2 hours")),
    (4 * 3600, _("4 hours")),
    (12 * 3600, _("12 hours")),
)


class StreamForm(forms.Form):
    """The details form. Times are in the site's zone unless a script sends them with their own."""

    title = forms.CharField(required=False)
    description = forms.CharField(required=False, strip=False)
    tags = forms.CharField(required=False)
    category = forms.CharField(required=False)
    language = forms.CharField(required=False)
    privacy = forms.CharField(required=False)
    password = forms.CharField(required=False, strip=False)
    clear_password = forms.BooleanField(required=False)
    latency = forms.CharField(required=False)
    dvr_s = forms.TypedChoiceField(
        choices=WINDOWS,
        coerce=int,
        error_messages={
            "required": _("Choose how far back viewers may go."),
            "invalid_choice": _("Choose how far back viewers may go."),
        },
    )
    records = forms.BooleanField(required=False)
    repeats = forms.BooleanField(required=False)
    is_test = forms.BooleanField(required=False)
    starts_at = forms.DateTimeField(
        required=False, error_messages={"invalid": _("Choose a day and a time.")}
    )
    version = forms.CharField(required=False)

    def changes(self) -> dict[str, Any]:
        """What `create_stream` and `update_stream` take."""
        typed = self.cleaned_data
        plain = (
            "title", "description", "category", "language", "privacy", "latency",
            "dvr_s", "records", "repeats", "is_test", "starts_at",
        )  # fmt: skip
        changes: dict[str, Any] = {name: typed[name] for name in plain}
        changes["tags"] = [typed["tags"]]
        if typed["password"] or typed["clear_password"]:
            changes["password"] = typed["password"]
        return changes


def form_values(stream: Stream) -> dict[str, Any]:
    """What the form shows of a stream."""
    return {
        "title": stream.title,
        "description": stream.description,
        "tags": ", ".join(stream.tags),
        "category": stream.category,
        "language": stream.language,
        "privacy": stream.privacy,
        "latency": stream.latency,
        "dvr_s": int(stream.dvr.total_seconds()),
        "records": stream.records,
        "repeats": stream.repeats,
        "is_test": stream.is_test,
        "starts_at": _local(stream),
    }


def typed_values(data: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody typed, to be shown again beside what is wrong with it; no passwords."""
    values = {name: data.get(name, "") for name in StreamForm.base_fields if name != "password"}
    window = str(values["dvr_s"])
    return values | {"dvr_s": int(window) if window.isascii() and window.isdigit() else 0}


def _local(stream: Stream) -> str:
    return timezone.localtime(stream.starts_at).strftime("%Y-%m-%dT%H:%M") if stream.starts_at else ""  # fmt: skip
