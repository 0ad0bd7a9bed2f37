"""Why somebody cannot do something here, each with a code for programs and a sentence for people."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.problems import Problem, Sentence
from core.waiting import wait_words


def in_their_words(make: Callable[[], str]) -> Any:
    """A sentence with a place in it, made when it is read, in the language that is read then."""
    return lazy(make, str)()


class Refused(Problem):
    """It is not done. The sentence is lazy: each socket has its own language."""

    def __init__(
        self, code: str, detail: Sentence, *, status: int = 403, retry_after_s: int | None = None
    ) -> None:
        super().__init__(status, code, detail, retry_after_s=retry_after_s)


class NotFound(Refused):
    """What it is about is not here."""

    def __init__(self, detail: Sentence) -> None:
        super().__init__("not-found", detail, status=404)


def too_fast(wait_s: int) -> Refused:
    """More often than anybody may."""
    sentence = in_their_words(
        lambda: (
            gettext("You are going too fast. Try again in %(wait)s.") % {"wait": wait_words(wait_s)}
        )
    )
    return Refused("too-many-requests", sentence, status=429, retry_after_s=wait_s)


def slow_mode(wait_s: int) -> Refused:
    """The room is in slow mode."""
    sentence = in_their_words(
        lambda: (
            gettext("Slow mode is on. You can write again in %(wait)s.")
            % {"wait": wait_words(wait_s)}
        )
    )
    return Refused("slow", sentence, status=429, retry_after_s=wait_s)


def forbidden() -> Refused:
    """For others."""
    return Refused("forbidden", _("Only moderators can do this here."))


def busy() -> Refused:
    """So much is said that more cannot be taken."""
    return Refused("busy", _("The chat is very busy. Try again in a moment."), status=503, retry_after_s=5)  # fmt: skip


def unavailable() -> Refused:
    """The database does not answer."""
    return Refused("unavailable", _("The chat is not available. Try again in a moment."), status=503, retry_after_s=5)  # fmt: skip
