"""Turns what a person typed into a `tsquery`: all words, "quotes", -without. Never fails on any input."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from videos.services.search_index.tokens import Token, pairs, tokenize

MAX_LENGTH = 200
MAX_TERMS = 16
_TERM = re.compile(r'(?P<minus>-?)(?:["“”](?P<quoted>[^"“”]*)["“”]?|(?P<word>[^\s"“”]+))')

# What Postgres' `english` configuration leaves out (snowball's english.stop), apostrophes folded.
_STOP = """
i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she
her hers herself it its itself they them their theirs themselves what which who whom this that
these those am is are was were be been being have has had having do does did doing a an the
and  but if or because as until while of at by for with about against between into through
during  before after above below to from up down in out on off over under again further then
once here  there when where why how all any both each few more most other some such no nor not
only own  same so than too very s t can will just don should now
"""
STOP_WORDS = frozenset(_STOP.split())


@dataclass(frozen=True)
class TsQuery:
    """A SQL expression of type `tsquery` with its parameters. Empty when nothing can be looked for."""

    sql: str
    params: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.sql)


@dataclass(frozen=True)
class _Term:
    tokens: list[Token]
    negative: bool
    quoted: bool

    @property
    def is_stop_word(self) -> bool:
        return not self.quoted and len(self.tokens) == 1 and self.tokens[0].text in STOP_WORDS


def parse_query(text: str, *, complete_last: bool = False, title_only: bool = False) -> TsQuery:
    """Make the query for `text`; characters that mean nothing in a search are passed over.

    `complete_last` lets the last word be the beginning of one, for suggestions; `title_only`
    looks at nothing but the title. At most 200
    characters and 16 terms count. A query of nothing but exclusions is empty.
    """
    terms = list(_terms(text[:MAX_LENGTH]))[:MAX_TERMS]
    wanted = [term for term in terms if not term.negative]
    telling = [term for term in wanted if not term.is_stop_word] or wanted
    if not telling:
        return TsQuery("", ())
    sql: list[str] = []
    params: list[str] = []
    for term in telling:
        prefix = complete_last and term is telling[-1]
        piece, values = _positive(term, prefix=prefix, weight="A" if title_only else "")
        sql.append(piece)
        params += values
    for term in terms:
        if term.negative:
            piece, values = _positive(term, prefix=False, weight="")
            sql.append(f"!!{piece}")
            params += values
    return TsQuery(f"({' && '.join(sql)})", tuple(params))


def _terms(text: str) -> Iterator[_Term]:
    for match in _TERM.finditer(text):
        quoted = match["quoted"] is not None
        tokens = list(tokenize(match["quoted"] if quoted else match["word"]))
        if tokens:
            yield _Term(tokens, bool(match["minus"]), quoted)


def _positive(term: _Term, *, prefix: bool, weight: str) -> tuple[str, list[str]]:
    phrase = _phrase(term.tokens, prefix=prefix, weight=weight)
    if len(term.tokens) == 1 and not term.tokens[0].dense and not term.quoted:
        # The stem finds other forms of the word; the exact lexeme beside it ranks the form that
        # was typed higher.
        word = f"'{term.tokens[0].text}':{weight}".removesuffix(":")
        return "(to_tsquery('english', %s) || %s::tsquery)", [word, phrase]
    return "(%s::tsquery)", [phrase]


def _phrase(tokens: list[Token], *, prefix: bool, weight: str) -> str:
    """Tokens side by side, as `lexemes` numbers them; a lone character matches as a prefix."""
    parts: list[tuple[int, str, str]] = []  # position, lexeme, "*" for a prefix
    position = 1
    for token in tokens:
        if not token.dense:
            parts.append((position, token.text, ""))
            position += 1
        elif len(token.text) == 1:
            parts.append((position, token.text, "*"))
            position += 1
        else:
            parts += [(position + i, pair, "") for i, pair in enumerate(pairs(token.text))]
            position += len(token.text)
    if prefix:
        parts[-1] = (*parts[-1][:2], "*")
    text, before = "", 0
    for here, lexeme, star in parts:
        flags = f":{star}{weight}" if star or weight else ""
        text += f" <{here - before}> '{lexeme}'{flags}" if text else f"'{lexeme}'{flags}"
        before = here
    return text
