"""A folder for a site that is started."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


@pytest.fixture
def var() -> Iterator[Path]:
    """A short path that every user may traverse, as Postgres needs it."""
    with TemporaryDirectory(prefix="piyakast-run-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
