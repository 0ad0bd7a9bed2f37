"""Liveness (the process answers) and readiness (its services answer)."""

from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from redis.exceptions import RedisError


def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process serves requests."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """200 when Postgres answers; Redis is reported, but its loss only makes the site slower."""
    checks = {"database": _database(), "redis": _redis()}
    healthy = checks["database"]
    return JsonResponse(
        {"status": "ok" if healthy else "unavailable", "checks": checks},
        status=200 if healthy else 503,
    )


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _redis() -> bool:
    try:
        return bool(caches["default"].client.get_client().ping())  # type: ignore[attr-defined]
    except (RedisError, OSError):
        return False
