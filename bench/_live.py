"""A site, an ingest process and streams to publish to, for the live benchmarks."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench._film import ffmpeg
from bench._services import site_in_this_process


@contextmanager
def live_site(folder: Path) -> Iterator[str]:
    """The site's address. It runs in threads of this process; the ingest does not."""
    # Playwright's loop runs in this thread while a browser is open.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with site_in_this_process():
        from django.conf import settings
        from django.contrib.staticfiles.handlers import StaticFilesHandler
        from django.test.testcases import LiveServerThread

        settings.LIVE_LADDER, settings.MEDIA_ROOT = [], folder / "media"
        settings.LOGGING_CONFIG = None
        server = LiveServerThread("127.0.0.1", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        yield f"http://127.0.0.1:{server.port}"
        server.terminate()


def new_stream(**facts: object) -> str:
    """The key of a stream of its own."""
    from live.services.keys import rotate_key
    from tests.live.factories import StreamFactory

    return rotate_key(stream=StreamFactory(**facts))


def camera_film(target: Path, *, kbps: int = 1600, seconds: int = 20) -> Path:
    """A film as an encoder sends it: 720p30, constant rate, a keyframe every two seconds."""
    rate = f"{kbps - 128}k"
    ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=1280x720:r=30,noise=alls=8:allf=t", "-f", "lavfi", "-i", "sine=f=330:r=48000",
        "-t", str(seconds), "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p",
        "-b:v", rate, "-minrate", rate, "-maxrate", rate, "-bufsize", rate, "-g", "60", "-sc_threshold", "0",
        "-c:a", "aac", "-b:a", "128k", str(target),
    )  # fmt: skip
    return target
