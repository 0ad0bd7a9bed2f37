"""The settings of a deployed site pass Django's own deployment checks, and refuse to start unsafe."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def check(**variables: str) -> "subprocess.CompletedProcess[str]":
    """`manage.py check --deploy` of the production settings, in a process of its own."""
    names = ("PATH", "HOME", "LANG")
    environment = {name: os.environ[name] for name in names if name in os.environ}
    environment |= {"PIYAKAST_ENV": "prod", "DJANGO_SETTINGS_MODULE": "piyakast.settings.prod"}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(
        command, cwd=ROOT, env=environment | variables, check=False, capture_output=True, text=True
    )


def test_the_deployment_checks_have_nothing_to_say() -> None:
    done = check(
        SECRET_KEY="not a real key but long enough: 0123456789 abcdefghijklmnopqrstuvwxyz ABCDEF",
        DATABASE_URL="postgresql://piyakast@127.0.0.1/piyakast",
        ALLOWED_HOSTS="video.example.com",
        SITE_URL="https://video.example.com",
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_it_does_not_start_without_a_key_or_a_database() -> None:
    without_key = check(DATABASE_URL="postgresql://x@127.0.0.1/x")
    assert without_key.returncode != 0
    assert "SECRET_KEY is not set; make one with" in without_key.stderr
    without_database = check(SECRET_KEY="x" * 60)
    assert without_database.returncode != 0
    assert "DATABASE_URL is not set." in without_database.stderr
