"""What a deployed site insists on."""

import json
import os
import subprocess
import sys

NAMES = (
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "PASSWORD_HASHERS",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_USE_TLS",
    "MAIL_TRANSPORT",
    "ACCOUNT_PREVENT_ENUMERATION",
)
SCRIPT = (
    "import json; from piyakast.settings import prod; "
    f"print(json.dumps({{n: getattr(prod, n, None) for n in {NAMES!r}}}))"
)


def load(**variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgresql://a@127.0.0.1/a",
        "SECRET_KEY": "of this test",
    }
    return subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_cookies_travel_by_tls_alone_and_passwords_are_slow_to_guess() -> None:
    found = json.loads(load(EMAIL_URL="smtp+tls://me:secret@mail.example:587").stdout)
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_HTTPONLY"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")
    assert found["ACCOUNT_PREVENT_ENUMERATION"] is True
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", 587)
    assert found["EMAIL_USE_TLS"]
    assert found["MAIL_TRANSPORT"] == "django.core.mail.backends.smtp.EmailBackend"


def test_sendgrid_is_on_by_its_key() -> None:
    found = json.loads(load(SENDGRID_API_KEY="SG.x").stdout)
    assert found["MAIL_TRANSPORT"] == "anymail.backends.sendgrid.EmailBackend"


def test_without_a_secret_nothing_starts() -> None:
    refused = load(SECRET_KEY="")
    assert refused.returncode
    assert "SECRET_KEY is not set" in refused.stderr
