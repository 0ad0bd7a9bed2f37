"""Chat: how many deliveries one Daphne on one core makes, beside the stock Channels consumer; many sockets; a reader that sleeps.

Bars: 500 sockets ≥ 150,000 deliveries/s at p99 < 250 ms with every message stored first, ≥ 30 times the stock consumer;
2,000 sockets 100 messages/s at p99 < 250 ms, ≤ 50 kB a socket; who never reads is cut off.
"""

import time
from collections.abc import Iterable
from typing import Any

from bench._chat_site import SENDERS, Daphne, Load, chat_site
from bench._table import print_table

OURS, STOCK = "piyakast.asgi:application", "bench._chat_stock:application"
SECONDS = 6
LATEST_MS = 250
Cells = list[str | int | float]


def main() -> None:
    """Measure, print the tables."""
    with chat_site() as (room, cookies):
        ours, best = _ramp(OURS, room, cookies, (50, 100, 200, 300, 320, 400, 600))
        stock, stock_best = _ramp(STOCK, room, cookies, (2, 4, 6, 8, 10, 12, 16, 24))
        print_table(
            ["500 sockets", "messages/s", "deliveries/s", "p50 ms", "p99 ms", "core %", "CPU ms a message", "kept waiting %", "lost"],
            [*ours, *stock],
        )  # fmt: skip
        ratio = f"{best / stock_best:.0f} times" if stock_best else "the stock one held none of its rates"  # fmt: skip
        print(f"best with p99 < {LATEST_MS} ms: {best:,.0f} and {stock_best:,.0f} deliveries/s, {ratio}\n")  # fmt: skip
        print_table(
            ["2,000 sockets", "messages/s", "p50 ms", "p99 ms", "core %", "kept waiting %", "lost", "kB a socket", "opened in s"],
            [_many(room, cookies)],
        )  # fmt: skip
        print()
        print_table(["a reader that sleeps", "after s", "p99 ms of the others"], [_sleeper(room, cookies)])  # fmt: skip


def _ramp(
    application: str, room: str, cookies: list[str], rates: Iterable[int]
) -> tuple[list[Cells], float]:
    daphne = Daphne(application)
    load = Load(daphne.port, room)
    rows: list[Cells] = []
    best = 0.0
    try:
        load.ask("open", cookies=[*cookies, *[""] * (500 - SENDERS)], greets=True)
        load.ask("talk", rate=min(rates), seconds=2)
        for rate in rates:
            row, heard = _measure(daphne, load, rate)
            rows.append([application.partition(":")[0], *row])
            if heard["p99_ms"] >= LATEST_MS or heard["delivered"] < heard["expected"]:
                break
            best = max(best, heard["delivered"] / heard["took_s"])
    finally:
        load.stop()
        daphne.stop()
    return rows, best


def _measure(daphne: Daphne, load: Load, rate: int) -> tuple[Cells, dict[str, Any]]:
    cpu_s, waited_s, began = daphne.cpu_s(), daphne.waited_s(), time.monotonic()
    heard = load.ask("talk", rate=rate, seconds=SECONDS)
    # What is waited for afterwards costs nothing: the work is that of the messages.
    spent_s = daphne.cpu_s() - cpu_s
    # Much of it, and the machine was busy with something else: latencies are that of the queue for its core.
    waited = 100 * (daphne.waited_s() - waited_s) / (time.monotonic() - began)
    core, each_ms = 100 * spent_s / heard["took_s"], 1000 * spent_s / heard["sent"]
    lost = heard["expected"] - heard["delivered"]
    made = round(heard["delivered"] / heard["took_s"])
    return [rate, made, heard["p50_ms"], heard["p99_ms"], core, each_ms, waited, lost], heard


def _many(room: str, cookies: list[str]) -> Cells:
    daphne = Daphne(OURS)
    load = Load(daphne.port, room)
    try:
        # What a process holds once, for its first sockets, is no part of what each of them takes.
        load.ask("open", cookies=cookies, greets=True)
        load.ask("talk", rate=20, seconds=2)
        before = daphne.rss_bytes()
        opened = load.ask("open", cookies=[""] * (2000 - SENDERS), greets=True)
        row, _heard = _measure(daphne, load, 100)
        each = (daphne.rss_bytes() - before) / (2000 - SENDERS) / 1000
    finally:
        load.stop()
        daphne.stop()
    return ["piyakast.asgi", row[0], *row[2:5], *row[6:], each, opened["took_s"]]


def _sleeper(room: str, cookies: list[str]) -> Cells:
    daphne = Daphne(OURS)
    load = Load(daphne.port, room)
    try:
        load.ask("open", cookies=cookies, greets=True)
        found = load.ask("sleeper", rate=150, seconds=60, filler=" " + "가나다라 " * 80)
    finally:
        load.stop()
        daphne.stop()
    return ["cut off" if found["cut"] else "NOT CUT", found["cut_s"], found["others_p99_ms"]]
