"""Public ids: short, random, URL-safe; they tell nothing about how many rows there are."""

import secrets
import string

ALPHABET = string.ascii_letters + string.digits
LENGTH = 11


def new_public_id() -> str:
    """Make an id of 11 letters and digits (65 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
