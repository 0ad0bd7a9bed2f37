"""Who answers oEmbed for which pages: other apps register theirs here, this app knows none of them."""

from collections.abc import Callable
from typing import Any

Answer = dict[str, Any]
Source = Callable[[str, int | None, int | None], Answer]
_sources: dict[str, Source] = {}


class Refusal(Exception):  # noqa: N818  (it is an answer)
    """No oEmbed answer: the HTTP status the specification gives it, and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def register_oembed(*url_names: str, source: Source) -> None:
    """Have `source(public_id, max_width, max_height)` answer for pages of these names. It may raise `Refusal`."""
    _sources.update(dict.fromkeys(url_names, source))


def source_for(url_name: str) -> Source | None:
    """Who answers for pages of this name."""
    return _sources.get(url_name)
