"""Reads HLS playlists strictly, as RFC 8216 writes them."""

import re
from dataclasses import dataclass, field

ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"\r\n]*"|[^",\s]+)(?:,|$)')


@dataclass
class MediaPlaylist:
    """One rendition: `tags` by name, segments as (seconds, address)."""

    tags: dict[str, str]
    init: str
    segments: list[tuple[float, str]]


@dataclass
class MasterPlaylist:
    """`variants` are (attributes, address); `media` are the attributes of EXT-X-MEDIA."""

    tags: dict[str, str]
    variants: list[tuple[dict[str, str], str]] = field(default_factory=list)
    media: list[dict[str, str]] = field(default_factory=list)


def attributes(text: str) -> dict[str, str]:
    """An attribute list (§4.2); refuses what does not follow its grammar, and repeats."""
    found = ATTRIBUTE.findall(text)
    assert ",".join(f"{name}={value}" for name, value in found) == text, text
    names = [name for name, _ in found]
    assert len(names) == len(set(names)), text
    return {name: value.strip('"') for name, value in found}


def lines_of(text: str) -> list[str]:
    """Its lines without blank ones; a playlist begins with EXTM3U and has no BOM (§4.1)."""
    lines = [line for line in text.split("\n") if line]
    assert lines[0] == "#EXTM3U"
    assert not any(line != line.strip() for line in lines)
    return lines


def read_master(text: str) -> MasterPlaylist:
    found = MasterPlaylist({})
    lines = lines_of(text)
    for number, line in enumerate(lines):
        name, _, value = line.partition(":")
        if name == "#EXT-X-STREAM-INF":
            address = lines[number + 1]
            assert not address.startswith("#")
            found.variants.append((attributes(value), address))
        elif name == "#EXT-X-MEDIA":
            found.media.append(attributes(value))
        elif line.startswith("#"):
            found.tags[name] = value
    return found


def read_media(text: str) -> MediaPlaylist:
    tags: dict[str, str] = {}
    segments: list[tuple[float, str]] = []
    init, length = "", None
    for line in lines_of(text):
        name, _, value = line.partition(":")
        if name == "#EXTINF":
            length = float(value.split(",")[0])
        elif name == "#EXT-X-MAP":
            init = attributes(value)["URI"]
        elif line.startswith("#"):
            assert name not in tags, f"{name} stands twice"
            tags[name] = value
        else:
            assert length is not None, "a segment without EXTINF"
            segments.append((length, line))
            length = None
    return MediaPlaylist(tags, init, segments)
