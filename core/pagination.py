"""Cursor pagination by keyset: stable under inserts, constant cost at any depth."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.problems import Problem

MAX_PAGE_SIZE = 100


@dataclass(frozen=True)
class Page:
    """Some rows and the cursor that leads to the next ones (None at the end)."""

    items: Sequence[Any]
    next_cursor: str | None


def paginate(rows: QuerySet[Any], *, order_by: str, cursor: str | None, limit: int) -> Page:
    """Cut one page from `rows`, newest or largest first when `order_by` starts with `-`.

    Ties on `order_by` are broken by primary key, so no row is shown twice or left out.
    `limit` is clamped to 1..100. A cursor that was not made here raises a 400 problem.
    """
    limit = max(1, min(limit, MAX_PAGE_SIZE))
    descending = order_by.startswith("-")
    field = order_by.lstrip("-")
    if cursor:
        value, pk = _decode(rows, field, cursor)
        side = "lt" if descending else "gt"
        rows = rows.filter(
            Q(**{f"{field}__{side}": value}) | Q(**{field: value, f"pk__{side}": pk})
        )
    found = list(rows.order_by(order_by, "-pk" if descending else "pk")[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    return Page(found, _encode(found[-1], field) if more else None)


def _encode(row: Model, field: str) -> str:
    value = getattr(row, field)
    text = value.isoformat() if isinstance(value, datetime) else value
    return base64.urlsafe_b64encode(json.dumps([text, row.pk]).encode()).decode().rstrip("=")


def _decode(rows: QuerySet[Any], field: str, cursor: str) -> tuple[Any, int]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        value, pk = json.loads(base64.urlsafe_b64decode(padded))
        if field in rows.query.annotations:
            return float(value), int(pk)
        return rows.model._meta.get_field(field).to_python(value), int(pk)
    except (ValueError, TypeError, binascii.Error) as error:
        raise Problem(
            400, "bad-cursor", _("This page link is not valid. Start again from the first page.")
        ) from error
