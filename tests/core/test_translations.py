"""Every text that people see can be translated, and is: complete, with the same placeholders, none hard-coded."""

import ast
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from core.templatetags.humane import followers, views
from tools import messages
from tools.foreign_texts import FOREIGN_TEXTS

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "chat", "core", "discovery", "live", "videos")

# Template tags and variables fill in what is not written in the file.
FILLED = "\ue000"
TRANSLATED = re.compile(r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}", re.DOTALL)
UNSEEN = re.compile(
    r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}|{%\s*block \w*class\s*%}.*?{%\s*endblock\s*%}",
    re.DOTALL,
)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2}")
SPOKEN_ATTRIBUTES = {"aria-label", "title", "placeholder", "alt", "label"}
# Names that read the same in every language, and code that is shown as code.
NAMES = {"English", "한국어", "API ·", "curl '", "/api/v1/search?q=sunset&limit=3'"}

# What is written for robots alone.
FOR_PROGRAMS = {ROOT / "templates/discovery/robots.txt"}

SENTENCE = re.compile(r"[A-Z][^\n]* [^\n]*[.!?…]")
# Calls whose sentences are translated already, or read by developers and operators alone.
NOT_FOR_PEOPLE = re.compile(
    r"(_|n?p?gettext(_lazy|_noop)?|\w+Error|ImproperlyConfigured|checks\.Warning|logger\.\w+|Field|Query|router\.\w+|api\.\w+|NinjaAPI|\w*help\w*"
    r"|self\.stdout\.write|parser\.add_argument)"
)
# What encoders are told (they show it as it is, in no language that we know of), and what developers read.
NOT_FOR_READERS = (
    "core/api_docs.py",
    "live/adapters/",
    "live/ingest/",
    "chat/protocol/asyncapi.py",
)


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_korean_is_complete_and_keeps_placeholders(domain: str) -> None:
    found = messages.site_texts() if domain == "django" else messages.browser_texts()
    texts = messages.sorted_texts(found)
    assert len(texts) > 100
    assert list(messages.check("ko", domain, texts)) == []
    assert list(messages.unplain_browser_calls()) == []


def test_the_catalogues_hold_nothing_that_is_not_used() -> None:
    for domain, found in (
        ("django", messages.site_texts()),
        ("djangojs", messages.browser_texts()),
    ):
        used = {text if isinstance(text, str) else text[0] for text, _context in found}
        kept = {
            entry.id if isinstance(entry.id, str) else entry.id[0] for entry in _entries(domain)
        }
        assert len(kept) > 100
        assert kept - {""} <= used


@pytest.mark.parametrize("package", FOREIGN_TEXTS)
def test_texts_of_packages_are_still_theirs(package: str) -> None:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    theirs = {text for text, _context in messages.texts_of(Path(spec.origin).parent)}
    assert set(FOREIGN_TEXTS[package]) <= theirs


def test_a_wrong_translation_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalog(locale="ko")
    catalogue.add("%(n)s files of %(name)s", "%(n)s개 파일")
    catalogue.add("Two words", "두  단어")
    catalogue.add(("one file", "%(n)s files"), ("파일 %(n)s개",))
    monkeypatch.setattr(messages, "load", lambda _locale, _domain: catalogue)
    texts: list[messages.Text] = [
        ("%(n)s files of %(name)s", None),
        ("Two words", None),
        (("one file", "%(n)s files"), None),
        ("Never translated", None),
    ]
    faults = list(messages.check("ko", "django", texts))
    assert [fault.split(": ")[1] for fault in faults] == [
        "other placeholders",
        "stray spaces",
        "not translated",
    ]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('gettext("Plain")', [("Plain", None)]),
        ('`${a} ${interpolate(gettext("%(n)s left"), { n: f({}) })}`', [("%(n)s left", None)]),
        ('ngettext("%(n)s file",\n  "%(n)s files", n)', [(("%(n)s file", "%(n)s files"), None)]),
        (r'gettext("a \"quoted\" word")', [('a "quoted" word', None)]),
        ('this.gettext("Somebody else\'s")', []),
    ],
)
def test_browser_texts_are_found(
    source: str, texts: list[messages.Text], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "static/js").mkdir(parents=True)
    (tmp_path / "static/js/page.js").write_text(source)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    assert list(messages.browser_texts()) == texts
    assert list(messages.unplain_browser_calls()) == []


def test_a_browser_text_that_nobody_could_translate_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "static/js").mkdir(parents=True)
    (tmp_path / "static/js/page.js").write_text("\ngettext(`${n} files`);\ngettext(name);\n")
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    faults = [fault.split(": ")[0] for fault in messages.unplain_browser_calls()]
    assert faults == ["static/js/page.js:2", "static/js/page.js:3"]


