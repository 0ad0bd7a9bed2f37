"""How rude a text is, by short lists of words: what may be rude is held, never refused."""

import re
from functools import cache
from pathlib import Path

from chat.services.filters.skeleton import hangul_skeleton, skeleton, stretchable

LISTS = Path(__file__).parent / "rude"


@cache
def _patterns() -> tuple[tuple[int, "re.Pattern[str]"], ...]:
    by_level: dict[int, list[str]] = {2: [], 1: []}
    for file in sorted(LISTS.glob("*.txt")):
        for line in file.read_text().splitlines():
            level, _space, word = line.partition(" ")
            if level in {"1", "2"}:
                by_level[int(level)].append(word.strip())
    return tuple((level, re.compile(_any_of(words))) for level, words in by_level.items())


def _any_of(words: list[str]) -> str:
    """One pattern. What begins a word is asked once for all of them: every message is searched."""
    korean = [word for word in words if re.search("[가-힣ㄱ-ㅣ]", word)]
    latin = [_latin(word) for word in words if word not in korean]
    return "|".join(
        [rf"\b(?:{'|'.join(latin)})", *(stretchable(word.rstrip("*")) for word in korean)]
    )


def _latin(word: str) -> str:
    return stretchable(word.rstrip("*")) + (r"\w*" if word.endswith("*") else r"\b")


def rudeness(text: str) -> int:
    """0, 1 for what may be rude, 2 for what clearly is."""
    forms = {skeleton(text), hangul_skeleton(text)}
    for level, pattern in _patterns():
        if any(pattern.search(form) for form in forms):
            return level
    return 0
