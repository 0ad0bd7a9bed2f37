"""Emotes of the whole site: made by staff, offered by every room at once beside those of its channel."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.models import Emote
from chat.models.emote import MOST_SITE_EMOTES
from chat.services.emotes import code_taken, good_code
from chat.services.refusals import Refused


def check_site_code(code: str, *, but: int | None = None) -> str:
    """The code as it is kept. Raises `Refused` for one that cannot be, or that another emote of the site has."""
    code = good_code(code)
    if Emote.objects.of_site().filter(code=code).exclude(pk=but or 0).exists():
        raise code_taken()
    return code


def check_place() -> None:
    """Whether the site can have one more. Raises `Refused`: each room offers all of them to everybody."""
    if Emote.objects.of_site().count() >= MOST_SITE_EMOTES:
        raise Refused("too-many", _("The site has at most 200 emotes. Remove one first."), status=422)  # fmt: skip


def add_site_emote(*, emote: Emote, actor: User) -> None:
    """Keep what staff made, with a picture that is safe already: nobody else has to look at it. Raises `PermissionDenied`."""
    _need(actor, "chat.add_emote")
    emote.channel, emote.state, emote.made_by = None, Emote.State.APPROVED, actor
    emote.save()


def rename_site_emote(*, emote: Emote, actor: User) -> None:
    """Keep its new code. What was said before goes on showing the picture. Raises `PermissionDenied`."""
    _need(actor, "chat.change_emote")
    if not emote.is_of_site:
        raise PermissionDenied
    emote.save(update_fields=["code"])


def _need(actor: User, permission: str) -> None:
    if not (actor.is_staff and actor.has_perm(permission)):
        raise PermissionDenied
