"""Collects texts into locale/, compiles them, and says what is not translated. Needs no GNU gettext.

`python -m tools.messages` updates the catalogues; `--check` changes nothing and fails on a text without a
translation; `--compile` only writes the .mo files (they are not committed).
"""

import argparse
import ast
import io
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from tools.compile_messages import LOCALE_DIR, compile_all
from tools.foreign_texts import FOREIGN_TEXTS

ROOT = Path(__file__).resolve().parents[1]
APPS = ("core", "accounts", "videos", "live", "chat", "discovery", "piyakast")
LOCALES = ("ko",)
BROWSER_CALL = re.compile(
    r"""(?<![\w.])n?gettext\(\s*("(?:[^"\\\n]|\\.)+")(?:\s*,\s*("(?:[^"\\\n]|\\.)+"))?"""
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdif]|\{(\w+)\}|(%[sd%](?![A-Za-z]))")
# Placeholders of gettext's own header, and dates that would change with every run.
UNWANTED_HEADERS = (
    '"POT-Creation',
    '"PO-Revision',
    '"Generated-By',
    '"Project-Id',
    '"Report-Msgid',
    '"Last-Translator',
    '"Language-Team',
)
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Text = tuple[str | tuple[str, ...], str | None]


def main() -> int:
    """Update, compile or check, as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compile", action="store_true")
    options = parser.parse_args()
    if options.compile:
        compile_all()
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "piyakast.settings.test")
    django.setup()
    texts = {"django": sorted_texts(site_texts()), "djangojs": sorted_texts(browser_texts())}
    if options.check:
        faults = [
            fault
            for locale in LOCALES
            for domain in texts
            for fault in check(locale, domain, texts[domain])
        ]
        faults += unplain_browser_calls()
        for fault in faults:
            print(fault)
        return bool(faults)
    for locale in LOCALES:
        for domain, found in texts.items():
            update(locale, domain, found)
    compile_all()
    return 0


def site_texts() -> Iterator[Text]:
    """Texts of our Python files and templates, and those of packages that we word ourselves."""
    for app in APPS:
        yield from texts_of(ROOT / app)
    yield from texts_of(ROOT / "templates")
    for texts in FOREIGN_TEXTS.values():
        yield from ((text, None) for text in texts)


def texts_of(folder: Path) -> Iterator[Text]:
    """Texts of the Python files and templates below one folder."""
    from django.utils.translation.template import templatize

    for file in sorted(folder.rglob("*")):
        if file.suffix == ".py" and "migrations" not in file.parts:
            yield from found_in(file.read_text())
            yield from found_in("\n".join(calls_in_f_strings(file.read_text())))
        elif file.suffix in {".html", ".txt", ".xml"}:
            # What is not a text is blanked out by templatize; its indentation means nothing.
            source = templatize(file.read_text(), origin=str(file))
            calls = re.findall(r"\b(?:_|gettext|ngettext|pgettext|npgettext)\(.*", source)
            yield from found_in("\n".join(calls))


def calls_in_f_strings(source: str) -> Iterator[str]:
    """The calls inside f-strings, which are one token to the Python that reads them, up to 3.11."""
    strings = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    for string in strings:
        yield from (ast.unparse(node) for node in ast.walk(string) if isinstance(node, ast.Call))


def browser_texts() -> Iterator[Text]:
    """Texts of our ES modules: calls with plain strings, also those inside template literals."""
    for file in sorted((ROOT / "static" / "js").rglob("*.js")):
        for text in BROWSER_CALL.finditer(file.read_text()):
            first, second = (json.loads(part) if part else "" for part in text.groups())
            yield ((first, second) if second else first), None


def found_in(source: str) -> Iterator[Text]:
    """Every marked text in one Python source: the message (or singular and plural) and its context."""
    stream = io.BytesIO(source.encode())
    options = {"encoding": "utf-8"}
    for _line, message, _comments, context in extract("python", stream, KEYWORDS, options=options):
        if message and message != "":
            yield (tuple(message) if isinstance(message, list | tuple) else message), context


def sorted_texts(texts: Iterator[Text]) -> list[Text]:
    """Without repeats, in an order that does not depend on files: calm to merge."""
    return sorted(
        set(texts), key=lambda text: (str(text[0]).casefold(), str(text[0]), text[1] or "")
    )


def catalogue_path(locale: str, domain: str) -> Path:
    """Where a catalogue lies."""
    return LOCALE_DIR / locale / "LC_MESSAGES" / f"{domain}.po"


def load(locale: str, domain: str) -> Catalog:
    """A catalogue as it is, or an empty one."""
    path = catalogue_path(locale, domain)
    if not path.exists():
        return Catalog(locale=locale, domain=domain)
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain=domain)


def update(locale: str, domain: str, texts: list[Text]) -> None:
    """Write the catalogue with exactly `texts`, keeping the translations that there are."""
    old = load(locale, domain)
    new = Catalog(locale=locale, domain=domain, fuzzy=False, header_comment=f"# PIYAKast: {locale}")
    missing = 0
    for message, context in texts:
        known = old.get(message if isinstance(message, str) else message[0], context)
        translation = (
            known.string
            if known and not known.fuzzy
            else ("" if isinstance(message, str) else ("",))
        )
        if not isinstance(message, str) and isinstance(translation, str):
            translation = (translation,)
        missing += not any(translation) if isinstance(translation, tuple) else not translation
        new.add(message, translation, context=context)
    path = catalogue_path(locale, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, new, no_location=True, omit_header=False, width=100, sort_output=False)
    keep = [line for line in path.read_text().splitlines() if not line.startswith(UNWANTED_HEADERS)]
    path.write_text("\n".join(keep) + "\n")
    print(f"{locale}/{domain}: {len(texts)} texts, {missing} without a translation")


def check(locale: str, domain: str, texts: list[Text]) -> Iterator[str]:
    """What is wrong with a catalogue: missing, empty, fuzzy, or other placeholders than the text."""
    known = load(locale, domain)
    for message, context in texts:
        text = message if isinstance(message, str) else message[0]
        entry = known.get(text, context)
        strings = entry.string if entry else ""
        parts = [strings] if isinstance(strings, str) else list(strings)
        if entry is None or entry.fuzzy or not all(parts):
            yield f"{locale}/{domain}: not translated: {text!r}"
            continue
        # Of a plural, the form for many has every placeholder; "one file" may leave its number out.
        wanted = placeholders(message if isinstance(message, str) else message[1])
        for part in parts:
            if placeholders(part) != wanted:
                yield f"{locale}/{domain}: other placeholders: {text!r} → {part!r}"
            if "  " in part or part != part.strip():
                yield f"{locale}/{domain}: stray spaces: {text!r} → {part!r}"


def unplain_browser_calls() -> Iterator[str]:
    """Calls in our ES modules whose text is not a plain string, so that nobody can translate it."""
    for file in sorted((ROOT / "static" / "js").rglob("*.js")):
        if file.name == "i18n.js":
            continue
        source = file.read_text()
        plain = {text.start() for text in BROWSER_CALL.finditer(source)}
        for call in re.finditer(r"(?<![\w.])n?gettext\(", source):
            if call.start() not in plain:
                line = source.count("\n", 0, call.start()) + 1
                yield f"{file.relative_to(ROOT)}:{line}: give gettext one plain string in double quotes"


def placeholders(text: str) -> set[str]:
    """The names that a text fills in."""
    return {"".join(names) for names in PLACEHOLDER.findall(text)}


if __name__ == "__main__":
    sys.exit(main())
