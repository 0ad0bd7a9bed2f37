"""Bots of a channel."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from accounts.api_auth import signed_in
from chat.api.auth import own_channel
from chat.models import Bot
from chat.services.bots import make_bot, renew_token, revoke_bot

router = Router()
PATH = "/chat/channels/{handle}/bots"


class BotIn(Schema):
    """A name, and what it may: `read`, `say`, `moderate`."""

    name: str = Field(max_length=100)
    scopes: list[str] = Field(max_length=10)


class BotOut(Schema):
    """`id` is the bot's account; `ending` tells tokens apart."""

    id: str
    handle: str
    name: str
    scopes: list[str]
    ending: str
    created_at: datetime
    used_at: datetime | None


class NewBotOut(BotOut):
    """The token is shown this once."""

    token: str


@router.get(PATH, auth=signed_in, response=list[BotOut],
            operation_id="list_bots", summary="List bots")  # fmt: skip
def list_bots(request: HttpRequest, handle: str) -> Any:
    """Those that are not revoked. For the owner."""
    channel = own_channel(request, handle)
    return [_out(bot) for bot in Bot.objects.of(channel)]


@router.post(PATH, auth=signed_in, response={201: NewBotOut},
             operation_id="make_bot", summary="Make a bot")  # fmt: skip
def new_bot(request: HttpRequest, handle: str, body: BotIn) -> Any:
    """It writes under its own name, in the rooms of the channel alone."""
    channel = own_channel(request, handle)
    bot, token = make_bot(channel=channel, name=body.name, scopes=body.scopes)
    return Status(201, {**_out(bot), "token": token})


@router.post(f"{PATH}/{{uuid:bot_id}}/token", auth=signed_in, response=NewBotOut,
             operation_id="renew_bot_token", summary="A new token for a bot")  # fmt: skip
def new_token(request: HttpRequest, handle: str, bot_id: str) -> Any:
    """The old one is good no longer."""
    bot = _one(request, handle, bot_id)
    token = renew_token(bot=bot)
    bot.refresh_from_db()
    return {**_out(bot), "token": token}


@router.delete(f"{PATH}/{{uuid:bot_id}}", auth=signed_in, response={204: None},
               operation_id="revoke_bot", summary="Revoke a bot")  # fmt: skip
def delete_bot(request: HttpRequest, handle: str, bot_id: str) -> Any:
    """It is let in no longer; what it said stays."""
    revoke_bot(bot=_one(request, handle, bot_id))
    return Status(204, None)


def _one(request: HttpRequest, handle: str, bot_id: str) -> Bot:
    channel = own_channel(request, handle)
    found = Bot.objects.of(channel).filter(user__public_id=bot_id).first()
    if found is None:
        raise Http404
    return found


def _out(bot: Bot) -> dict[str, Any]:
    profile = bot.user.chat_profile
    return {
        "id": str(bot.user.public_id),
        "handle": profile.handle,
        "name": profile.name,
        "scopes": bot.scopes,
        "ending": bot.ending,
        "created_at": bot.created_at,
        "used_at": bot.used_at,
    }
