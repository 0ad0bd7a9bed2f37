"""What a text reads like, whatever tricks it is written with: the form that filters compare."""

import re
import unicodedata

from chat.adapters.lookalikes import latin_lookalikes

LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "l"})  # fmt: skip
REPEATED = re.compile(r"(.)\1{2,}")
# Letters that stand apart, with something between each two: f.u.n, f u n.
APART = re.compile(r"(?<!\w)\w(?:\W+\w(?!\w))+")
HANGUL = "가-힣ㄱ-ㅣᄀ-ᇿ"
BETWEEN_HANGUL = re.compile(rf"(?<=[{HANGUL}])[^{HANGUL}a-z\s]+(?=[{HANGUL}])")


def plain(text: str) -> str:
    """Compatible forms made one, cases too, nothing invisible, nothing that only looks like Latin."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(char for char in folded if unicodedata.category(char) not in {"Mn", "Cf", "Cc"})
    return unicodedata.normalize("NFC", bare.translate(latin_lookalikes()))


def skeleton(text: str) -> str:
    """`plain`, with digits for letters, stretched and spread words brought together."""
    return _gathered(plain(text).translate(LEET))


def _gathered(text: str) -> str:
    # A letter to regular expressions, but none to whoever reads: _fun_, f_u_n.
    text = text.replace("_", " ")
    text = REPEATED.sub(r"\1\1", text)
    text = APART.sub(lambda found: re.sub(r"\W+", "", found.group()), text)
    return unicodedata.normalize("NFC", text)


def hangul_skeleton(text: str) -> str:
    """`plain` without what stands between syllables: 바.보, 바1보. Spaces stay: in 다시 발견 they part two words."""
    return _gathered(BETWEEN_HANGUL.sub("", plain(text)))


def stretchable(text: str) -> str:
    """A pattern for a skeleton in which letters may be stretched: fuuun.

    `ff*`, not `f+`: an alternative that begins with a letter is passed over by that letter alone.
    """
    return "".join(map(_stretched, skeleton(text)))


def spaceable(text: str) -> str:
    """The same for Hangul, where spaces are put and left out at will; only where a word begins, for 날씨 발표 is harmless."""
    return " *".join(_stretched(char) for char in skeleton(text) if char != " ")


def _stretched(char: str) -> str:
    return f"{re.escape(char)}{re.escape(char)}*"
