"""Who calls: a person as everywhere, or a bot by its token."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.security import HttpBearer

from accounts.api_auth import caller, signed_in, token_or_visitor
from accounts.models import Channel, User
from chat.models import Room
from chat.models.bot import TOKEN_PREFIX
from chat.queries.standing import NOBODY, Standing, standings
from chat.ranks import Rank
from chat.services.access import may_read
from chat.services.bot_tokens import user_of_token
from chat.services.refusals import Refused, forbidden
from core.ratelimit import enforce, visitor
from videos.api.responses import API_LIMIT


class BotToken(HttpBearer):
    """`Authorization: Bearer chatbot-…`, the token of a bot."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        user = user_of_token(token)
        if user is not None:
            request.user = user
        return user


def bot_or_visitor(request: HttpRequest) -> Any:
    """For what anybody may read who may watch."""
    if request.headers.get("Authorization", "").startswith(f"Bearer {TOKEN_PREFIX}"):
        return BotToken()(request)
    return token_or_visitor(request)


person_or_bot = [BotToken(), *signed_in]


def readable_room(request: HttpRequest, public_id: str) -> Room:
    """The room, for whoever may read it; counted. 404 otherwise, as if it were not there."""
    enforce(API_LIMIT, visitor(request))
    room = Room.objects.with_place().filter(public_id=public_id).first()
    if room is None or not may_read(request.user, room, request.session):
        raise Http404
    return room


def kept_room(request: HttpRequest, public_id: str) -> Room:
    """The room, for whoever keeps order in it."""
    room = readable_room(request, public_id)
    if not standing_in(request, room.channel).keeps_order:
        raise forbidden()
    return room


def standing_in(request: HttpRequest, channel: Channel) -> Standing:
    """How the caller stands in the rooms of a channel."""
    if not request.user.is_authenticated:
        return NOBODY
    return standings(channel, [request.user.pk]).get(request.user.pk, NOBODY)


def kept_channel(request: HttpRequest, handle: str) -> Channel:
    """A channel whose rooms the caller keeps in order; counted."""
    channel = _channel(request, handle)
    if not standing_in(request, channel).keeps_order:
        raise forbidden()
    return channel


def own_channel(request: HttpRequest, handle: str) -> Channel:
    """The caller's own channel, for what only its owner may; counted."""
    channel = _channel(request, handle)
    if standing_in(request, channel).rank < Rank.OWNER:
        raise Refused("forbidden", _("Only the owner of the channel can do this."))
    return channel


def _channel(request: HttpRequest, handle: str) -> Channel:
    enforce(API_LIMIT, visitor(request))
    wanted = handle.removeprefix("@").lower()
    if "\x00" in wanted:
        raise Http404
    found = Channel.objects.select_related("owner").filter(handle=wanted).first()
    if found is None:
        raise Http404
    caller(request)
    return found
