"""Writes the .mo files, which are not committed, beside the .po files of locale/."""

from pathlib import Path

LOCALE_DIR = Path(__file__).resolve().parents[1] / "locale"


def compile_all() -> None:
    """Write the .mo file beside every .po file that is newer."""
    stale = [path for path in LOCALE_DIR.rglob("*.po") if not _is_fresh(path)]
    if not stale:
        return
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for path in stale:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parts[-3], domain=path.stem)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


def _is_fresh(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime
