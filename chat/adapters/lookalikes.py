"""Characters that look like Latin letters, by Unicode's table of confusables (UTS #39) and by their names."""

import re
import unicodedata
from functools import cache

from confusable_homoglyphs import confusables

# What makers of fancy texts write with, which the table passes over: ᴏ, ɴ, 🅾, 🅞, ø, ɾ.
DRESSED = re.compile(
    r"(?:LATIN LETTER SMALL CAPITAL|NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER|LATIN (?:SMALL|CAPITAL) LETTER) ([A-Z])(?: WITH .+)?"
)
WHERE = (range(0xA0, 0x2B0), range(0x1D00, 0x1DC0), range(0x2C60, 0x2C80), range(0xA720, 0xA800), range(0x1F150, 0x1F18A))  # fmt: skip
ALPHABETS = ("LATIN", "GREEK", "CYRILLIC")
# Like a c with a bar, says the table; people read an e.
BY_EYE = {ord("ε"): "e", ord("є"): "e"}


@cache
def latin_lookalikes() -> dict[int, str]:
    """For `str.translate`: what looks like a small Latin letter, and that letter."""
    table = {}
    for char, others in confusables.confusables_data.items():
        if len(char) != 1 or char.isascii():
            continue
        letters = [
            each["c"].lower() for each in others if len(each["c"]) == 1 and each["c"].isascii()
        ]
        letter = next((each for each in letters if each.isalpha()), None)
        if letter:
            table[ord(char)] = letter
    for code in (code for some in WHERE for code in some):
        found = DRESSED.fullmatch(unicodedata.name(chr(code), ""))
        if found:
            table.setdefault(code, found[1].lower())
    return table | _at_second_hand(table) | BY_EYE


def _at_second_hand(table: dict[int, str]) -> dict[int, str]:
    """What looks like something that looks like a letter: τ like ᴛ."""
    found = {}
    for char, others in confusables.confusables_data.items():
        if len(char) != 1 or char.isascii() or ord(char) in table:
            continue
        letters = [table[ord(each["c"])] for each in others if len(each["c"]) == 1 and ord(each["c"]) in table]  # fmt: skip
        if letters and unicodedata.name(char, "").startswith(ALPHABETS):
            found[ord(char)] = letters[0]
    return found
