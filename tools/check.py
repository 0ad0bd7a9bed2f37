"""`make check`: everything that can be judged without running the site. Every step runs; one failure fails all."""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from core.embedded.postgres import EmbeddedPostgres

PYTHON = sys.executable
BIN = Path(PYTHON).parent

STEPS: list[tuple[str, list[str]]] = [
    ("format", [str(BIN / "ruff"), "format", "--check", "-q", "."]),
    ("lint", [str(BIN / "ruff"), "check", "-q", "."]),
    ("types", [str(BIN / "mypy"), "--no-error-summary", "."]),
    ("templates", [str(BIN / "djlint"), "templates", "--lint", "--quiet"]),
    ("imports", [str(BIN / "lint-imports")]),
    ("django", [PYTHON, "manage.py", "check", "--fail-level", "WARNING"]),
    ("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
    ("translations", [PYTHON, "-m", "tools.messages", "--check"]),
]


def main() -> int:
    """Run every step, print the output of those that fail, return the exit code."""
    failed = []
    with TemporaryDirectory(prefix="piyakast-check-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "postgres", durable=False) as postgres:
            environment = os.environ | {"PIYAKAST_ENV": "test", "DATABASE_URL": postgres.url}
            environment["DJANGO_SETTINGS_MODULE"] = "piyakast.settings.test"
            for name, command in STEPS:
                started = time.monotonic()
                done = subprocess.run(
                    command, env=environment, check=False, capture_output=True, text=True
                )
                took = f"{time.monotonic() - started:.1f} s"
                print(
                    f"{'ok    ' if not done.returncode else 'FAILED'} {name:<13} {took}", flush=True
                )
                if done.returncode:
                    failed.append(name)
                    print(done.stdout + done.stderr)
    if failed:
        print(f"make check failed: {', '.join(failed)}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
