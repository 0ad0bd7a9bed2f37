"""What `manage.py check --deploy` says about a release that is not whole."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks


def translations_are_compiled(**_: Any) -> list[checks.CheckMessage]:
    """Warn of every catalogue without its compiled file: Django would speak English and say nothing."""
    return [
        checks.Warning(
            f"{source} is not compiled, or was changed since: people get these texts in English.",
            hint="Run `python -m tools.messages --compile`, then restart the processes.",
            id="core.W001",
        )
        for folder in settings.LOCALE_PATHS
        for source in sorted(Path(folder).rglob("*.po"))
        if not _is_compiled(source)
    ]


def _is_compiled(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime
