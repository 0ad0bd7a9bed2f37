"""Renders the demo's clips with ffmpeg's own sources: no file is shipped or downloaded."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg

RENDER_TIMEOUT_S = 600

# Three soft sines an octave apart, breathing slowly: `{0}` is the base frequency in Hz.
CHORD = (
    "aevalsrc='0.12*(sin(2*PI*{0}*t)+sin(2*PI*{0}*1.26*t)+sin(2*PI*{0}*1.5*t))"
    "*(0.75+0.25*sin(2*PI*0.2*t))*min(1,t*2)':s=48000:c=stereo"
)

_SUN = "hypot(X-160,Y-(88+T*1.2))"
_GLOW = "exp(-ld(0)*ld(0)/5000)"
_PATH = "exp(-pow((X-160+6*sin(Y*0.9+T*3))/(10+(Y-105)*0.5),2))*(0.6+0.4*sin(Y*1.7-T*4))"
_RIPPLE = "sin(Y*0.8+X*0.05+T*2)"
_RIDGES = (
    "st(0,95+12*sin((X+T*6)/31)+7*sin((X+T*6)/13));"
    "st(1,120+10*sin((X+T*14)/23)+6*sin((X+T*14)/9));"
    "st(2,146+9*sin((X+T*30)/19)+5*sin((X+T*30)/7));"
)


def _ridge(near: int, middle: int, far: int, sky: str) -> str:
    return f"{_RIDGES}if(gt(Y,ld(2)),{near},if(gt(Y,ld(1)),{middle},if(gt(Y,ld(0)),{far},{sky})))"


def _sea(sky: str, water: str) -> str:
    return f"if(lt(Y,105),st(0,{_SUN});clip({sky},0,255),clip({water},0,255))"


def _painted(fps: int, red: str, green: str, blue: str) -> str:
    canvas = f"nullsrc=s=320x180:r={fps},format=gbrp"
    return f"{canvas},geq=r='{red}':g='{green}':b='{blue}'"


_POLAR = "st(0,hypot(X-160,Y-90)+1);st(1,atan2(Y-90,X-160));"

SCENES: dict[str, str] = {
    "sunset": _painted(
        25,
        _sea(f"60+Y*1.5+160*{_GLOW}+if(lt(ld(0),26),120,0)", f"40+90*{_PATH}+20*{_RIPPLE}"),
        _sea(f"25+Y*0.7+90*{_GLOW}+if(lt(ld(0),26),90,0)", f"22+60*{_PATH}+8*{_RIPPLE}"),
        _sea(f"95-Y*0.35+20*{_GLOW}+if(lt(ld(0),26),30,0)", f"70+20*{_RIPPLE}-(Y-105)*0.4"),
    ),
    "hills": _painted(
        24,
        _ridge(12, 38, 88, "clip(170+Y*0.8,0,255)"),
        _ridge(22, 58, 112, "clip(140+Y,0,255)"),
        _ridge(38, 80, 140, "clip(150+Y*0.5,0,255)"),
    ),
    "plasma": _painted(
        30,
        "128+127*sin(X/38+T*1.1+sin(Y/27+T*0.7)*1.6)*0.6",
        "70+60*sin(Y/33-T*0.9+cos(X/45+T)*1.8)",
        "150+100*sin((X+Y)/52+T*0.8+sin(X/30))",
    ),
    "vortex": _painted(
        30,
        f"{_POLAR}clip(255*pow(max(0,sin(ld(1)*9+400/ld(0)+T*3)),24)*min(1,ld(0)/60)+20,0,255)",
        f"{_POLAR}clip(200*pow(max(0,sin(ld(1)*9+400/ld(0)+T*3+0.25)),16)*min(1,ld(0)/60)+14,0,255)",
        f"{_POLAR}clip(60+120*exp(-ld(0)/70),0,255)",
    ),
    "mandelbrot": (
        "mandelbrot=s=640x360:r=30:start_scale=1.2:end_scale=0.0008:end_pts=400:maxiter=300:"
        "inner=black:outer=normalized_iteration_count:start_x=-0.7436:start_y=-0.1318,hue=h=190:s=0.9"
    ),
    "life": (
        "life=s=320x180:r=50:ratio=0.12:mold=12:life_color=#ffd23f:death_color=#3b1c71:"
        "mold_color=#150a2b:seed=7"
    ),
    "neon": (
        "gradients=s=360x640:r=30:n=4:c0=0xff2d95:c1=0x2de2e6:c2=0x0d0221:c3=0xf6f740:"
        "type=spiral:speed=0.02:seed=4"
    ),
    "rings": (
        "zoneplate=s=1280x536:r=24:kt2=3:kx2=40:ky2=40:ku=0:kv=0,format=gbrp,"
        "curves=r='0/0.03 1/1':g='0/0.05 1/0.83':b='0/0.2 1/0.35'"
    ),
    "clouds": (
        "perlin=s=320x180:r=24:octaves=5:tscale=0.6:xscale=2:yscale=2,format=gbrp,"
        "curves=r='0/0.05 1/0.95':g='0/0.12 1/0.85':b='0/0.35 1/0.98'"
    ),
    "bars": "smptehdbars=s=640x480:r=30",
    "counter": "testsrc2=s=1280x720:r=60",
    "phone": "cellauto=s=128x72:r=12:rule=110:scroll=1,format=rgb24,curves=g='0/0.1 1/0.9':b='0/0.1 1/0.5'",
}


@dataclass(frozen=True)
class ClipSpec:
    """What to render. `scene` None is sound alone; `chord_hz` None is silence."""

    scene: str | None
    width: int
    height: int
    duration_s: int
    chord_hz: int | None


class RenderFailed(Exception):  # noqa: N818
    """ffmpeg could not render a clip; the message is the end of its output."""


def render_clip(spec: ClipSpec, target: Path) -> None:
    """Render `spec` to the file `target` (.mp4, or .m4a for sound alone).

    Raises `RenderFailed`.
    """
    inputs: list[str] = []
    output: list[str] = []
    if spec.scene:
        scale = "neighbor" if spec.scene in {"life", "phone"} else "bicubic"
        video = f"{SCENES[spec.scene]},scale={spec.width}:{spec.height}:flags={scale},setsar=1"
        inputs += ["-f", "lavfi", "-i", video]
        output += ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-pix_fmt", "yuv420p"]
    if spec.chord_hz:
        inputs += ["-f", "lavfi", "-i", CHORD.format(spec.chord_hz)]
        output += ["-c:a", "aac", "-b:a", "128k"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y", *inputs]
    command += ["-t", str(spec.duration_s), *output, str(target)]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=RENDER_TIMEOUT_S,
            preexec_fn=_be_nice,
        )
    except subprocess.TimeoutExpired as error:
        raise RenderFailed(f"{target.name}: no end after {RENDER_TIMEOUT_S} s") from error
    if done.returncode:
        raise RenderFailed(f"{target.name}: {done.stderr[-400:]}")


def _be_nice() -> None:
    os.nice(10)
