"""Cursor pagination by keyset: stable under inserts, constant cost at any depth."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.problems import Problem

MAX_PAGE_SIZE = 100
# Ours are under 100 characters; a bound keeps deeply nested JSON away from the parser.
MAX_CURSOR = 400
MAX_PK = 2**63 - 1


@dataclass(frozen=True)
class Page:
    """Some rows and the cursor that leads to the next ones (None at the end)."""

    items: Sequence[Any]
    next_cursor: str | None


def paginate(rows: QuerySet[Any], *, order_by: str, cursor: str | None, limit: int) -> Page:
    """Cut one page from `rows`, newest or largest first when `order_by` starts with `-`.

    Ties on `order_by` are broken by primary key, so no row is shown twice or left out.
    `limit` is clamped to 1..100. A cursor that was not made here, or for another order, raises a
    400 problem.
    """
    limit = max(1, min(limit, MAX_PAGE_SIZE))
    descending = order_by.startswith("-")
    field = order_by.lstrip("-")
    if cursor:
        value, pk = _decode(rows, order_by, cursor)
        side = "lt" if descending else "gt"
        # The first condition is implied by the second, but only it can bound an index scan.
        rows = rows.filter(**{f"{field}__{side}e": value}).filter(
            Q(**{f"{field}__{side}": value}) | Q(**{f"pk__{side}": pk})
        )
    found = list(rows.order_by(order_by, "-pk" if descending else "pk")[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    return Page(found, _encode(found[-1], order_by) if more else None)


def _encode(row: Model, order_by: str) -> str:
    value = getattr(row, order_by.lstrip("-"))
    text = value.isoformat() if isinstance(value, datetime) else value
    packed = json.dumps([order_by, text, row.pk], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def _decode(rows: QuerySet[Any], order_by: str, cursor: str) -> tuple[Any, int]:
    try:
        value, pk = _unpack(order_by, cursor)
        return _typed(rows, order_by.lstrip("-"), value), pk
    except (ValueError, TypeError, OverflowError, ValidationError) as error:
        raise Problem(
            400, "bad-cursor", _("This page link is not valid. Start again from the first page.")
        ) from error


def _unpack(order_by: str, cursor: str) -> tuple[Any, int]:
    if len(cursor) > MAX_CURSOR:
        raise ValueError("too long")
    padded = cursor + "=" * (-len(cursor) % 4)
    made_for, value, pk = json.loads(base64.b64decode(padded, b"-_", validate=True))
    if made_for != order_by or value is None or type(pk) is not int or abs(pk) > MAX_PK:
        raise ValueError("of another list")
    return value, pk


def _typed(rows: QuerySet[Any], field: str, value: Any) -> Any:
    """`value` as the column has it; raises ValueError, TypeError or OverflowError otherwise."""
    if field in rows.query.annotations:
        return float(value)
    column = rows.model._meta.get_field(field)
    if column.get_internal_type() == "DateTimeField":
        moment = datetime.fromisoformat(value)
        if timezone.is_naive(moment):
            raise ValueError("a time without a zone")
        # Postgres takes fewer zones than Python; a time that UTC cannot write raises OverflowError.
        return moment.astimezone(UTC)
    typed = column.to_python(value)
    if isinstance(typed, str) and ("\x00" in typed or not _is_writable(typed)):
        raise ValueError("a text that no column can hold")
    if isinstance(typed, int) and abs(typed) > MAX_PK:
        raise ValueError("a number out of range")
    return typed


def _is_writable(text: str) -> bool:
    """JSON can spell half of a surrogate pair, which UTF-8 cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
