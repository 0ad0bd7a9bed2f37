"""`make bench`: runs the benchmarks one after another; each prints one table.

Name some to run only those: `make bench ARGS="catalogue transcode"`.
"""

import importlib
import pkgutil
import sys

import bench


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all."""
    known = sorted(
        m.name for m in pkgutil.iter_modules(bench.__path__) if not m.name.startswith("_")
    )
    unknown = set(names) - set(known)
    if unknown:
        print(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join(known)}.")
        return 2
    for name in names or known:
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
