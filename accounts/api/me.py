"""Oneself: who a token or session belongs to, and how this person likes the site."""

from datetime import datetime

from django.forms import model_to_dict
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from accounts.api.refusals import refused
from accounts.api_auth import counted_caller, signed_in
from accounts.forms import PreferencesForm
from accounts.models import Channel, User
from core.answers import Answer

router = Router(tags=["account"], auth=signed_in)


class MeOut(Answer):
    id: str = Field(description="Public id, the same for good.")
    email: str
    joined_at: datetime
    channel: str | None = Field(
        description="The handle of one's channel; null before there is one."
    )
    locale: str = Field(description="Language of pages and mails.", examples=["ko"])
    theme: str = Field(description="system, light or dark.")
    autoplay_next: bool
    shortcuts_enabled: bool
    keep_history: bool = Field(description="Whether what one watches is remembered.")


class Preferences(Schema):
    """What to set; what is left out or null stays."""

    locale: str | None = None
    theme: str | None = None
    autoplay_next: bool | None = None
    shortcuts_enabled: bool | None = None
    keep_history: bool | None = None


@router.get("/me", response=MeOut, operation_id="get_me", summary="Show yourself")
def show(request: HttpRequest) -> MeOut:
    """The account that asks."""
    return _out(counted_caller(request))


@router.patch("/me", response=MeOut, operation_id="change_me", summary="Change your preferences")
def change(request: HttpRequest, data: Preferences) -> MeOut:
    """Language, theme, playing, history: on every device."""
    user = counted_caller(request)
    given = data.model_dump(exclude_none=True)
    kept = model_to_dict(user, fields=PreferencesForm.Meta.fields)
    form = PreferencesForm(kept | given, instance=user)
    if not form.is_valid():
        raise refused(form)
    form.save()
    return _out(user)


def _out(user: User) -> MeOut:
    handle = Channel.objects.filter(owner=user).values_list("handle", flat=True).first()
    return MeOut(
        id=str(user.public_id),
        joined_at=user.date_joined,
        channel=handle,
        **{name: getattr(user, name) for name in ("email", *PreferencesForm.Meta.fields)},
    )
