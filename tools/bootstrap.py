"""Makes .venv with the pinned packages, and for tests finds or installs a browser and nginx.

Runs on the system's Python with nothing but the standard library. Done work is skipped: a stamp in
.venv holds the digest of the requirements that are installed.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
NEEDED_MB = 2000
LIGHT_BROWSER = "chromium-headless-shell"
BROWSERS = (LIGHT_BROWSER, "chromium", "chromium-browser", "google-chrome")
DEBIAN_PACKAGES = {
    "chromium": "chromium",
    "nginx": "nginx-light",
    "nginx's RTMP module": "libnginx-mod-rtmp",
}
RTMP_MODULE = Path("/usr/lib/nginx/modules/ngx_rtmp_module.so")


class CannotStart(Exception):
    """The message is one sentence that tells the person what to do."""


def main() -> None:
    """Prepare the environment named on the command line, or say in one sentence why not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("requirements", choices=["dev", "test"])
    parser.add_argument("--packages-only", action="store_true", help="no browser, no nginx")
    options = parser.parse_args()
    try:
        check_python()
        check_disk()
        install_packages(options.requirements)
        if options.requirements == "test" and not options.packages_only:
            install_programs()
            install_light_browser()
    except CannotStart as reason:
        sys.exit(f"PIYAKast cannot start: {reason}")
    except KeyboardInterrupt:
        sys.exit(130)


def check_python() -> None:
    """Refuse a Python that is too old."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        raise CannotStart(
            f"it needs Python 3.11 or newer and this is {found}. "
            "Name another with `make run PYTHON=python3.12`."
        )


def check_disk() -> None:
    """Refuse a first start on a disk without room for the packages and the demo."""
    free_mb = shutil.disk_usage(ROOT).free // 1024**2
    if free_mb < (100 if VENV.exists() else NEEDED_MB):
        raise CannotStart(f"the disk that holds {ROOT} has only {free_mb} MB left. Free some room.")


def check_folder(folder: Path) -> None:
    """Refuse to install into a folder of somebody else."""
    if not os.access(folder, os.W_OK):
        raise CannotStart(
            f"{folder} is not yours to write to; perhaps another user made it. "
            "Start as that user, or make the folder yours with chown."
        )


def install_packages(name: str) -> None:
    """Install the pinned packages of `name` into .venv unless they are there already."""
    wanted = digest(name)
    stamp = VENV / f"installed-{name}"
    # The test packages contain the others, so a test environment serves `make run` too.
    wider = VENV / "installed-test"
    if read(stamp) == wanted or (name == "dev" and read(wider) == digest("test")):
        return
    check_folder(VENV if VENV.exists() else VENV.parent)
    print("Installing packages into .venv (only the first time) …", flush=True)
    requirements = ROOT / "requirements" / f"{name}.txt"
    if not (VENV / "bin" / "uv").exists():
        if not has_pip():
            run(
                [sys.executable, "-m", "venv", "--clear", str(VENV)],
                "this Python cannot make virtual environments. On Debian: apt install python3-venv.",
            )
        run([str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "uv"], None)
    run(
        [
            str(VENV / "bin" / "uv"),
            "pip",
            "install",
            "-q",
            "--python",
            str(PYTHON),
            "-r",
            str(requirements),
        ],
        "the packages could not be installed (see above). PyPI must be reachable; a package without a "
        "wheel for this machine also needs a C compiler (on Debian: apt install build-essential python3-dev).",
    )
    stamp.write_text(wanted)


def has_pip() -> bool:
    """Whether .venv is whole: not one that was interrupted, or that a Python without `python3-venv` began."""
    command = [str(PYTHON), "-m", "pip", "--version"]
    return (
        PYTHON.exists() and not subprocess.run(command, check=False, capture_output=True).returncode
    )


def digest(name: str) -> str:
    """The digest of the pinned requirements `name`."""
    return hashlib.sha256((ROOT / "requirements" / f"{name}.txt").read_bytes()).hexdigest()


def read(path: Path) -> str | None:
    """The text of a file, None without one."""
    return path.read_text() if path.exists() else None


def install_programs() -> None:
    """See that Chromium and nginx are there; the tests need both and skip nothing."""
    missing = []
    if not any(shutil.which(name) for name in BROWSERS) and not playwright_browser():
        missing.append("chromium")
    if not shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin"):
        missing.append("nginx")
    if not RTMP_MODULE.exists():
        missing.append("nginx's RTMP module")
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing {' and '.join(missing)} …", flush=True)
        packages = [DEBIAN_PACKAGES[each] for each in missing]
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        refused = "apt-get could not install what the tests need (see above)."
        run(["apt-get", "update", "-qq"], refused, environment, quiet=True)
        run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
            refused,
            environment,
            quiet=True,
        )
        missing = []
    if "chromium" in missing:
        run(
            [str(PYTHON), "-m", "playwright", "install", "chromium"],
            "the tests need Chromium: put `chromium` on PATH, or run them as root on Debian.",
        )
    if "nginx" in missing:
        raise CannotStart(
            "the tests need nginx: put `nginx` on PATH, or run them as root on Debian."
        )
    if "nginx's RTMP module" in missing:
        raise CannotStart(
            "the tests need nginx's RTMP module. On Debian: apt install libnginx-mod-rtmp."
        )


def install_light_browser() -> None:
    """Try for Debian's Chromium without a window, with which the tests take less; any other will do."""
    if shutil.which(LIGHT_BROWSER) or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    subprocess.run(
        [
            "apt-get",
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            "--no-remove",
            LIGHT_BROWSER,
        ],
        check=False,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        capture_output=True,
    )


def playwright_browser() -> bool:
    """Whether Playwright has downloaded a browser of its own."""
    code = (
        "from playwright.sync_api import sync_playwright as s; from pathlib import Path; import sys\n"
        "with s() as p: sys.exit(not Path(p.chromium.executable_path).exists())"
    )
    return (
        subprocess.run([str(PYTHON), "-c", code], check=False, capture_output=True).returncode == 0
    )


def run(
    command: list[str],
    refused: str | None,
    environment: dict[str, str] | None = None,
    *,
    quiet: bool = False,
) -> None:
    """Run a command; when it fails, stop with the sentence `refused`."""
    output = subprocess.DEVNULL if quiet else None
    done = subprocess.run(command, check=False, env=environment, stdout=output)
    if done.returncode:
        raise CannotStart(refused or f"`{' '.join(command)}` failed (see above).")


if __name__ == "__main__":
    main()
