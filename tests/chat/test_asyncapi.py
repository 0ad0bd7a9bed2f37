"""The protocol for machines says what the code does: every reference leads somewhere, every event and command is there."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from chat import consumers
from chat.models import Entry
from chat.protocol.asyncapi import CLOSE_CODES
from chat.protocol.rights import LEAST_RANK
from chat.sockets import people

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[2] / "docs" / "subsystems" / "chat.md"


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    answer = client.get("/api/v1/asyncapi.json")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=3600"
    found: dict[str, Any] = answer.json()
    return found


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for each in part.values():
            yield from references(each)
    elif isinstance(part, list):
        for each in part:
            yield from references(each)


def constants(document: dict[str, Any], union: str, member: str) -> set[str]:
    """The words by which the kinds of a union are told apart."""
    schemas = document["components"]["schemas"]
    words: set[str] = set()
    for reference in references(schemas[union]):
        schema = schemas[reference.rpartition("/")[2]]
        known = schema.get("properties", {}).get(member, {})
        words |= {known["const"]} if "const" in known else set()
        if "oneOf" in schema:
            words |= constants(document, reference.rpartition("/")[2], member)
    return words


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    assert document["asyncapi"] == "3.0.0"
    found = set(references(document))
    assert len(found) > 60
    for reference in found:
        place: Any = document
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
        assert place


def test_events_and_commands_are_those_of_the_code(document: dict[str, Any]) -> None:
    assert constants(document, "Command", "do") == set(consumers.DO) - {"act"} | {"act"}
    assert constants(document, "Command", "act") == set(LEAST_RANK)
    events = constants(document, "Event", "t")
    assert set(Entry.Kind.values) < events
    assert {"hello", "you", "ok", "no", "told", "viewers", "votes", "held", "decided", "card", "pong", "gone"} < events  # fmt: skip


def test_close_codes_are_those_of_the_code(document: dict[str, Any]) -> None:
    used = {
        value
        for module in (consumers, people)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, int) and 4400 <= value < 4500
    }
    assert used <= set(CLOSE_CODES)


def test_the_page_for_people_tells_the_same(document: dict[str, Any]) -> None:
    text = PAGE.read_text()
    for word in (
        constants(document, "Event", "t")
        | constants(document, "Command", "do")
        | set(LEAST_RANK)
        | {str(code) for code in CLOSE_CODES}
    ):
        assert f"`{word}`" in text or f"| {word} |" in text or f'"{word}"' in text, word
    assert json.dumps(document)
