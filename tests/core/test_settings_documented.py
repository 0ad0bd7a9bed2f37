"""Every variable that the code reads stands in .env.example and docs/settings.md with its true default, and no other."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("accounts", "chat", "core", "discovery", "live", "piyakast", "tools", "videos")
# The system's own, and one between the test runner and its settings.
NOT_FOR_OPERATORS = {"PATH", "PIYAKAST_TEST_DIR"}
NAME = re.compile(r"[A-Z][A-Z0-9_]+")
EXAMPLE = re.compile(r"^#?([A-Z][A-Z0-9_]+)=(.*)$", re.MULTILINE)
ROW = re.compile(r"^\| `([A-Z][A-Z0-9_]+)` \| (?:`(.*?)`)?[^|]*\|", re.MULTILINE)


def test_env_example_lists_exactly_what_is_read() -> None:
    assert len(_read()) > 50
    assert set(_example()) == set(_read())


def test_the_reference_lists_exactly_what_is_read() -> None:
    assert set(_reference()) == set(_read())


def test_no_variable_is_listed_twice() -> None:
    for found in (EXAMPLE.findall(_text(".env.example")), ROW.findall(_text("docs/settings.md"))):
        names = [name for name, _default in found]
        assert len(names) == len(set(names))


def test_defaults_are_the_true_ones() -> None:
    example, reference = _example(), _reference()
    for name, defaults in _read().items():
        assert example[name] == reference[name], name
        known = {"" if default is ... else _as_text(default) for default in defaults}
        assert example[name] in known, name


def test_every_variable_of_the_example_is_explained() -> None:
    lines = _text(".env.example").splitlines()
    for before, line in pairwise(lines):
        if EXAMPLE.match(line):
            assert re.fullmatch(r"# .+[.)\d]", before), f"no explanation above {line}"


def _text(path: str) -> str:
    return (ROOT / path).read_text()


def _example() -> dict[str, str]:
    return dict(EXAMPLE.findall(_text(".env.example")))


def _reference() -> dict[str, str]:
    return dict(ROW.findall(_text("docs/settings.md")))


def _read() -> dict[str, list[object]]:
    """Variable → the defaults it is read with; Ellipsis where the default is computed."""
    found: dict[str, list[object]] = {}
    files = [file for folder in OURS for file in sorted((ROOT / folder).rglob("*.py"))]
    for file in [ROOT / "manage.py", *files]:
        for name, default in _reads_of(ast.parse(file.read_text())):
            found.setdefault(name, []).append(default)
    return {name: found[name] for name in found.keys() - NOT_FOR_OPERATORS}


def _reads_of(tree: ast.Module) -> Iterator[tuple[str, object]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            owner = ast.unparse(node.func.value)
            first = node.args[0]
            if owner in {"env", "os.environ"} and isinstance(first, ast.Constant):
                yield from _named(first.value, _default(node))
        elif (
            isinstance(node, ast.Subscript)
            and ast.unparse(node.value) == "os.environ"
            and isinstance(node.slice, ast.Constant)
            and isinstance(node.ctx, ast.Load)
        ):
            yield from _named(node.slice.value, ...)


def _named(value: object, default: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, str) and NAME.fullmatch(value):
        yield value, default


def _default(call: ast.Call) -> object:
    """The value of `default=`, when it is made of constants alone."""
    for keyword in call.keywords:
        if keyword.arg == "default":
            nodes = list(ast.walk(keyword.value))
            if any(isinstance(node, ast.Name | ast.Call | ast.IfExp) for node in nodes):
                return ...
            return eval(ast.unparse(keyword.value), {"__builtins__": {}})  # noqa: S307
    return ...


def _as_text(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
