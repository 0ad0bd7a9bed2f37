"""Numbers for operators, in Prometheus's format, for those who may read them.

Web processes count their requests by django-prometheus. What workers count is added up in Redis, so
that it needs no port on each of them; what lies in rows and queues is read when it is asked for.
"""

import hmac
import ipaddress
import logging
import os
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from redis.exceptions import RedisError

from core.queues import QUEUES, queue_length
from core.ratelimit import client_ip

logger = logging.getLogger(__name__)

COUNTS = "piyakast:metrics:counts"
SUMS = "piyakast:metrics:sums"
# Seconds: a heartbeat's work up to a film's.
BUCKETS = (0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600)
HELP = {
    "piyakast_tasks_total": "Celery tasks that ended, by name and state.",
    "piyakast_task_seconds": "How long Celery tasks took.",
}

Reader = Callable[[], Iterable[Metric]]
_readers: list[Reader] = []


def register_reader(reader: Reader) -> None:
    """Have `reader` called at every scrape; it yields metric families."""
    if reader not in _readers:
        _readers.append(reader)


def describe(name: str, text: str) -> None:
    """Give the help text of a metric that `count` or `observe` adds to."""
    HELP[name] = text


def count(name: str, by: float = 1, **labels: str) -> None:
    """Add to a counter that all processes share. Redis being down loses the number, nothing else."""
    _add([(COUNTS, _field(name, labels), by)])


def observe(name: str, value: float, **labels: str) -> None:
    """Add one observation to a histogram that all processes share."""
    bucket = next((str(float(edge)) for edge in BUCKETS if value <= edge), "+Inf")
    _add(
        [
            (COUNTS, _field(f"{name}_bucket", labels | {"le": bucket}), 1),
            (SUMS, _field(name, labels), value),
        ]
    )


def _add(additions: list[tuple[str, str, float]]) -> None:
    try:
        pipeline = cache.client.get_client().pipeline(transaction=False)  # type: ignore[attr-defined]
        for key, field, by in additions:
            pipeline.hincrbyfloat(key, field, by)
        pipeline.execute()
    except (RedisError, OSError):
        logger.debug("A number was lost: Redis does not answer", exc_info=True)


def _field(name: str, labels: dict[str, str]) -> str:
    pairs = sorted((key, str(value)) for key, value in labels.items())
    return "\x1f".join([name, *(f"{key}\x1e{value}" for key, value in pairs)])


def _parsed(field: bytes) -> tuple[str, dict[str, str]]:
    name, *pairs = field.decode().split("\x1f")
    return name, dict(pair.split("\x1e", 1) for pair in pairs)


def shared_numbers() -> Iterator[Metric]:
    """What `count` and `observe` have added up."""
    try:
        client = cache.client.get_client()  # type: ignore[attr-defined]
        counts, sums = client.hgetall(COUNTS), client.hgetall(SUMS)
    except (RedisError, OSError):
        logger.warning("The shared numbers are left out: Redis does not answer")
        return
    families: dict[str, CounterMetricFamily] = {}
    buckets: dict[str, dict[tuple[tuple[str, str], ...], dict[str, float]]] = {}
    for field, value in counts.items():
        name, labels = _parsed(field)
        if "le" in labels:
            edge = labels.pop("le")
            rows = buckets.setdefault(name.removesuffix("_bucket"), {})
            rows.setdefault(tuple(labels.items()), {})[edge] = float(value)
            continue
        family = families.setdefault(
            name, CounterMetricFamily(name, HELP.get(name, name), labels=list(labels))
        )
        family.add_metric(list(labels.values()), float(value))
    yield from families.values()
    totals = {field.decode(): float(value) for field, value in sums.items()}
    for name, rows in buckets.items():
        yield _histogram(name, rows, totals)


def _histogram(
    name: str,
    rows: dict[tuple[tuple[str, str], ...], dict[str, float]],
    sums: dict[str, float],
) -> HistogramMetricFamily:
    labels = [key for key, _value in next(iter(rows))]
    family = HistogramMetricFamily(name, HELP.get(name, name), labels=labels)
    for pairs, counted in rows.items():
        total, cumulative = 0.0, []
        for edge in [*(str(float(edge)) for edge in BUCKETS), "+Inf"]:
            total += counted.get(edge, 0)
            cumulative.append((edge, total))
        family.add_metric(
            [value for _key, value in pairs],
            cumulative,
            sum_value=sums.get(_field(name, dict(pairs)), 0),
        )
    return family


def queue_lengths() -> Iterator[Metric]:
    """Messages that wait in each Celery queue."""
    family = GaugeMetricFamily(
        "piyakast_queue_length", "Messages that wait in a Celery queue.", labels=["queue"]
    )
    for name in QUEUES:
        length = queue_length(name)
        if length is not None:
            family.add_metric([name], length)
    yield family


class _Readers(Collector):
    def collect(self) -> Iterator[Metric]:
        for reader in (queue_lengths, shared_numbers, *_readers):
            yield from reader()


def _registry() -> list[CollectorRegistry]:
    own = CollectorRegistry()
    own.register(_Readers())
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return [REGISTRY, own]
    # Several web processes of one machine write into one folder; each can tell for all.
    merged = CollectorRegistry()
    MultiProcessCollector(merged)  # type: ignore[no-untyped-call]
    return [merged, own]


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """All numbers, for the monitoring alone: they tell how the site is used."""
    if not _may_read(request):
        return HttpResponse(
            "Metrics are for this site's monitoring: set METRICS_ALLOWED_IPS or METRICS_TOKEN.\n",
            status=403,
            content_type="text/plain; charset=utf-8",
        )
    body = b"".join(generate_latest(registry) for registry in _registry())
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and scheme.lower() == "bearer":
        return hmac.compare_digest(token.encode(), settings.METRICS_TOKEN.encode())
    forwarded = {"X-Forwarded-For", "Forwarded", "X-Real-Ip"} & set(request.headers)
    if forwarded and not settings.TRUSTED_PROXY_COUNT:
        # Somebody's request through a proxy that we were not told of: its address is not the caller's.
        return False
    try:
        address = ipaddress.ip_address(client_ip(request))
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(each) for each in settings.METRICS_ALLOWED_IPS)
