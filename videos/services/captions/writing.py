"""Cues as WebVTT, and as text for people."""

import html
import re
from collections.abc import Sequence

from videos.services.captions.parsing import Cue

_TAG = re.compile(r"<[^<>]{0,200}>")


def write_webvtt(cues: Sequence[Cue]) -> str:
    """The cues as a WebVTT file."""
    blocks = [f"{_timing(cue)}\n{cue.text}" for cue in cues]
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def plain_text(cue: Cue) -> str:
    """What stands on the screen, without markup."""
    return html.unescape(_TAG.sub("", cue.text))


def _timing(cue: Cue) -> str:
    timing = f"{_stamp(cue.start_ms)} --> {_stamp(cue.end_ms)}"
    return f"{timing} {cue.settings}" if cue.settings else timing


def _stamp(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{ms:03d}"
