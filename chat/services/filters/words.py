"""Words and patterns of a channel, compiled once; a pattern that takes too long counts as not found."""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import regex
from django.utils.translation import gettext_lazy as _

from chat.services.filters.skeleton import hangul_skeleton, plain, skeleton, spaceable, stretchable
from core.problems import Problem

logger = logging.getLogger(__name__)

SEARCH_S = 0.02
# All patterns together, of the processor: hundreds that take their time would hold up everybody, in other rooms too.
ALL_S = 0.1
# What pathological patterns stumble over: long runs that almost match.
STUMBLES = ("a" * 400 + "!", "1" * 400 + "x", " " * 400 + "x", "ab" * 200 + "!", "가" * 400 + "!")
WORDLESS = regex.compile(r"[가-힣ㄱ-ㅣ぀-ヿ一-鿿]")


class BadPattern(Problem):
    """A pattern that cannot be used."""

    def __init__(self, detail: Any) -> None:
        super().__init__(422, "bad-pattern", detail)


@dataclass(frozen=True)
class Pattern:
    """One compiled pattern and what finding it does."""

    source: str
    effect: str
    compiled: Any
    is_regex: bool

    def finds(self, text: str) -> bool:
        """Whether the text has it, as written or as it reads."""
        forms = (text, plain(text)) if self.is_regex else (skeleton(text), hangul_skeleton(text), plain(text))  # fmt: skip
        try:
            return any(
                self.compiled.search(form, timeout=SEARCH_S) for form in dict.fromkeys(forms)
            )
        except TimeoutError:
            logger.warning("A blocked pattern took too long and was passed over: %r", self.source)
            return False


def finds_any(patterns: Iterable[Pattern], text: str, *, effect: str) -> bool:
    """Whether the text has a pattern with this effect, as far as there is time to look."""
    until = time.thread_time() + ALL_S
    for pattern in patterns:
        if pattern.effect != effect:
            continue
        if pattern.finds(text):
            return True
        if time.thread_time() > until:
            logger.warning(
                "The patterns of a channel take too long; the rest of them were passed over"
            )
            return False
    return False


def compile_pattern(source: str, *, kind: str, effect: str) -> Pattern:
    """A word with `*` for any letters, or a regular expression. Raises `BadPattern`."""
    if kind != "regex":
        return Pattern(source, effect, regex.compile(_of_word(source), regex.V1), False)
    try:
        compiled = regex.compile(source, regex.IGNORECASE | regex.V1)
    except (regex.error, RecursionError, OverflowError) as error:
        raise BadPattern(_("This is not a regular expression.")) from error
    try:
        for text in STUMBLES:
            compiled.search(text, timeout=SEARCH_S * 5)
    except TimeoutError as error:
        raise BadPattern(_("This pattern takes too long. Make it simpler.")) from error
    if compiled.search("") is not None:
        raise BadPattern(_("This pattern matches every message."))
    return Pattern(source, effect, compiled, True)


def _of_word(word: str) -> str:
    pieces = [piece.strip() for piece in word.split("*")]
    if not any(map(skeleton, pieces)):
        raise BadPattern(_("This pattern matches every message."))
    body = r"\w*".join(map(stretchable, pieces))
    # Korean, Japanese and Chinese write endings onto words, so nothing tells where one ends.
    if WORDLESS.search(word):
        spaced = r"\w*".join(map(spaceable, pieces))
        return rf"{body}|(?<!\w){spaced}"
    return rf"(?<!\w){body}(?!\w)"
