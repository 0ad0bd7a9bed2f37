"""What people do on the upload page, and a gate that holds its parts back."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page


def fill_up(file: Path, size: int) -> None:
    """Let a clip be as large as that: a decoder does not read what stands behind the last box."""
    data = file.read_bytes()
    file.write_bytes(data + bytes(max(0, size - len(data))))


def open_page(page: Page) -> None:
    page.goto("/studio/upload/")
    page.wait_for_selector("html[data-uploads=ready]")


def choose(page: Page, *files: Any) -> None:
    page.locator("[data-drop] input[type=file]").set_input_files(list(files))


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


GATE = """
  const open = XMLHttpRequest.prototype.open;
  const send = XMLHttpRequest.prototype.send;
  window.gate = { sent: [], held: [], open() { this.lets = Infinity; for (const go of this.held.splice(0)) go(); } };
  gate.lets = Number(sessionStorage.lets ?? Infinity);
  XMLHttpRequest.prototype.open = function (method, url) {
    this.part = Number(url.match(/\\/parts\\/(\\d+)$/)?.[1]);
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function (body) {
    const go = () => { gate.sent.push(this.part); send.call(this, body); };
    if (gate.sent.length < gate.lets) go();
    else gate.held.push(go);
  };
"""


def let_through(page: Page, parts: int) -> None:
    """Let so many parts go to the server; the rest waits until `open_gate`."""
    page.evaluate("n => { sessionStorage.lets = gate.lets = n; }", parts)


def open_gate(page: Page) -> None:
    page.evaluate("gate.open()")


def wait_for_parts(page: Page, media: Path, count: int) -> dict[str, int]:
    """Wait until `count` parts lie on the server; their marks there and when each was made."""
    while True:
        marks = {mark.name: mark.stat().st_mtime_ns for mark in media.glob(".parts/*/*-*-*")}
        if len(marks) >= count:
            return marks
        page.wait_for_timeout(50)
