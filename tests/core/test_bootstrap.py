"""What the first `make run` and `make test` say when this machine lacks something: one sentence, and a failure."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools import bootstrap


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """A bare machine: no programs, not root, nothing installed. Its answers to commands can be chosen."""
    state: dict[str, Any] = {"asked": [], "refuses": lambda _command: False}

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        state["asked"].append(command)
        return subprocess.CompletedProcess(command, int(state["refuses"](command)))

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(shutil, "which", lambda _name, path=None: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap, "RTMP_MODULE", tmp_path / "none.so")
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / "bin/python")
    return state


def ended_with(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What the person reads."""
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", *arguments])
    with pytest.raises(SystemExit) as ended:
        bootstrap.main()
    assert isinstance(ended.value.code, str)  # a text, so that the exit code is 1
    assert ended.value.code.startswith("PIYAKast cannot start: ")
    assert "\n" not in ended.value.code
    return ended.value.code


def test_an_old_python(machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 14))
    said = ended_with(monkeypatch, "dev")
    assert "needs Python 3.11 or newer and this is 3.10" in said
    assert "make run PYTHON=python3.12" in said
    assert machine["asked"] == []


def test_a_full_disk(machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "VENV", bootstrap.VENV / "none yet")
    monkeypatch.setattr(bootstrap, "NEEDED_MB", 10**12)
    assert "MB left. Free some room." in ended_with(monkeypatch, "dev")


def test_a_python_without_venv(machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    machine["refuses"] = lambda command: "venv" in command
    assert "apt install python3-venv" in ended_with(monkeypatch, "dev")


def test_an_environment_without_pip_is_made_anew(
    machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C left it, or the Python that `apt install python3-venv` has completed since."""
    bootstrap.PYTHON.parent.mkdir()
    bootstrap.PYTHON.touch()
    machine["refuses"] = lambda command: "--version" in command
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", "dev"])
    bootstrap.main()
    assert [sys.executable, "-m", "venv", "--clear", str(bootstrap.VENV)] in machine["asked"]


def test_a_folder_of_another_user(machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda folder, how: folder != bootstrap.VENV)
    assert f"{bootstrap.VENV} is not yours to write to" in ended_with(monkeypatch, "dev")
    assert machine["asked"] == []


def test_a_package_that_needs_a_compiler(
    machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    machine["refuses"] = lambda command: "-r" in command
    said = ended_with(monkeypatch, "dev")
    assert "also needs a C compiler" in said
    assert "apt install build-essential python3-dev" in said
    # It is tried again next time.
    assert not (bootstrap.VENV / "installed-dev").exists()


def test_no_browser_is_possible(machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    machine["refuses"] = lambda command: "playwright" in command or "-c" in command
    said = ended_with(monkeypatch, "test")
    assert "the tests need Chromium: put `chromium` on PATH" in said


def test_no_nginx_and_no_module_of_it(
    machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "the tests need nginx: put `nginx` on PATH" in ended_with(monkeypatch, "test")
    monkeypatch.setattr(shutil, "which", lambda name, path=None: f"/usr/bin/{name}")
    assert "apt install libnginx-mod-rtmp" in ended_with(monkeypatch, "test")


def test_a_package_manager_that_fails(
    machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        shutil, "which", lambda name, path=None: name if name == "apt-get" else None
    )
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    machine["refuses"] = lambda command: "apt-get" in command
    assert "apt-get could not install what the tests need" in ended_with(monkeypatch, "test")


def test_what_is_installed_is_not_installed_again(
    machine: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", "dev"])
    bootstrap.main()
    assert machine["asked"]
    machine["asked"].clear()
    bootstrap.main()
    assert machine["asked"] == []
