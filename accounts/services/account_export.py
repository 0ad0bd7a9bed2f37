"""What a person's export says about their account and channel."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from accounts.models import Channel, User


def export_account(user: User) -> dict[str, Any]:
    """Addresses, preferences, ways to sign in (never their secrets), devices, channel, follows."""
    channel = Channel.objects.filter(owner=user).first()
    return {
        "email": user.email,
        "emails": list(
            EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
        ),
        "joined": user.date_joined,
        "last_sign_in": user.last_login,
        "language": user.locale,
        "theme": user.theme,
        "autoplay_next": user.autoplay_next,
        "shortcuts_enabled": user.shortcuts_enabled,
        "keep_history": user.keep_history,
        "sign_in": {
            "password": user.has_usable_password(),
            "second_steps": list(
                Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
            ),
            "connected": list(
                SocialAccount.objects.filter(user=user).values("provider", "uid", "date_joined")
            ),
        },
        "devices": list(
            UserSession.objects.filter(user=user).values("ip", "user_agent", "created_at")
        ),
        "follows": list(user.follows.values("channel__handle", "created_at")),
        "channel": _channel(channel) if channel else None,
    }


def _channel(channel: Channel) -> dict[str, Any]:
    return {
        "handle": channel.handle,
        "name": channel.name,
        "description": channel.description,
        "links": channel.links,
        "followers": channel.follower_count,
        "created_at": channel.created_at,
    }
