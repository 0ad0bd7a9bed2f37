"""Poster candidates: frames from all over the film that show something."""

from PIL import Image, ImageStat

from videos.adapters.media.colour import to_jpeg
from videos.adapters.media.errors import EncodeFailed
from videos.adapters.media.kitchen import Kitchen

POSTERS = 4
LONG_SIDE = 1280
# Where each candidate is looked for, as shares of the film; the next is tried when the frame shows next to nothing.
PLACES = ((0.12, 0.06, 0.2), (0.35, 0.3, 0.42), (0.6, 0.52, 0.66), (0.85, 0.78, 0.72))
# Standard deviation of the grey values: a black or foggy frame has less, a title card more.
DULL = 14.0
MOST_READ_S = 5.0


def make_posters(kitchen: Kitchen) -> list[str]:
    """`poster-1.jpg` … in the order of time; returned with the most telling one first."""
    marks: dict[str, float] = {}
    seen: set[bytes] = set()
    for number, places in enumerate(PLACES[: POSTERS if kitchen.duration_s > 1 else 1], start=1):
        name = f"poster-{number}.jpg"
        mark = _best(kitchen, name, places if kitchen.duration_s > 1 else (0.0,))
        if mark is None and number == 1:
            # Without an index a seek may land behind the only keyframe.
            mark = _first(kitchen, name)
        if mark is None:
            continue
        data = (kitchen.out / name).read_bytes()
        if data in seen:  # a still picture needs no four candidates
            (kitchen.out / name).unlink()
            continue
        seen.add(data)
        marks[name] = mark
    return sorted(marks, key=lambda name: -marks[name])


def _best(kitchen: Kitchen, name: str, places: tuple[float, ...]) -> float | None:
    """Leave the best frame of these places in the file `name`; its mark, or None when none decodes."""
    best, target = None, kitchen.out / name
    trial = kitchen.out / f"trial-{name}"
    for place in places:
        mark = _take(kitchen, trial.name, kitchen.input_at(kitchen.duration_s * place))
        if mark is None:
            continue
        if best is None or mark > best:
            best = mark
            trial.replace(target)
        if mark >= DULL:
            break
    trial.unlink(missing_ok=True)
    return best


def _first(kitchen: Kitchen, name: str) -> float | None:
    """A frame near the beginning in the file `name`, found without seeking; its mark, or None when none decodes."""
    at_s = min(MOST_READ_S, kitchen.duration_s * PLACES[0][0])
    mark = _take(kitchen, name, kitchen.input_read_to(at_s))
    return mark if mark is not None else _take(kitchen, name, kitchen.input_read_to(0))


def _take(kitchen: Kitchen, name: str, reading: list[str]) -> float | None:
    width, height = kitchen.box(LONG_SIDE)
    try:
        kitchen.ffmpeg(
            *reading, "-map", f"0:{kitchen.probe.video_index}", "-frames:v", "1",
            "-vf", f"{kitchen.pictures(width, height)},{to_jpeg(width, height)}", "-q:v", "3",
            "-f", "image2", "-update", "1", str(kitchen.out / name),
        )  # fmt: skip
        with Image.open(kitchen.out / name) as picture:
            return float(ImageStat.Stat(picture.convert("L")).stddev[0])
    except EncodeFailed as failure:
        if failure.code in {"cancelled", "disk-full"}:
            raise
        return None
    except OSError:
        return None
