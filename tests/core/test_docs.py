"""The documentation points at what is there: links, anchors, files, make targets, tasks, and an index of every page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
OUR_FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()}
# Made at run time, or on the reader's side.
NOT_IN_THE_TREE = ("var/", ".venv/", "staticfiles/")
PATH = re.compile(r"[\w.-]+(?:/[\w.@-]+)*/?")
pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@pages
def test_links_resolve(page: Path) -> None:
    broken = []
    for target in LINK.findall(FENCE.sub("", page.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        path, _hash, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in set(_anchors(file))):
            broken.append(target)
    assert broken == []


@pages
def test_files_that_are_named_exist(page: Path) -> None:
    text = FENCE.sub("", page.read_text())
    missing = [name for name in CODE.findall(text) if _is_our_path(name) and not _exists(name)]
    assert missing == []


@pages
def test_make_targets_that_are_named_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text(), re.MULTILINE))
    assert named <= targets


@pages
def test_tasks_that_are_named_exist(page: Path) -> None:
    current_app.loader.import_default_modules()
    areas = {name.partition(".")[0] for name in current_app.tasks if "celery" not in name}
    named = {
        name
        for name in CODE.findall(page.read_text())
        if re.fullmatch(
            r"[a-z]+(\.[a-z]+)?\.(sweep|flush|send|begin|work|settle|erase|recompute)\w*", name
        )
        and name.partition(".")[0] in areas
    }
    assert named <= set(current_app.tasks)


def test_every_page_stands_in_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    linked = {
        (folder / target.partition("#")[0]).resolve()
        for folder, page in (
            (index.parent, index),
            (index.parent / "decisions", index.parent / "decisions" / "README.md"),
        )
        for target in LINK.findall(page.read_text())
    }
    assert {page for page in PAGES if "docs" in page.parts} - linked - {index} == set()


def test_both_readmes_show_the_same_commands_and_pictures() -> None:
    english, korean = (ROOT / "README.md").read_text(), (ROOT / "README.ko.md").read_text()
    for pattern in (r"^make \w+", r"docs/images/\w+\.png", r"\w+@piyakast\.example", r"^## "):
        found = [re.findall(pattern, text, re.MULTILINE) for text in (english, korean)]
        assert found[0] == found[1]


def _anchors(file: Path) -> Iterator[str]:
    for heading in HEADING.findall(FENCE.sub("", file.read_text())):
        words = re.sub(r"[^\w\s-]", "", heading.lower())
        yield words.strip().replace(" ", "-")


def _is_our_path(name: str) -> bool:
    """Whether a code span names a file or folder of the repository: it begins with a folder of ours."""
    first, slash, _rest = name.partition("/")
    if not PATH.fullmatch(name) or name.startswith(NOT_IN_THE_TREE):
        return False
    return bool(slash) and first in OUR_FOLDERS


def _exists(name: str) -> bool:
    return (ROOT / name).exists()
