"""Small clips, rendered once a run."""

from pathlib import Path

import pytest

from videos.adapters.demo_clips import ClipSpec, render_clip


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds of a moving picture with sound, 320 × 240."""
    target = tmp_path_factory.mktemp("clips") / "clip.mp4"
    render_clip(ClipSpec("bars", 320, 240, 6, 220), target)
    return target
