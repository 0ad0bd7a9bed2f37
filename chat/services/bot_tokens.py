"""Whose token it is."""

from django.utils import timezone

from accounts.models import User
from chat.models import Bot
from chat.models.bot import TOKEN_PREFIX, token_digest


def user_of_token(token: str) -> User | None:
    """The account that the bot with this token writes as; its `bot` is joined."""
    if not token.startswith(TOKEN_PREFIX):
        return None
    bot = (
        Bot.objects.select_related("user", "channel")
        .filter(digest=token_digest(token), revoked_at=None, user__is_active=True)
        .filter(channel__owner__is_active=True)
        .first()
    )
    if bot is None:
        return None
    Bot.objects.filter(pk=bot.pk).update(used_at=timezone.now())
    user: User = bot.user
    return user
