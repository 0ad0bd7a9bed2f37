"""How rude a text is, by short lists of words: what may be rude is held, never refused."""

import re
from functools import cache
from pathlib import Path

from chat.services.filters.skeleton import hangul_skeleton, plain, skeleton, spaceable, stretchable

LISTS = Path(__file__).parent / "rude"


@cache
def _patterns() -> tuple[tuple[int, "re.Pattern[str]", "re.Pattern[str]"], ...]:
    """For each level: what is searched in every message, and Korean words in pieces."""
    by_level: dict[int, list[str]] = {2: [], 1: []}
    for file in sorted(LISTS.glob("*.txt")):
        for line in file.read_text().splitlines():
            level, _space, word = line.partition(" ")
            if level in {"1", "2"}:
                by_level[int(level)].append(word.strip())
    return tuple((level, *_any_of(words)) for level, words in by_level.items())


def _any_of(words: list[str]) -> tuple["re.Pattern[str]", "re.Pattern[str]"]:
    """Two patterns. What begins a word is asked once for all of them: every message is searched."""
    korean = [word for word in words if re.search("[가-힣ㄱ-ㅣ]", word)]
    latin = [_latin(word) for word in words if word not in korean]
    whole = "|".join([rf"\b(?:{'|'.join(latin)})", *map(stretchable, korean)])
    return re.compile(whole), re.compile(rf"\b(?:{'|'.join(map(spaceable, korean))})")


def _latin(word: str) -> str:
    return stretchable(word.rstrip("*")) + (r"\w*" if word.endswith("*") else r"\b")


def rudeness(text: str) -> int:
    """0, 1 for what may be rude, 2 for what clearly is."""
    forms = {skeleton(text), hangul_skeleton(text)}
    spaced = plain(text) if " " in text and not text.isascii() else ""
    for level, whole, pieces in _patterns():
        if any(whole.search(form) for form in forms) or (spaced and pieces.search(spaced)):
            return level
    return 0
