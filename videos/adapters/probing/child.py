"""Runs in a child process: opens one file with PyAV and prints what is in it as JSON."""

import json
import sys
from pathlib import Path
from typing import Any

import av
import av.logging

from videos.adapters.probing.guards import FORMATS, PROTOCOLS
from videos.adapters.probing.picture import describe_picture
from videos.adapters.probing.times import Times, times_of

ENCRYPTED_TAGS = {"encv", "enca", "drmi", "drms", "enct", "encs"}

ENCRYPTION_PACKETS = 8


def main(path: str) -> None:
    """Print one JSON object: the fields of `Probe`, or `refused` with a code."""
    av.logging.set_level(av.logging.PANIC)
    try:
        answer = look(path)
    except (av.error.FFmpegError, ValueError, ArithmeticError) as error:
        # A demuxer that is not on the list says so by another error than bytes that are none's.
        code = "playlist" if looks_like_text(path) else "unreadable"
        answer = {"refused": code, "params": {"detail": str(error)[:200]}}
    json.dump(answer, sys.stdout)


def looks_like_text(path: str) -> bool:
    """Whether the file is text (a playlist, subtitles, a web page) rather than media."""
    with Path(path).open("rb") as file:
        head = file.read(2048)
    return b"\0" not in head and all(byte in b"\t\r\n" or byte >= 32 for byte in head)


def look(path: str) -> dict[str, Any]:
    """Open the file and describe its first picture and first sound."""
    if is_encrypted(path):
        return {"refused": "encrypted"}
    with opened(path) as container:
        pictures = [s for s in container.streams.video if s.codec_context is not None]
        moving = [s for s in pictures if not is_cover(s)]
        covers = [s for s in pictures if is_cover(s)]
        sounds = [s for s in container.streams.audio if is_audible(s)]
        if not moving and not sounds:
            return {"refused": "no-streams"}
        facts: dict[str, Any] = {
            "format": container.format.name,
            "title": (container.metadata.get("title") or "")[:200],
            "cover_index": covers[0].index if covers and not moving else -1,
        }
        if sounds:
            facts |= describe_sound(sounds[0])
        if moving:
            facts |= describe_picture(container, moving[0])
        times = times_of(
            container, moving[0] if moving else None, sounds[0] if sounds else None, facts
        )
        return with_times(facts, times)


def opened(path: str) -> Any:
    """The file as a container that reads nothing else."""
    options = {"protocol_whitelist": PROTOCOLS, "format_whitelist": FORMATS}
    return av.open(path, options=options, metadata_errors="replace")


def with_times(facts: dict[str, Any], times: Times) -> dict[str, Any]:
    """The facts with where the film begins and ends; refused when nothing is left of it."""
    if times.duration_s <= 0:
        return {"refused": "empty"}
    # On the container's clock until now.
    first_s = facts.get("first_s")
    return facts | {
        "first_s": 0.0 if first_s is None else max(0.0, first_s - times.start_s),
        "start_s": times.start_s,
        "lead_s": times.lead_s,
        "duration_s": times.duration_s,
        "picture_s": times.picture_s,
        "jumps": times.jumps,
    }


def tag_of(stream: Any) -> str:
    """The four-character code of a stream's codec."""
    context = stream.codec_context
    return (
        str(context.codec_tag) if context is not None else "encv" if stream.type == "video" else ""
    )


def is_encrypted(path: str) -> bool:
    """Whether a stream is tagged as protected, or the first packets carry a key's id.

    Common Encryption hides the tag of the codec. The packets are read from an opening of their own:
    a file without an index cannot be brought back to its start.
    """
    with opened(path) as container:
        if any(tag_of(stream) in ENCRYPTED_TAGS for stream in container.streams):
            return True
        for read, packet in enumerate(container.demux()):
            if packet.size and packet.has_sidedata("encryption_info"):
                return True
            if read >= ENCRYPTION_PACKETS:
                break
    return False


def is_cover(stream: Any) -> bool:
    """Whether a picture stream is album art."""
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def is_audible(stream: Any) -> bool:
    """Whether a sound stream can be decoded at all."""
    context = stream.codec_context
    return context is not None and bool(context.sample_rate) and bool(context.channels)


def describe_sound(stream: Any) -> dict[str, Any]:
    """The facts of a sound stream."""
    context = stream.codec_context
    return {
        "audio_codec": context.name,
        "audio_channels": context.channels,
        "audio_rate": context.sample_rate,
        "audio_index": stream.index,
    }


if __name__ == "__main__":
    main(sys.argv[1])
