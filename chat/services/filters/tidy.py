"""Messages as they are kept: one line, nothing that turns or overflows what stands around it."""

import re
import unicodedata

from core.plain_text import BLANKS, clean_text, is_visible

# Joins emoji, chooses their look, and spells flags: those that are seen.
JOINERS = {"\u200d", "\ufe0f", "\ufe0e", *(chr(code) for code in range(0xE0020, 0xE0080))}
AS_SPACES = dict.fromkeys(map(ord, BLANKS), " ")
MOST_MARKS = 3
MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def tidy_message(text: str) -> str:
    """The text as it is kept and shown; empty when there is nothing to see."""
    shown = "".join(
        char
        for char in clean_text(text).translate(AS_SPACES)
        if char in JOINERS or unicodedata.category(char) != "Cf"
    )
    # Piled up marks cover the lines above and below.
    shown = MARKS.sub(lambda found: found.group()[:MOST_MARKS], shown)
    shown = " ".join(shown.split())
    return shown if is_visible(shown) else ""
