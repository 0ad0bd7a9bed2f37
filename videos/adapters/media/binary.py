"""Which ffmpeg we run, and the flags every run of it has."""

import os
import shutil
from functools import cache

import imageio_ffmpeg

# A hostile file may name others (playlists, data references): nothing but the file itself is opened.
PROTOCOLS = "file,pipe"
FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf,ogg,mp3,flac,wav,aac,mxf,dv,"
    "aiff,caf,w64,amr,rm,gif"
)
# Demuxers without an index land anywhere when they seek: start this much earlier, drop what is not wanted.
UNINDEXED = {"mpegts", "mpeg", "flv", "asf", "rm", "mxf", "dv", "ogg"}
PREROLL_S = 12
INPUT_GUARDS = ["-protocol_whitelist", PROTOCOLS, "-format_whitelist", FORMATS]


@cache
def ffmpeg_binary() -> str:
    """The path of ffmpeg: FFMPEG_BINARY when set, else the one of the wheel."""
    named = os.environ.get("FFMPEG_BINARY")
    if named:
        return shutil.which(named) or named
    return str(imageio_ffmpeg.get_ffmpeg_exe())
