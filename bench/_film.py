"""A source for the media benchmarks: motion, detail and grain, as a camera's film has them."""

import subprocess
from pathlib import Path

from videos.adapters.media.binary import ffmpeg_binary

PICTURE = (
    "mandelbrot=s=640x360:r=30:start_scale=1.5:end_scale=0.002:end_pts=1800:maxiter=200[m];"
    "testsrc2=s=640x360:r=30[t];[m][t]blend=all_expr='if(gt(X,Y+40*sin(T)),A,(A+B)/2)',"
    "scale=1920:1080:flags=bicubic,noise=alls=3:allf=t,format=yuv420p"
)
SOUND = "aevalsrc='0.3*sin(2*PI*220*t*(1+0.1*sin(t)))+0.05*random(0)':s=48000:c=stereo"


def render_film(target: Path, seconds: int) -> Path:
    """Write a 1080p film of that length; twenty seconds are rendered and repeated."""
    part = target.with_name(f"part-{target.name}")
    part_s = min(20, seconds)
    ffmpeg(
        "-filter_complex", f"{PICTURE}[v]", "-f", "lavfi", "-i", SOUND, "-map", "[v]", "-map", "0:a",
        "-t", str(part_s), "-c:v", "libx264", "-preset", "ultrafast", "-crf", "23", "-g", "120", "-c:a", "aac",
        str(part),
    )  # fmt: skip
    ffmpeg(
        "-stream_loop", str(-(-seconds // part_s) - 1), "-i", str(part), "-t", str(seconds), "-c", "copy",
        "-movflags", "+faststart", str(target),
    )  # fmt: skip
    part.unlink()
    return target


def ffmpeg(*arguments: str) -> str:
    """Run ffmpeg to its end and return its stderr."""
    done = subprocess.run(
        [ffmpeg_binary(), "-hide_banner", "-loglevel", "info", "-nostats", "-y", *arguments],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stderr
