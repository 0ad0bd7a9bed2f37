"""Characters that look like Latin letters, by Unicode's table of confusables (UTS #39)."""

from functools import cache

from confusable_homoglyphs import confusables


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
    return table
