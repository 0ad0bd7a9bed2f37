"""What a room does not want to read, however it is written."""

from chat.services.filters.links import has_link
from chat.services.filters.rude import rudeness
from chat.services.filters.skeleton import skeleton
from chat.services.filters.tidy import tidy_message
from chat.services.filters.words import BadPattern, Pattern, compile_pattern, finds_any

__all__ = [
    "BadPattern",
    "Pattern",
    "compile_pattern",
    "finds_any",
    "has_link",
    "rudeness",
    "skeleton",
    "tidy_message",
]
