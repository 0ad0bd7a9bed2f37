"""`make bench`: runs the benchmarks one after another; each prints one table.

Name some to run only those: `make bench ARGS="catalogue transcode"`.
"""

import importlib
import pkgutil
import subprocess
import sys

import bench


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all. Each has a database of its own, and so a process of its own."""
    known = sorted(
        m.name for m in pkgutil.iter_modules(bench.__path__) if not m.name.startswith("_")
    )
    unknown = set(names) - set(known)
    if unknown:
        print(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join(known)}.")
        return 2
    if len(names) != 1:
        codes = [subprocess.call([sys.executable, "-m", "bench", name]) for name in names or known]
        return int(any(codes))
    print(f"\n== {names[0]}", flush=True)
    importlib.import_module(f"bench.{names[0]}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
