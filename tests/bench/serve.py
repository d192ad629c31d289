"""Twenty people at the pages of the demo corpus at once: seconds an answer beside those of one person alone.

Protocol: `wenmai serve` runs in a process of its own. A visit is every page of PATHS in an order of its own, each followed by a pause (exponential,
mean THINK seconds: the time in which a person looks), and one search for a phrase that nobody has asked for yet, which no cache can answer.
First one client makes VISITS visits, then CLIENTS clients make VISITS each at the same time. `--think 0` leaves the pauses out: then the server
is always busy and answers queue. Connections are kept open, pages come whole (no If-None-Match).

    python -m tests.bench.serve [--clients 20] [--visits 2] [--think 1.0]
"""

import argparse
import http.client
import random
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

SEED = 8
PATHS = (
    "/zh/",
    "/zh/search?q=三社联动",
    "/zh/search?q=三社联动&sort=right&page=2",
    "/en/search?q=concept:项目制 year:2015-2020",
    "/zh/concepts",
    "/zh/concepts/sanshe_liandong",
    "/en/concepts/xiangmuzhi?kind=article&text=zh",
    "/zh/works?concept=sanshe_liandong&kind=article&year_from=2018&year_to=2018",
    "/zh/works?page=3",
    "/zh/topics",
    "/zh/topics/1",
    "/zh/problems",
    "/zh/methods",
    "/api/concepts/sanshe_liandong/timeline",
    "/api/works?concept=xiangmuzhi",
    "/static/pages.css",
)
PHRASES = (
    "社区",
    "街道",
    "机构",
    "居民",
    "服务",
    "项目",
    "治理",
    "组织",
    "政府",
    "购买",
    "评估",
    "志愿",
    "网格",
    "党建",
    "数字",
    "养老",
    "依附",
    "协商",
    "资源",
    "站点",
)


@dataclass
class Times:
    """Seconds of each answer by path, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, path: str, seconds: float, status: int) -> None:
        with self.lock:
            self.seconds.setdefault(path, []).append(seconds)
            if status != 200:
                self.errors.append(f"{status} {path}")

    def all(self) -> list[float]:
        return [one for found in self.seconds.values() for one in found]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def visit(port: int, times: Times, chance: random.Random, think: float, fresh: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    paths = [*PATHS, f"/zh/search?q={fresh}"]
    chance.shuffle(paths)
    for path in paths:
        start = time.perf_counter()
        connection.request("GET", quote(path, safe="/?=&:%"))
        answer = connection.getresponse()
        answer.read()
        times.add("fresh search" if path.endswith(fresh) else path, time.perf_counter() - start, answer.status)
        if think:
            time.sleep(chance.expovariate(1 / think))
    connection.close()


def run(port: int, n_clients: int, visits: int, think: float, label: str) -> Times:
    """Let clients visit at the same time."""
    times = Times()

    def client(number: int) -> None:
        chance = random.Random(SEED + number)  # noqa: S311 - a benchmark
        for round_ in range(visits):
            fresh = f"{PHRASES[number % len(PHRASES)]} NOT {label}{number}x{round_}"
            try:
                visit(port, times, chance, think, fresh)
            except OSError as error:
                times.errors.append(repr(error))

    threads = [threading.Thread(target=client, args=[number]) for number in range(n_clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def report(first: Times, alone: Times, together: Times, n_clients: int) -> None:
    one, many = alone.all(), together.all()
    median = statistics.median(one)
    say(
        f"one client    {len(one):5} answers, median {1000 * median:.1f} ms, p95 {1000 * percentile(one, 0.95):.1f} ms, errors {len(alone.errors)}"
    )
    say(
        f"{n_clients:3} clients   {len(many):5} answers, median {1000 * statistics.median(many):.1f} ms, p95 {1000 * percentile(many, 0.95):.1f} ms, "
        f"errors {len(together.errors)}"
    )
    say(f"p95 together / median alone: {percentile(many, 0.95) / median:.2f}")
    say(f"p95 together / median alone when nothing was kept yet: {percentile(many, 0.95) / statistics.median(first.all()):.2f}")
    ratios = [second / statistics.median(alone.seconds[path]) for path, found in together.seconds.items() for second in found]
    say(f"p95 of (answer / the same page's median alone): {percentile(ratios, 0.95):.2f}")
    say(f"\n{'page':75} {'alone':>8} {'together':>8} {'p95':>8}  ms, medians")
    for path in sorted(alone.seconds, key=lambda path: -statistics.median(alone.seconds[path])):
        found = together.seconds[path]
        figures = (statistics.median(alone.seconds[path]), statistics.median(found), percentile(found, 0.95))
        say(f"{path:75} " + " ".join(f"{1000 * figure:8.1f}" for figure in figures))
    for error in sorted(set(alone.errors + together.errors)):
        say(error)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--visits", type=int, default=2)
    parser.add_argument("--think", type=float, default=1.0)
    asked = parser.parse_args()
    command = [sys.executable, "-m", "pipeline", "serve", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, cwd=Path.cwd(), stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout is not None
        port = int(server.stdout.readline().rstrip("/\n").rpartition(":")[2])
        try:
            first = run(port, 1, 1, 0.0, "warm")
            say(
                f"first visit ever (nothing kept): median {1000 * statistics.median(first.all()):.1f} ms, slowest {1000 * max(first.all()):.0f} ms"
            )
            alone = run(port, 1, max(asked.visits, 3), asked.think / 5, "alone")
            report(first, alone, run(port, asked.clients, asked.visits, asked.think, "together"), asked.clients)
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
