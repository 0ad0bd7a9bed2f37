"""WebVTT and SubRip bytes into cues. A fault is a sentence that names its line."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.problems import Problem

MOST_BYTES = 2 * 1024 * 1024
MOST_CUES = 20_000
MOST_TEXT = 2000
LATEST_MS = 100 * 3600 * 1000
TIMING = re.compile(
    r"^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})(?:\s+(.*))?$"
)
# Where a caption stands, as WebVTT writes it; anything else after the times is left out.
SETTING = re.compile(
    r"^(?:vertical:(?:rl|lr)|line:-?\d{1,3}(?:\.\d{1,2})?%?(?:,(?:start|center|end))?"
    r"|position:\d{1,3}(?:\.\d{1,2})?%(?:,(?:line-left|center|line-right))?"
    r"|size:\d{1,3}(?:\.\d{1,2})?%|align:(?:start|center|end|left|right))$"
)
KEPT_TAGS = re.compile(r"</?(?:b|i|u|ruby|rt)>", re.IGNORECASE)
ANY_TAG = re.compile(r"<(?:/?[a-zA-Z]|\d+:)[^<>]{0,200}>")
# What editors of subtitles put into SubRip besides markup: {\\an8} has the caption stand at the top.
OVERRIDE = re.compile(r"\{\\[^{}]{0,200}\}")
AT_THE_TOP = re.compile(r"\{\\an[789]\}")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Cue:
    """One caption on screen. Times are milliseconds; `settings` say where it stands."""

    start_ms: int
    end_ms: int
    text: str
    settings: str = ""


class CaptionRefused(Problem):
    """The file is not captions we can show; `line` says where."""

    def __init__(self, detail: str, line: int | None = None) -> None:
        super().__init__(422, "bad-captions", detail, **({"line": line} if line else {}))


def parse_captions(data: bytes) -> list[Cue]:
    """Read WebVTT or SubRip bytes (UTF-8, UTF-16 or CP949), by time. Raises `CaptionRefused`."""
    if len(data) > MOST_BYTES:
        raise CaptionRefused(_("The caption file is larger than 2 MB."))
    lines = _decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues: list[Cue] = []
    number = 0
    while number < len(lines):
        if "-->" in lines[number] and not lines[number].startswith("NOTE"):
            cue, number = _cue(lines, number)
            cues.append(cue)
            if len(cues) > MOST_CUES:
                raise _at(number, _("Line %(line)d: a file may have at most 20,000 captions."))
        else:
            number += 1
    cues = [cue for cue in cues if cue.text]
    if not cues:
        raise CaptionRefused(
            _("There are no captions in this file. Choose a WebVTT (.vtt) or SubRip (.srt) file.")
        )
    return sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms))


def _decode(data: bytes) -> str:
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff")
    raise CaptionRefused(_("The caption file is not text that we can read. Save it as UTF-8."))


def _encodings(data: bytes) -> tuple[str, ...]:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return ("utf-16",)
    # Without a mark: the first character of either format is ASCII, so one of its bytes is zero.
    if data[:1] == b"\x00":
        return ("utf-16-be",)
    if data[1:2] == b"\x00":
        return ("utf-16-le",)
    return ("utf-8-sig", "cp949")


def _cue(lines: list[str], number: int) -> tuple[Cue, int]:
    found = TIMING.match(lines[number])
    if not found:
        raise _at(
            number, _("Line %(line)d: the times are not written as 00:01:02.000 --> 00:01:04.000.")
        )
    parts = [int(part or 0) for part in found.groups()[:8]]
    start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (parts[:4], parts[4:]))
    if end < start:
        raise _at(number, _("Line %(line)d: the caption ends before it begins."))
    if end > LATEST_MS:
        raise _at(number, _("Line %(line)d: the time is too late."))
    text, following = _text(lines, number + 1)
    settings = " ".join(word for word in (found[9] or "").split() if SETTING.match(word))
    if not settings and any(AT_THE_TOP.search(line) for line in text):
        settings = "line:0"
    whole = "\n".join(line for line in map(_clean, text) if line.strip()).strip()
    if len(whole) > MOST_TEXT:
        raise _at(number, _("Line %(line)d: the caption is longer than 2,000 characters."))
    # One that is never on screen is left out, as one without text.
    return Cue(start, end, whole if end > start else "", settings), following


def _text(lines: list[str], number: int) -> tuple[list[str], int]:
    """The lines of a caption from `number` on, and where to go on: at an empty line, or at the next times."""
    first = number
    while number < len(lines) and lines[number].strip():
        if TIMING.match(lines[number]):
            # The empty line between two captions was forgotten; SubRip's number is not said.
            numbered = number > first and lines[number - 1].strip().isdecimal()
            return lines[first : number - numbered], number
        number += 1
    return lines[first:number], number


def _at(number: int, sentence: str) -> CaptionRefused:
    return CaptionRefused(sentence % {"line": number + 1}, number + 1)


def _clean(line: str) -> str:
    """Bold, italic, underline and ruby stay; every other markup goes, its text stays as text."""
    line = OVERRIDE.sub("", CONTROL.sub("", line))
    kept: list[str] = []
    position = 0
    for tag in ANY_TAG.finditer(line):
        kept.append(_plain(line[position : tag.start()]))
        if KEPT_TAGS.fullmatch(tag.group()):
            kept.append(tag.group().lower())
        position = tag.end()
    kept.append(_plain(line[position:]))
    return "".join(kept)


def _plain(text: str) -> str:
    return text.replace("-->", "→").replace("<", "&lt;").replace(">", "&gt;")
