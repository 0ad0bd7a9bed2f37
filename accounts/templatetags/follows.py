"""The channels that somebody follows, for the navigation."""

from typing import Any

from django import template

from accounts.models import Channel

register = template.Library()

SHOWN = 8


@register.simple_tag
def followed_channels(user: Any) -> list[Channel]:
    """The channels `user` followed last. One query; none when anonymous."""
    if not user.is_authenticated:
        return []
    channels = Channel.objects.filter(followers__user=user, owner__is_active=True)
    return list(
        channels.only("handle", "name", "avatar").order_by("-followers__created_at", "-pk")[:SHOWN]
    )
