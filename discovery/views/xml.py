"""Writing XML answers: text that XML cannot hold is left out instead of breaking the document."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator


class Document:
    """An XML document under construction. `text` is the whole once everything is closed."""

    def __init__(self) -> None:
        self._out = StringIO()
        self._xml = SimplerXMLGenerator(self._out, "utf-8")
        self._xml.startDocument()

    @contextmanager
    def element(self, name: str, **attributes: str) -> Iterator[None]:
        """Open an element; the block writes what is in it. `a__b` stands for the attribute `a:b`."""
        self._xml.startElement(name, AttributesImpl(_attributes(attributes)))
        yield
        self._xml.endElement(name)

    def leaf(self, name: str, text: str | None = None, **attributes: str) -> None:
        """An element with text or nothing in it."""
        contents = None if text is None else plain(text)
        self._xml.addQuickElement(name, contents, _attributes(attributes))

    @property
    def text(self) -> str:
        """What was written."""
        return self._out.getvalue()


def _attributes(given: dict[str, str]) -> dict[str, str]:
    return {name.replace("__", ":"): plain(value) for name, value in given.items()}


def plain(text: str) -> str:
    """`text` without the characters that XML 1.0 has no way to write (§2.2)."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
