"""Clips in which every frame carries its own number, so that a test can say which frames it got.

A frame is twelve upright bars, white for a one and black for a nought; the lowest bit is on the left.
The bottom quarter shows the same bars inverted: a picture turned upside down reads as another number.
"""

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import av

from videos.adapters.media.binary import ffmpeg_binary

BITS = 12


def numbered_frames(count: int, width: int = 320, height: int = 240, first: int = 0) -> bytes:
    """Raw grey frames `first` … `first + count`."""
    return b"".join(_frame(number, width, height) for number in range(first, first + count))


def _frame(number: int, width: int, height: int) -> bytes:
    bits = [number >> bit & 1 for bit in range(BITS)]
    row = bytes(235 if bits[x * BITS // width] else 16 for x in range(width))
    inverse = bytes(251 - value for value in row)
    top = height * 3 // 4
    return row * top + inverse * (height - top)


def render(
    target: Path,
    *output: str,
    count: int = 60,
    rate: str = "30",
    size: tuple[int, int] = (320, 240),
    sound: bool = True,
    inputs: Sequence[str] = (),
    filters: str = "",
) -> Path:
    """Write `count` numbered frames to `target`; `output` are ffmpeg's output options.

    With `sound` a tone of the same length goes with it (input 1; `inputs` follow as 2 …).
    """
    width, height = size
    command = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{width}x{height}", "-r", rate]
    command += ["-i", "pipe:0"]
    if sound:
        numerator, _, denominator = rate.partition("/")
        length = count * int(denominator or 1) / float(numerator)
        command += ["-f", "lavfi", "-t", f"{length:.6f}", "-i", "sine=f=440:r=48000"]
    command += list(inputs)
    chain = f"scale=in_range=tv:out_range=tv:out_color_matrix=bt709,{filters or 'null'}"
    if "-filter_complex" not in output:
        command += ["-vf", chain]
    run(*command, *output, str(target), data=numbered_frames(count, width, height))
    return target


def run(*arguments: str, data: bytes = b"", loud: bool = False) -> str:
    """Run ffmpeg and return its stderr, `loud` with what filters measure; an error fails the test with it."""
    done = subprocess.run(
        [
            ffmpeg_binary(),
            "-hide_banner",
            "-loglevel",
            "info" if loud else "warning",
            "-y",
            *arguments,
        ],
        input=data,
        capture_output=True,
        check=False,
    )
    error = done.stderr.decode(errors="replace")
    assert done.returncode == 0, error[-2000:]
    return error


def read_numbers(file: Path, turn: int = 0) -> list[int]:
    """The number on every frame of `file`, in the order of presentation.

    `turn` is how far the picture is turned clockwise against the source, in degrees.
    """
    with av.open(str(file)) as container:
        frames = container.decode(video=0)
        return [number_on(frame, turn) for frame in frames]


def number_on(frame: av.VideoFrame, turn: int = 0) -> int:
    """The number a frame shows."""
    grey = frame.reformat(format="gray")
    plane, stride = bytes(grey.planes[0]), grey.planes[0].line_size
    number = 0
    for bit in range(BITS):
        x, y = _turned((bit + 0.5) / BITS, 0.4, turn)
        value = plane[int(y * grey.height) * stride + int(x * grey.width)]
        number |= (value > 128) << bit
    return number


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    return {0: (x, y), 90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}[turn]


def without_repeats(numbers: Iterable[int]) -> list[int]:
    """The numbers with immediate repetitions taken out."""
    found: list[int] = []
    for number in numbers:
        if not found or found[-1] != number:
            found.append(number)
    return found
