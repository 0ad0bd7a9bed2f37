"""Which ffmpeg we run, and the flags every run of it has."""

import os
import shutil
from functools import cache

import imageio_ffmpeg

from videos.adapters.probing.guards import FORMATS, PROTOCOLS

# Demuxers that find no keyframe when they seek (MPEG has no index, an ASF index is optional).
UNINDEXED = {"mpegts", "mpeg", "asf", "rm", "mxf", "dv", "ogg"}
INPUT_GUARDS = ["-protocol_whitelist", PROTOCOLS, "-format_whitelist", FORMATS]


def input_options(demuxers: str) -> list[str]:
    """What stands before every `-i`: the guards, and the demuxer that the probe settled on (first of `demuxers`)."""
    return [*INPUT_GUARDS, "-f", demuxers.split(",", maxsplit=1)[0]]


@cache
def ffmpeg_binary() -> str:
    """The path of ffmpeg: FFMPEG_BINARY when set, else the one of the wheel."""
    named = os.environ.get("FFMPEG_BINARY")
    if named:
        return shutil.which(named) or named
    return str(imageio_ffmpeg.get_ffmpeg_exe())
