"""The documented installation of a deployed site: it has what it runs, and says what was forgotten."""

import ast
import os
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

ROOT = Path(__file__).resolve().parents[2]


def imported(file: Path) -> set[str]:
    """The packages of others that a file imports, whenever it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"tools"}


@pytest.mark.parametrize("name", ["messages", "compile_messages"])
def test_production_has_what_compiles_the_translations(name: str) -> None:
    pinned = set(
        re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements/prod.txt").read_text(), re.MULTILINE)
    )
    owners = packages_distributions()
    wanted = {
        owner.lower().replace("_", "-")
        for module in imported(ROOT / f"tools/{name}.py")
        for owner in owners[module]
    }
    assert "babel" in wanted
    assert wanted <= pinned


def warnings() -> list[str]:
    return [
        each.msg.partition(" ")[0]
        for each in run_checks(include_deployment_checks=True)
        if each.id == "core.W001"
    ]


def test_a_deployment_without_its_translations_is_told(settings: Any, tmp_path: Path) -> None:
    assert warnings() == []
    source = tmp_path / "ko/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text("")
    settings.LOCALE_PATHS = [tmp_path]
    assert warnings() == [str(source)]
    compiled = source.with_suffix(".mo")
    compiled.write_bytes(b"")
    assert warnings() == []
    # Of an older release.
    earlier = source.stat().st_mtime - 60
    os.utime(compiled, (earlier, earlier))
    assert warnings() == [str(source)]


# Django loads its hasher by itself.
FOUND_BY_OTHERS = {"argon2-cffi"}


def test_nothing_is_installed_that_the_site_does_not_use() -> None:
    """Every package that all processes have is imported, or named in the settings."""
    listed = (ROOT / "requirements/base.in").read_text().splitlines()
    names = {re.split(r"[\[~=<>]", line)[0] for line in listed if line and line[0].isalpha()}
    modules: dict[str, set[str]] = {}
    for module, owners in packages_distributions().items():
        for owner in owners:
            modules.setdefault(owner.lower().replace("_", "-"), set()).add(module)
    folders = ("core", "accounts", "videos", "live", "chat", "discovery", "piyakast")
    source = "\n".join(
        file.read_text() for folder in folders for file in (ROOT / folder).rglob("*.py")
    )
    used = set(re.findall(r"\w+", source))
    assert {name for name in names if not modules[name] & used} == FOUND_BY_OTHERS
