"""Emotes: uploaded by a channel's owner, seen by staff before anybody else sees them."""

import re
from typing import IO

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel, User
from chat.adapters.pictures import safe_emote
from chat.models import Emote
from chat.models.emote import CODE
from chat.services.refusals import Refused
from core.ids import new_public_id

MOST_EMOTES = 60


def add_emote(*, channel: Channel, user: User, code: str, picture: IO[bytes]) -> Emote:
    """Keep a new emote, which waits for staff. Raises `Refused`."""
    code = code.strip().strip(":")
    if not re.fullmatch(CODE, code):
        raise Refused("bad-code", _("Use 2 to 24 letters a-z, digits or underscores for the code."), status=422)  # fmt: skip
    if Emote.objects.filter(channel=channel).count() >= MOST_EMOTES:
        raise Refused("too-many", _("A channel has at most 60 emotes."), status=422)
    try:
        safe = safe_emote(picture)
    except ValidationError as error:
        raise Refused("bad-picture", error.messages[0], status=422) from error
    emote = Emote(channel=channel, code=code, made_by=user)
    emote.picture.save(f"{new_public_id()}.webp", safe, save=False)
    try:
        with transaction.atomic():
            emote.save()
    except IntegrityError as error:
        default_storage.delete(str(emote.picture.name))
        raise Refused("code-taken", _("This code is taken."), status=409) from error
    return emote


@transaction.atomic
def remove_emote(*, emote: Emote) -> None:
    """Take it away; messages that show it keep its address, which leads nowhere then."""
    name = str(emote.picture.name)
    emote.delete()
    transaction.on_commit(lambda: default_storage.delete(name), robust=True)


@transaction.atomic
def decide_emote(*, emote: Emote, actor: User, approved: bool) -> bool:
    """Let people use it, or not. False when it stands so already. Raises `PermissionDenied`."""
    if not actor.has_perm("chat.change_emote"):
        raise PermissionDenied
    state = Emote.State.APPROVED if approved else Emote.State.REFUSED
    moved = Emote.objects.filter(pk=emote.pk).exclude(state=state).update(state=state)
    return bool(moved)
