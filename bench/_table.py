"""Prints one table: columns as wide as what stands in them, numbers to the right."""

from collections.abc import Sequence

Cell = str | int | float


def print_table(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print `rows` under `header`."""
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = [max(len(row[n]) for row in [list(header), *texts]) for n in range(len(header))]
    print("  ".join(name.ljust(width) for name, width in zip(header, widths, strict=True)))
    print("  ".join("-" * width for width in widths))
    for row, cells in zip(texts, rows, strict=True):
        parts = [
            text.ljust(width) if isinstance(cell, str) else text.rjust(width)
            for text, width, cell in zip(row, widths, cells, strict=True)
        ]
        print("  ".join(parts).rstrip())


def _text(cell: Cell) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
