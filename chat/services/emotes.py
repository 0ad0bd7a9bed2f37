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
from chat.models.emote import CODE, MOST_EMOTES
from chat.services.filters import rudeness
from chat.services.limits import EMOTES, spend
from chat.services.refusals import Refused
from core.ids import new_public_id
from core.plain_text import clean_text

MOST_REASON = 200
CLEARLY_RUDE = 2


def add_emote(*, channel: Channel, user: User, code: str, picture: IO[bytes]) -> Emote:
    """Keep a new emote, which waits for staff. Raises `Refused`."""
    code = good_code(code)
    # Before the picture is decoded: most of what is refused is refused for less work.
    _refuse_too_many(channel)
    _refuse_taken(channel, code)
    spend(EMOTES, channel.pk)
    try:
        safe = safe_emote(picture)
    except ValidationError as error:
        raise Refused("bad-picture", error.messages[0], status=422) from error
    emote = Emote(channel=channel, code=code, made_by=user)
    emote.picture.save(f"{new_public_id()}.webp", safe, save=False)
    try:
        with transaction.atomic():
            # The channel's row is locked, so that two uploads at once are counted one after the other.
            Channel.objects.select_for_update().get(pk=channel.pk)
            _refuse_too_many(channel)
            emote.save()
    except (IntegrityError, Refused) as error:
        default_storage.delete(str(emote.picture.name))
        raise (error if isinstance(error, Refused) else code_taken()) from error
    return emote


def rename_emote(*, emote: Emote, code: str) -> bool:
    """Give it another code. Staff looks at it again, for a code says something too. False when it has that code.

    Raises `Refused`.
    """
    code = good_code(code)
    if code == emote.code:
        return False
    if emote.channel_id is not None:
        spend(EMOTES, emote.channel_id)
    try:
        with transaction.atomic():
            moved = Emote.objects.filter(pk=emote.pk).update(
                code=code, state=Emote.State.WAITING, reason=""
            )
    except IntegrityError as error:
        raise code_taken() from error
    return bool(moved)


@transaction.atomic
def remove_emote(*, emote: Emote) -> None:
    """Take it away; messages that show it keep its address, which leads nowhere then."""
    name = str(emote.picture.name)
    emote.delete()
    transaction.on_commit(lambda: default_storage.delete(name), robust=True)


def decide_emote(*, emote: Emote, actor: User, approved: bool, reason: str = "") -> bool:
    """Let people use it, or not, and tell its owner why. Raises `PermissionDenied`.

    False when it stands so already, or has another code than the one that was looked at.
    """
    if not actor.has_perm("chat.change_emote"):
        raise PermissionDenied
    state = Emote.State.APPROVED if approved else Emote.State.REFUSED
    said = "" if approved else clean_text(reason)[:MOST_REASON]
    seen = Emote.objects.filter(pk=emote.pk, code=emote.code)
    return bool(seen.exclude(state=state, reason=said).update(state=state, reason=said))


def good_code(code: str) -> str:
    """The code as it is kept. Raises `Refused` for one that cannot be."""
    code = code.strip().strip(":")
    if not re.fullmatch(CODE, code):
        raise Refused("bad-code", _("Use 2 to 24 letters a-z, digits or underscores for the code."), status=422)  # fmt: skip
    if rudeness(code.replace("_", " ")) >= CLEARLY_RUDE:
        raise Refused("bad-code", _("This code cannot be had. Choose another one."), status=422)
    return code


def _refuse_too_many(channel: Channel) -> None:
    if Emote.objects.filter(channel=channel).count() >= MOST_EMOTES:
        raise Refused("too-many", _("A channel has at most 60 emotes."), status=422)


def _refuse_taken(channel: Channel, code: str) -> None:
    if Emote.objects.filter(channel=channel, code=code).exists():
        raise code_taken()


def code_taken() -> Refused:
    """What is said of a code that another emote has."""
    return Refused("code-taken", _("This code is taken."), status=409)
