"""Start services, migrate, make the demo on the first run, then web, workers and beat."""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import environ

from core.embedded.process import EmbeddedServiceError, die_with_parent, port_is_free
from core.prepared import is_prepared
from piyakast.launch.beside import written_down
from piyakast.launch.farewell import Farewell
from piyakast.launch.given import ServiceAway
from piyakast.launch.ports import hold_port, port_of
from piyakast.launch.services import Services, services
from piyakast.launch.supervisor import Program, Supervisor
from tools.compile_messages import compile_all

ROOT = Path(__file__).resolve().parents[2]
LEAST_FREE_MB = 300
FULL_MB = 20
READY_TIMEOUT_S = 120
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class CannotStart(Exception):
    """The message is one sentence for the operator."""


def main() -> int:
    """Run the site until Ctrl-C; the exit code is 0 unless something failed."""
    options = _parse()
    environ.Env.read_env(ROOT / ".env")
    var = Path(os.environ.get("PIYAKAST_VAR_DIR") or ROOT / "var")
    # Ctrl-C during the preparation must unwind, so that no service is left behind.
    # SIGINT too: a shell that starts us in the background has it ignored.
    for sig in ENDINGS:
        signal.signal(sig, _interrupt)
    try:
        _check(options.port, var)
        farewell = Farewell()
        with services(var, farewell) as found, written_down(var, found.addresses):
            code = _run(options, var, found, farewell)
    except (CannotStart, EmbeddedServiceError, ServiceAway, PermissionError) as reason:
        print(f"PIYAKast cannot start: {_sentence(reason, var)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    if code and _is_full(var):
        # Whichever part ended first says so at length, somewhere in the lines above.
        print(f"PIYAKast stopped: {_full(var)}", file=sys.stderr)
    return code


def _sentence(reason: Exception, var: Path) -> str:
    """`reason`, or what it comes down to: a full disk, of which services speak at length, or files of somebody else."""
    words = str(reason)
    if any(sign in words for sign in ("No space left", "free disk space")):
        return _full(var)
    if isinstance(reason, PermissionError) or "Permission denied" in words:
        place = getattr(reason, "filename", None) or f"something in {var}"
        return (
            f"{place} is not yours to use; perhaps another user started the site before."
            " Start it as that user, or make the folder yours with chown."
        )
    return words


def _full(var: Path) -> str:
    return f"the disk that holds {var} is full. Free some room."


def _is_full(var: Path) -> bool:
    return shutil.disk_usage(var).free // 1024**2 < FULL_MB


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--reload", action="store_true", help="restart the web process on changes")
    parser.add_argument("--no-demo", action="store_true", help="start with an empty site")
    return parser.parse_args()


def _interrupt(sig: int, _frame: object) -> None:
    # Once is enough: another one in the middle of stopping would leave behind what was not stopped yet.
    for each in ENDINGS:
        signal.signal(each, signal.SIG_IGN)
    if sig == signal.SIGHUP:
        _forget_the_terminal()
    raise KeyboardInterrupt


def _forget_the_terminal() -> None:
    """It is closed: whatever is still said would fail, in the midst of stopping."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _check(port: int, var: Path) -> None:
    if not 1 <= port <= 65535:
        raise CannotStart(f"{port} is not a port. Choose one from 1 to 65535.")
    try:
        free = port_is_free(port)
    except PermissionError as error:
        raise CannotStart(
            f"port {port} is for root alone. Choose one from 1024 on: make run PORT=8000"
        ) from error
    if not free:
        raise CannotStart(
            f"port {port} is in use. Stop what uses it, or choose another: make run PORT={port + 1}"
        )
    var.mkdir(parents=True, exist_ok=True)
    free_mb = shutil.disk_usage(var).free // 1024**2
    if free_mb < LEAST_FREE_MB:
        raise CannotStart(f"the disk that holds {var} has only {free_mb} MB left. Free some room.")


def _run(options: argparse.Namespace, var: Path, found: Services, farewell: Farewell) -> int:
    site = f"http://localhost:{options.port}"
    # Held until the ingest has them: a second site that starts meanwhile takes others.
    rtmp, http = hold_port(1935), hold_port(8090)
    environment = {
        "SITE_URL": site,
        "LIVE_RTMP_URL": f"rtmp://localhost:{port_of(rtmp)}/live",
        "LIVE_NODE_URL": f"http://localhost:{port_of(http)}",
        "PIYAKAST_ENV": "dev",
        "DJANGO_SETTINGS_MODULE": "piyakast.settings.dev",
        **os.environ,
        **found.addresses,
        **({"DEBUG": "1"} if options.reload else {}),
        "PYTHONUNBUFFERED": "1",
        # In a container root is the only user there is; Celery would say so at length.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
        "PIYAKAST_VAR_DIR": str(var),
    }
    demo = not options.no_demo and not demo_is_whole(var)
    supervisor = Supervisor(environment, dead=found.dead, farewell=farewell)
    try:
        _prepare(environment, accounts=demo and not (var / "demo.json").exists())
        web, *behind = _programs(options, demo=demo)
        behind.append(_ingest(site, rtmp, http))
        supervisor.start(web)  # alone at first: all at once, they keep each other from the cores
        _wait_for(supervisor, "the web process", options.port, "/health/ready")
        for program in behind:
            supervisor.start(program)
        ingest = port_of(http)
        rtmp.close()  # they are the ingest's alone: once it ends, nobody waits for an answer
        http.close()
        _announce(site, var)
        _wait_for(supervisor, "the ingest", ingest, "/health")
        _announce_ingest(site, environment["LIVE_RTMP_URL"], var)
        return supervisor.wait()
    except RuntimeError as reason:
        raise CannotStart(f"{reason}; its last lines are above.") from reason
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
        return 0
    finally:
        supervisor.stop()


def _prepare(environment: Mapping[str, str], *, accounts: bool) -> None:
    compile_all()
    if not accounts and is_prepared(environment["DATABASE_URL"]):
        return  # a Django start saved
    print("Preparing the database …", flush=True)
    steps = ["--accounts"] if accounts else []
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare", *steps],
        cwd=ROOT,
        env=environment,
        check=False,
        start_new_session=True,  # Ctrl-C reaches us alone, and run() ends it without a word of its own
        preexec_fn=die_with_parent(signal.SIGKILL),
    )
    if done.returncode:
        raise CannotStart("the database could not be prepared; the reason is above.")


def demo_is_whole(var: Path) -> bool:
    """Whether the demo was made to its end; one that was interrupted goes on at the next start."""
    file = var / "demo.json"
    return file.exists() and bool(json.loads(file.read_text()).get("whole"))


def _programs(options: argparse.Namespace, *, demo: bool) -> list[Program]:
    python = sys.executable
    port = str(options.port)
    celery = [python, "-m", "celery", "-q", "-A", "piyakast"]
    if options.reload:
        web = [python, "manage.py", "runserver", f"127.0.0.1:{port}"]
    else:
        web = [python, "-m", "daphne", "-b", "127.0.0.1", "-p", port, "--no-server-name", "-v", "0",
               "piyakast.asgi:application"]  # fmt: skip
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "WARNING"]
    programs = [
        Program("web", web),
        # SIGQUIT is Celery's cold shutdown: these jobs are short and come again.
        Program(
            "worker",
            [
                *celery,
                "worker",
                "-n",
                "worker@%h",
                "-Q",
                "default,mail",
                "-P",
                "threads",
                "-c",
                "4",
                *quiet,
            ],
            signal.SIGQUIT,
        ),
        Program(
            "transcode",
            [
                *celery,
                "worker",
                "-n",
                "transcode@%h",
                "-Q",
                "transcode",
                "-c",
                _transcoders(),
                *quiet,
            ],
            # Its children give back what they hold at once (videos.services.transcoding.stopping).
            signal.SIGTERM,
        ),
        Program("beat", [*celery, "beat", "-l", "WARNING"]),
    ]
    if demo:
        programs.append(Program("demo", [python, "manage.py", "demo"], once=True))
    return programs


def _ingest(site: str, rtmp: socket.socket, http: socket.socket) -> Program:
    sockets = ["--rtmp-fd", str(rtmp.fileno()), "--http-fd", str(http.fileno())]
    command = [sys.executable, "manage.py", "ingest", *sockets, "--site", site]
    # It tells the site what its streams have left.
    return Program("ingest", command, takes_leave=True, sockets=(rtmp.fileno(), http.fileno()))


def _transcoders() -> str:
    """ffmpeg uses about two cores a job."""
    return str(max(1, (os.cpu_count() or 2) // 2))


def _wait_for(supervisor: Supervisor, what: str, port: int, path: str) -> None:
    """Until it answers."""
    deadline = time.monotonic() + READY_TIMEOUT_S
    while True:
        supervisor.check()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                return
        except (urllib.error.URLError, OSError) as error:
            if time.monotonic() > deadline:
                raise CannotStart(f"{what} does not answer on port {port}: {error}") from error
            time.sleep(0.1)


def _announce(site: str, var: Path) -> None:
    demo = var / "demo.json"
    print(f"\nPIYAKast is ready: {site}", flush=True)
    if demo.exists():
        for account in json.loads(demo.read_text())["accounts"]:
            print(f"  {account['role']:<10} {account['email']}  password: {account['password']}")
    print("Press Ctrl-C to stop.\n", flush=True)


def _announce_ingest(site: str, rtmp: str, var: Path) -> None:
    stream = var / "demo-stream.json"
    if not stream.exists():
        print(f"Encoders publish to {rtmp}\n", flush=True)
        return
    told = json.loads(stream.read_text())
    print(f"Go live from OBS: server {rtmp}  stream key {told['key']}")
    print(f"  or: ffmpeg -re -i film.mp4 -c copy -f flv {rtmp}/{told['key']}")
    print(f"  and watch: {site}{told['path']}\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
