"""Text that people type, made safe to keep and to show beside other text."""

import unicodedata

# Overrides, embeddings and isolates turn the text that follows them around: a title could rewrite its neighbours.
TURNING = frozenset(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))

# Letters without a shape, which are no spaces to Unicode: a name of these looks like none.
BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def clean_text(text: str, *, lines: bool = False) -> str:
    """The text in composed form (NFC), without controls and what turns directions; line breaks only with `lines`.

    A file named on a Mac is typed in decomposed Hangul that no search would find. NULs and lone surrogates
    cannot be stored at all.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(char for char in composed if (lines and char in "\n\t") or _is_kept(char))
    return kept.rstrip() if lines else " ".join(kept.split())


def is_visible(text: str) -> bool:
    """Whether there is anything to see: not only spaces, marks, blank letters and zero-width characters."""
    return any(unicodedata.category(char)[0] not in "CZM" and char not in BLANKS for char in text)


def _is_kept(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cs"} and char not in TURNING
