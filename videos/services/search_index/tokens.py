"""Cuts text into lexemes with positions, the same way for documents and for queries.

Words of scripts with spaces are one lexeme each. Runs of scripts written without reliable spaces
(Hangul, Han, kana, Thai…) become overlapping pairs of characters, so that any stretch of a word is
found, whatever particle hangs on it and wherever the writer put spaces.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

MAX_WORD = 64
# First and last code points of scripts that are cut into pairs.
_DENSE = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1100, 0x11FF),  # Hangul jamo
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),  # iteration marks, ideographic zero
    (0x3040, 0x30FF),  # kana
    (0x3130, 0x318F),  # compatibility jamo
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),  # Hangul syllables, jamo extended
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")


@dataclass(frozen=True)
class Token:
    """A word, or a run of characters that is cut into pairs. `glued`: no gap before it at all;
    `spaced`: only white space before it."""

    text: str
    dense: bool
    glued: bool
    spaced: bool


def fold(text: str) -> str:
    """One spelling for what reads alike: composed, full width made narrow, no case, no accents
    on Latin letters."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isascii():
        text = "".join(_bare(character) for character in text)
    return _APOSTROPHE.sub("", text)


@lru_cache(maxsize=4096)
def _bare(character: str) -> str:
    base = unicodedata.normalize("NFD", character)
    return base[0] if len(base) > 1 and base[0].isascii() else character


@lru_cache(maxsize=8192)
def _kind(character: str) -> str:
    """`d` dense, `w` of a word, `s` space, `-` anything else."""
    if character.isspace():
        return "s"
    if unicodedata.category(character)[0] not in "LNM":
        return "-"
    code = ord(character)
    return "d" if any(first <= code <= last for first, last in _DENSE) else "w"


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` in order. Never fails, whatever the characters."""
    run, run_kind = "", ""
    before = "-"  # all that stood between the last token and this one: "", "s" or "-"
    for character in f"{fold(text)}\n":
        kind = _kind(character)
        if kind == run_kind:
            run += character
            continue
        if run:
            yield Token(
                run[:MAX_WORD] if run_kind == "w" else run,
                run_kind == "d",
                not before,
                before == "s",
            )
            run, run_kind, before = "", "", ""
        if kind in "dw":
            run, run_kind = character, kind
        elif before != "-":
            before = kind


def pairs(run: str) -> list[str]:
    """The overlapping pairs of `run`: one fewer than it has characters."""
    return [run[i : i + 2] for i in range(len(run) - 1)]


def lexemes(text: str) -> Iterator[tuple[str, int]]:
    """Yield (lexeme, position from 1) for a document.

    A dense run yields its pairs and, at its end, its last character, so that one character
    finds every word it stands in. Two runs with only space between yield the pair that joins
    them: `안개 낀` is found by `안개낀`.
    """
    position, last = 1, ""
    for token in tokenize(text):
        if token.dense:
            if last and token.spaced:
                yield last + token.text[0], position - 1
            for offset, pair in enumerate(pairs(token.text)):
                yield pair, position + offset
            last = token.text[-1]
            position += len(token.text)
            yield last, position - 1
        else:
            yield token.text, position
            last = ""
            position += 1
