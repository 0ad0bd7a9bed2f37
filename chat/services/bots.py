"""Bots of a channel: an account that writes, and a token that is shown once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel, User
from chat.models import Bot, Profile
from chat.models.bot import MOST_BOTS, new_bot_token, token_digest
from chat.services.appending import tell_people_after_commit
from chat.services.filters import rudeness, tidy_message
from chat.services.limits import BOTS, spend
from chat.services.names import MOST_NAME
from chat.services.refusals import Refused
from core.ids import new_public_id


def make_bot(*, channel: Channel, name: str, scopes: list[str]) -> tuple[Bot, str]:
    """A bot and its token, which is never shown again. Raises `Refused`."""
    kept = tidy_message(name)
    if not 2 <= len(kept) <= MOST_NAME or rudeness(kept):
        raise Refused("bad-name", _("Choose a name of 2 to 30 characters."), status=422)
    wanted = sorted(set(scopes))
    if not wanted or set(wanted) - set(Bot.Scope.values):
        raise Refused("bad-scopes", _("Choose what the bot may do."), status=422)
    spend(BOTS, channel.pk)
    token, mark = new_bot_token(), new_public_id().lower()
    with transaction.atomic():
        Channel.objects.select_for_update().get(pk=channel.pk)
        others = Bot.objects.of(channel)
        if others.count() >= MOST_BOTS:
            raise Refused("too-many", _("A channel has at most 10 bots."), status=422)
        # Whoever sends a form twice wants one bot; and two of one name cannot be told apart in a room.
        if others.filter(user__chat_profile__name__iexact=kept).exists():
            raise Refused("name-taken", _("You have a bot of this name."), status=409)
        # Nobody signs in as it: it has no password, and no mail reaches its address.
        account = User.objects.create_user(email=f"bot-{mark}@bots.invalid", password=None)
        Profile.objects.create(user=account, handle=f"bot~{mark}", name=kept)
        bot = Bot.objects.create(
            channel=channel,
            user=account,
            digest=token_digest(token),
            ending=token[-4:],
            scopes=wanted,
        )
    return bot, token


@transaction.atomic
def renew_token(*, bot: Bot) -> str:
    """A new token, the only one that is good from now on."""
    token = new_bot_token()
    Bot.objects.filter(pk=bot.pk).update(digest=token_digest(token), ending=token[-4:])
    tell_people_after_commit({"gone": bot.user_id})
    return token


@transaction.atomic
def revoke_bot(*, bot: Bot) -> None:
    """Let it in no longer; what it said stays. Again changes nothing."""
    Bot.objects.filter(pk=bot.pk, revoked_at=None).update(revoked_at=timezone.now())
    User.objects.filter(pk=bot.user_id).update(is_active=False)
    tell_people_after_commit({"gone": bot.user_id})
