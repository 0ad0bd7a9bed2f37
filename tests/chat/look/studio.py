"""The studio's pages of a channel's tools of chat, and their texts."""

from typing import Any

from django.urls import reverse

EMOTES, BOTS, HOOKS = (reverse(f"studio-chat-{name}") for name in ("emotes", "bots", "hooks"))


def text(answer: Any) -> str:
    content: str = answer.content.decode()
    return content
