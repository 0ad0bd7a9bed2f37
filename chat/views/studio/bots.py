"""The channel's bots: made, given new tokens, revoked. A token is in one answer and nowhere else."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Channel
from chat.forms import BotForm
from chat.models import Bot
from chat.models.bot import MOST_BOTS
from chat.services.bots import make_bot, renew_token, revoke_bot
from chat.services.refusals import Refused
from chat.views.studio.owning import for_own_channel, refuse_at

# What somebody types to try it; with the site and the id of a room.
EXAMPLE = """curl %s/api/v1/chat/rooms/%s/messages \\
  -H "Authorization: Bearer chatbot-…" \\
  -H "Content-Type: application/json" \\
  -d '{"cid": "hello-1", "text": "Hello!"}'"""
FIELDS = {"bad-name": "name", "name-taken": "name", "bad-scopes": "scopes"}


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_channel
def bots(request: HttpRequest, channel: Channel) -> HttpResponse:
    """All of them, and a form for one more."""
    if request.method != "POST":
        return _page(request, channel, BotForm())
    form = BotForm(request.POST)
    if form.is_valid():
        try:
            bot, token = make_bot(channel=channel, **form.cleaned_data)
        except Refused as refused:
            refuse_at(form, refused, FIELDS)
        else:
            return _page(request, channel, BotForm(), bot=bot, token=token)
    return _page(request, channel, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_channel
def token(request: HttpRequest, channel: Channel, bot_id: UUID) -> HttpResponse:
    """A new token, in the answer itself; the old one is good no longer. Coming back to that page makes none."""
    bot = _one(channel, bot_id)
    if request.method != "POST":
        return redirect("studio-chat-bots")
    return _page(request, channel, BotForm(), bot=bot, token=renew_token(bot=bot))


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_channel
def revoke(request: HttpRequest, channel: Channel, bot_id: UUID) -> HttpResponse:
    """Ask, then let it in no longer."""
    bot = _one(channel, bot_id)
    if request.method != "POST":
        return render(request, "chat/studio/bot_revoke.html", {"bot": bot})
    revoke_bot(bot=bot)
    messages.success(request, _("The bot was revoked. Its token opens nothing any more."))
    return redirect("studio-chat-bots")


def _one(channel: Channel, bot_id: UUID) -> Bot:
    bot = Bot.objects.of(channel).filter(user__public_id=bot_id).first()
    if bot is None:
        raise Http404
    return bot


def _page(
    request: HttpRequest,
    channel: Channel,
    form: BotForm,
    *,
    bot: Bot | None = None,
    token: str = "",
    status: int = 200,
) -> HttpResponse:
    found = list(Bot.objects.of(channel))
    room = channel.rooms.order_by("-created_at").first()
    context: dict[str, Any] = {
        "channel": channel,
        "bots": found,
        "most": MOST_BOTS,
        "full": len(found) >= MOST_BOTS,
        "form": form,
        "new_bot": bot,
        "token": token,
        "example": EXAMPLE % (settings.SITE_URL, room.public_id if room else "ROOM"),
    }
    return render(request, "chat/studio/bots.html", context, status=status)
