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
                by_level[int(level)].append(_of(word.strip()))
    return tuple((level, re.compile("|".join(words))) for level, words in by_level.items())


def _of(word: str) -> str:
    stem = word.rstrip("*")
    body = stretchable(stem)
    if re.search("[가-힣ㄱ-ㅣ]", word):
        return body
    return rf"\b{body}\w*" if word.endswith("*") else rf"\b{body}\b"


def rudeness(text: str) -> int:
    """0, 1 for what may be rude, 2 for what clearly is."""
    forms = {skeleton(text), hangul_skeleton(text)}
    for level, pattern in _patterns():
        if any(pattern.search(form) for form in forms):
            return level
    return 0
