"""The encoders an operator may choose: their flags, and whether they work on this machine."""

import os
import subprocess
from dataclasses import dataclass

from videos.adapters.media.binary import ffmpeg_binary
from videos.adapters.media.colour import TAGS
from videos.adapters.media.ladder import RenditionPlan
from videos.adapters.media.plan import Plan

TRIAL_TIMEOUT_S = 30
SVT_PRESETS = {"ultrafast": 12, "superfast": 11, "veryfast": 10, "faster": 9, "fast": 8, "medium": 7, "slow": 5, "slower": 4, "veryslow": 3}  # fmt: skip
# AV1 reaches the same quality at about this share of H.264's bits, and counts its quality on a longer scale.
AV1_SHARE = 0.65
AV1_CRF_SHIFT = 11
BUNDLED = "libx264"
DEFAULT_DEVICE = "/dev/dri/renderD128"


@dataclass(frozen=True)
class Encoder:
    """`box` is its configuration's name in the init segment; `upload` ends a filter chain for hardware."""

    name: str
    box: str
    upload: str = ""


ENCODERS = {
    each.name: each
    for each in (
        Encoder("libx264", "avcC"),
        Encoder("h264_nvenc", "avcC"),
        Encoder("h264_vaapi", "avcC", upload="format=nv12,hwupload"),
        Encoder("libsvtav1", "av1C"),
    )
}


def encoder_flags(plan: Plan, rendition: RenditionPlan, threads: int) -> list[str]:
    """The encoder's flags: capped constant quality, closed GOPs of one fixed length."""
    makers = {
        "libx264": _x264,
        "h264_nvenc": _nvenc,
        "h264_vaapi": _vaapi,
        "libsvtav1": _svt_av1,
    }
    gop = plan.gop_frames // rendition.step
    return ["-c:v", plan.encoder, *makers[plan.encoder](plan, rendition, gop, threads), *TAGS]


def device_options(encoder: str, device: str) -> list[str]:
    """Global options that open the hardware."""
    return ["-vaapi_device", device or DEFAULT_DEVICE] if encoder == "h264_vaapi" else []


def _x264(plan: Plan, rendition: RenditionPlan, gop: int, threads: int) -> list[str]:
    # The buffer holds one second at the ceiling: a segment's peak stays near it.
    params = f"scenecut=0:open-gop=0:keyint={gop}:min-keyint={gop}:stitchable=1"
    return [
        "-preset", plan.preset, "-crf", str(rendition.crf), *_cap(rendition.max_kbps), "-profile:v", "high",
        "-level:v", f"{rendition.level / 10:.1f}", "-g", str(gop), "-threads", str(threads), "-x264-params", params,
    ]  # fmt: skip


def _nvenc(plan: Plan, rendition: RenditionPlan, gop: int, _threads: int) -> list[str]:
    preset = plan.preset if plan.preset.startswith("p") else "p4"
    return [
        "-preset", preset, "-rc", "vbr", "-cq", str(rendition.crf), *_cap(rendition.max_kbps), "-profile:v", "high",
        "-level:v", f"{rendition.level / 10:.1f}", "-g", str(gop), "-no-scenecut", "1", "-strict_gop", "1",
        "-forced-idr", "1",
    ]  # fmt: skip


def _vaapi(_plan: Plan, rendition: RenditionPlan, gop: int, _threads: int) -> list[str]:
    return [
        "-rc_mode", "QVBR", "-global_quality", str(rendition.crf), "-b:v", f"{rendition.max_kbps * 3 // 4}k",
        *_cap(rendition.max_kbps), "-profile:v", "high", "-level:v", str(rendition.level), "-g", str(gop),
        "-idr_interval", "0",
    ]  # fmt: skip


def _svt_av1(plan: Plan, rendition: RenditionPlan, gop: int, threads: int) -> list[str]:
    preset = plan.preset if plan.preset.isdigit() else str(SVT_PRESETS.get(plan.preset, 8))
    params = f"scd=0:irefresh-type=2:enable-overlays=0:lp={threads or 2}"
    return [
        "-preset", preset, "-crf", str(rendition.crf + AV1_CRF_SHIFT),
        *_cap(max(60, round(rendition.max_kbps * AV1_SHARE))), "-g", str(gop), "-svtav1-params", params,
    ]  # fmt: skip


def _cap(kbps: int) -> list[str]:
    return ["-maxrate", f"{kbps}k", "-bufsize", f"{kbps}k"]


# What was found to work, for the life of this process; what did not is asked again.
_working: set[tuple[str, str]] = set()


def encoder_problem(encoder: str, device: str = "") -> str:
    """Why `encoder` cannot be used here, as ffmpeg says it; empty when it works."""
    if encoder not in ENCODERS:
        return f"there is no encoder {encoder!r}; choose one of {', '.join(ENCODERS)}"
    if encoder == BUNDLED and not os.environ.get("FFMPEG_BINARY"):
        return ""  # it is in the ffmpeg of the wheel: no upload waits for a trial
    if (encoder, device) in _working:
        return ""
    problem = _trial(encoder, device)
    if not problem:
        _working.add((encoder, device))
    return problem


def _trial(encoder: str, device: str) -> str:
    """Encode a few grey frames; what ffmpeg says against it."""
    upload = ENCODERS[encoder].upload
    chain = f"format=yuv420p,{upload}" if upload else "format=yuv420p"
    command = [
        ffmpeg_binary(), "-hide_banner", "-nostdin", "-loglevel", "error", *device_options(encoder, device),
        "-f", "lavfi", "-i", "color=gray:s=256x256:r=25:d=0.2", "-vf", chain, "-c:v", encoder, "-f", "null", "-",
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            timeout=TRIAL_TIMEOUT_S,
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        return str(error)
    except subprocess.TimeoutExpired:
        return "it did not answer"
    if not done.returncode:
        return ""
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    return lines[0][:300] if lines else f"exit code {done.returncode}"
