"""Captions: WebVTT and SubRip in, clean WebVTT out. A fault is named by its line."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from core.adapters.object_store import object_store
from core.ids import new_public_id
from core.problems import Problem
from videos.models import Caption, Video

MOST_BYTES = 2 * 1024 * 1024
LATEST_MS = 100 * 3600 * 1000
TIMING = re.compile(
    r"^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})(?:\s|$)"
)
LANGUAGE = re.compile(r"^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$")
KEPT_TAGS = re.compile(r"</?(?:b|i|u)>", re.IGNORECASE)
ANY_TAG = re.compile(r"<[^<>]{0,200}>")


@dataclass(frozen=True)
class Cue:
    """One caption on screen. Times are milliseconds."""

    start_ms: int
    end_ms: int
    text: str


class CaptionRefused(Problem):
    """The file is not captions we can show; `line` says where."""

    def __init__(self, detail: str, line: int | None = None) -> None:
        super().__init__(422, "bad-captions", detail, **({"line": line} if line else {}))


def parse_captions(data: bytes) -> list[Cue]:
    """Read WebVTT or SubRip bytes (UTF-8, UTF-16 or CP949). Raises `CaptionRefused`."""
    if len(data) > MOST_BYTES:
        raise CaptionRefused(_("The caption file is larger than 2 MB."))
    lines = _decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues: list[Cue] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if "-->" in line and not line.startswith("NOTE"):
            cue, number = _cue(lines, number)
            cues.append(cue)
        else:
            number += 1
    if not cues:
        raise CaptionRefused(
            _("There are no captions in this file. Choose a WebVTT (.vtt) or SubRip (.srt) file.")
        )
    return sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms))


def _decode(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp949")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise CaptionRefused(_("The caption file is not text that we can read. Save it as UTF-8."))


def _cue(lines: list[str], number: int) -> tuple[Cue, int]:
    found = TIMING.match(lines[number])
    if not found:
        raise CaptionRefused(
            _("Line %(line)d: the times are not written as 00:01:02.000 --> 00:01:04.000.")
            % {"line": number + 1},
            number + 1,
        )
    parts = [int(part or 0) for part in found.groups()]
    start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (parts[:4], parts[4:]))
    if end <= start:
        raise CaptionRefused(
            _("Line %(line)d: the caption ends before it begins.") % {"line": number + 1},
            number + 1,
        )
    if end > LATEST_MS:
        raise CaptionRefused(
            _("Line %(line)d: the time is too late.") % {"line": number + 1}, number + 1
        )
    text = []
    number += 1
    while number < len(lines) and lines[number].strip():
        text.append(_clean(lines[number]))
        number += 1
    return Cue(start, end, "\n".join(text).strip()), number


def _clean(line: str) -> str:
    """Bold, italic and underline stay; every other markup becomes plain text."""
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


def write_webvtt(cues: list[Cue]) -> str:
    """The cues as a WebVTT file."""
    blocks = [
        f"{_stamp(cue.start_ms)} --> {_stamp(cue.end_ms)}\n{cue.text}" for cue in cues if cue.text
    ]
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def _stamp(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{ms:03d}"


def set_caption(*, video: Video, language: str, label: str, data: bytes) -> Caption:
    """Store a caption track, replacing the one in the same language. Raises `CaptionRefused`."""
    if not LANGUAGE.match(language):
        raise CaptionRefused(_("Choose the language of the captions."))
    cues = parse_captions(data)
    key = f"captions/{video.public_id}/{language}-{new_public_id()}.vtt"
    object_store().put_bytes(key, write_webvtt(cues).encode(), content_type="text/vtt")
    with transaction.atomic():
        old = Caption.objects.select_for_update().filter(video=video, language=language).first()
        caption, _new = Caption.objects.update_or_create(
            video=video,
            language=language,
            defaults={
                "label": label.strip()[:60] or language,
                "storage_key": key,
                "duration_ms": cues[-1].end_ms,
            },
        )
        if old:
            previous = old.storage_key
            transaction.on_commit(lambda: object_store().delete(previous), robust=True)
    return caption


def remove_caption(*, video: Video, language: str) -> bool:
    """Remove a caption track; False when there is none."""
    caption = Caption.objects.filter(video=video, language=language).first()
    if caption is None:
        return False
    key = caption.storage_key
    caption.delete()
    object_store().delete(key)
    return True
