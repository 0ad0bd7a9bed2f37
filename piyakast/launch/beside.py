"""Commands beside a running site: the launcher writes down where its services are, settings read it."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

NAME = "services.env"
NOTHING_RUNS = (
    "There is no database: start the site with `make run` and leave it running, then this command finds it;"
    " or set DATABASE_URL."
)


@contextmanager
def written_down(folder: Path, addresses: Mapping[str, str]) -> Iterator[None]:
    """Keep `addresses` (variable → address) in a file of `folder` that only we may read, for as long as the site runs."""
    file = folder / NAME
    # A leftover may have other rights, or lie open somewhere.
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as text:
        # Held until we end, even by kill -9: so a file that was left behind is known.
        fcntl.flock(text, fcntl.LOCK_EX)
        text.writelines(f"{name}={address}\n" for name, address in addresses.items())
        text.flush()
        try:
            yield
        finally:
            file.unlink(missing_ok=True)


def find_services(folder: Path) -> None:
    """Set the variables of the site that runs in `folder`, if one does; those that are set already stay."""
    try:
        text = (folder / NAME).open()
    except FileNotFoundError:
        return
    with text:
        if _is_held(text.fileno()):
            for line in text:
                name, _, address = line.strip().partition("=")
                os.environ[name] = os.environ.get(name) or address


def _is_held(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