def test_templates_hold_no_text_outside_translate_tags() -> None:
    left = {
        str(file.relative_to(ROOT)): found
        for file in sorted((ROOT / "templates").rglob("*"))
        if file.suffix in {".html", ".txt"}
        and file not in FOR_PROGRAMS
        and (found := _hard_coded(file.read_text()))
    }
    assert left == {}


def test_a_hard_coded_text_in_a_template_is_noticed() -> None:
    page = """<h1>{% translate "Fine" %}</h1><p title="Not fine">{{ name }} likes it</p>
        <script>var code = "is not text";</script>{# nor is this #}
        {% blocktranslate %}Nor this{% endblocktranslate %}"""
    assert _hard_coded(page) == ["Not fine", "likes it"]


def test_a_hard_coded_text_in_a_mail_is_noticed() -> None:
    mail = (
        """{% block words %}{% translate "Fine" %}:\n{{ SITE_URL }}\n\nBest wishes{% endblock %}"""
    )
    assert _hard_coded(mail) == ["Best wishes"]


def test_python_holds_no_sentence_that_is_not_marked() -> None:
    left = [
        f"{file.relative_to(ROOT)}:{line}: {text}"
        for app in APPS
        for file in sorted((ROOT / app).rglob("*.py"))
        if not {"migrations", "demo", "metrics.py"} & {*file.parts}
        and not str(file.relative_to(ROOT)).startswith(NOT_FOR_READERS)
        for line, text in _unmarked(ast.parse(file.read_text()))
    ]
    assert left == []


def test_an_unmarked_sentence_in_python_is_noticed() -> None:
    tree = ast.parse('''
def f():
    """A docstring is fine."""
    raise Refused(422, _("This is marked."), "This is not marked.")
''')
    assert list(_unmarked(tree)) == [(4, "This is not marked.")]


def test_korean_is_spoken_where_texts_are_made() -> None:
    with translation.override("ko"):
        assert gettext("Watch later") == "나중에 볼 동영상"
        assert ngettext("%(n)d day ago", "%(n)d days ago", 3) % {"n": 3} == "3일 전"
        assert views(12_345) == "조회수 1.2만회"
        assert followers(1) == "팔로워 1명"
        morning = datetime(2026, 11, 24, 4, 11, tzinfo=UTC)
        assert date_format(morning, "DATETIME_FORMAT") == "2026년 11월 24일 오전 4:11"
        assert date_format(morning, "SHORT_DATE_FORMAT") == "2026. 11. 24."
    with translation.override("en"):
        assert views(1_234) == "1.2K views"


@pytest.mark.django_db
def test_the_page_speaks_the_language_that_the_browser_asks_for(client: Client) -> None:
    korean = client.get("/trending", headers={"accept-language": "ko-KR,ko;q=0.9,en;q=0.8"})
    english = client.get("/trending", headers={"accept-language": "fr,en;q=0.5"})
    assert '<html lang="ko"' in korean.text
    assert "인기 급상승" in korean.text
    assert '<html lang="en"' in english.text
    assert "Trending" in english.text
    script = client.get("/i18n/texts.js", headers={"accept-language": "ko"})
    assert json.dumps("전체 화면").strip('"').upper() in script.text.upper()


def _entries(domain: str) -> list[Message]:
    return list(messages.load("ko", domain))


def _hard_coded(template: str) -> list[str]:
    reader = _Texts()
    visible = UNSEEN.sub("", TRANSLATED.sub(FILLED, template))
    # An element whose very name is filled in says nothing itself.
    reader.feed(re.sub(f"</?{FILLED}[^>]*>", "", TAG.sub(FILLED, visible)))
    reader.close()
    return reader.found


class _Texts(HTMLParser):
    """Collects runs of letters in text nodes and in attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In the admin's font the name of an icon is drawn as the icon.
        icon = "material-symbols" in (dict(attrs).get("class") or "")
        if icon or tag in {"script", "style"}:
            self.inside.append(tag)
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES:
                self._note(value or "")

    def handle_endtag(self, tag: str) -> None:
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self._note(data)

    def _note(self, text: str) -> None:
        for part in re.split(f"{FILLED}|\n", text):
            words = part.strip()
            if LETTERS.search(words) and words not in NAMES:
                self.found.append(words)


def _unmarked(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Literals that read like a sentence, outside docstrings and calls that are not for people."""
    if isinstance(node, ast.Call) and NOT_FOR_PEOPLE.fullmatch(ast.unparse(node.func)):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.Assign | ast.AnnAssign) and "help" in ast.unparse(node).split("=")[0]:
        return  # of a command
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if SENTENCE.fullmatch(node.value):
            yield node.lineno, node.value
        return
    for child in ast.iter_child_nodes(node):
        yield from _unmarked(child)
