"""What the recorder costs, beside a bare proxy that appends what it passes on to a file. Upstream of both is a bare
writer, which answers at once."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import make_tapes
from http_bytes import ask, chat_request
from measure import Figure, Sample, alternate
from scenarios import Setting, Stage, bare_command, expected_without_wiretape, resident_each, run_load
from servers import Server, pinned

HELD_STREAMS = 1000
GAP_US = 500


def upstream_core() -> int:
    """One that is neither the recorder's nor the client's where there are three."""
    cores = sorted(os.sched_getaffinity(0))
    return cores[min(1, len(cores) - 1)]


def proxy_command(setting: Setting, upstream: "Server | Upstream", name: str) -> list[str]:
    return [setting.program("bare_proxy"), str(upstream.port), str(setting.folder / f"{name}.forwarded")]


def record_command(setting: Setting, upstream: "Server | Upstream", name: str) -> list[str]:
    if not setting.wiretape:
        return proxy_command(setting, upstream, f"{name}-again")
    return [
        setting.wiretape, "record", "--allow-network", "--upstream", f"http://127.0.0.1:{upstream.port}",
        "--out", str(setting.folder / f"{name}-tapes"), "--port", "0", "--quiet",
    ]  # fmt: skip


@dataclass
class Recording:
    """A bare proxy and the recorder, both before the same upstream; each with the bytes that it gives."""

    bare: Stage
    subject: Stage


def stage_of(setting: Setting, server: Server, name: str, until_chunk: int | None) -> Stage:
    request = chat_request(make_tapes.PATH)
    response = ask(server.port, request, until_chunk=until_chunk)
    request_file = setting.file("record.request", request)
    response_file = setting.file(f"{name}.response", response.bytes)
    return Stage(setting, server, server, request_file, response, response_file)


@contextmanager
def recording(setting: Setting, tape: str, until_chunk: int | None = None) -> Iterator[Recording]:
    with ExitStack() as stack:
        command = bare_command(setting, tape, expected_without_wiretape(tape))
        upstream = stack.enter_context(Server(command, upstream_core(), setting.folder / "upstream.output"))
        bare = stack.enter_context(setting.start("bare", proxy_command(setting, upstream, tape)))
        subject = stack.enter_context(setting.start("subject", record_command(setting, upstream, tape)))
        yield Recording(
            stage_of(setting, bare, f"{tape}-bare", until_chunk),
            stage_of(setting, subject, f"{tape}-recorded", until_chunk),
        )


def rate(setting: Setting, tape: str, events: int, name: str, unit: str, least: float) -> Figure:
    def load(stage: Stage) -> Sample:
        return run_load(setting, stage.subject, stage.request_file, stage.response_file, events)

    key = {"events/s": "events_per_s", "replies/s": "requests_per_s"}[unit]
    with recording(setting, tape) as both:
        subjects = {setting.subject: lambda: load(both.subject)}
        result = alternate(setting.rounds, lambda: load(both.bare), subjects)
    return result.figure(name, setting.subject, unit, key, least=least)


def held(setting: Setting) -> Figure:
    with recording(setting, "held", until_chunk=1) as both:
        bare = resident_each(both.bare, both.bare.subject, HELD_STREAMS)
        ours = resident_each(both.subject, both.subject.subject, HELD_STREAMS)
    name = f"{HELD_STREAMS:,} streams being recorded: resident KiB each"
    return Figure(name, setting.subject, "KiB", ours, bare, ours / max(bare, 0.001), most=24.0, checks="value")


class Upstream:
    """bench_latency: upstream and client at once. `port` is where proxies call it."""

    def __init__(self, setting: Setting):
        command = pinned(setting.client_core, [setting.program("latency")])
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)$", self.process.stdout.readline().strip())[1])

    def __enter__(self) -> "Upstream":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate(timeout=10)

    def measure(self, proxy: Server, streams: int, events: int) -> Sample:
        self.process.stdin.write(f"{proxy.port} {streams} {events} {GAP_US}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("bench_latency ended")
        return json.loads(line)


def latency(setting: Setting, streams: int) -> Figure:
    name = f"recording, {streams} stream{'s'[: streams - 1]}, one way: latency an event, p50"
    events = setting.window_ms * 1000 // GAP_US
    with ExitStack() as stack:
        upstream = stack.enter_context(Upstream(setting))
        bare = stack.enter_context(setting.start("bare", proxy_command(setting, upstream, "latency")))
        subject = stack.enter_context(setting.start("subject", record_command(setting, upstream, f"latency-{streams}")))
        subjects = {setting.subject: lambda: upstream.measure(subject, streams, events)}
        result = alternate(setting.rounds, lambda: upstream.measure(bare, streams, events), subjects)
    return result.figure(name, setting.subject, "us", "latency_p50_us", most=1.15)


def record(setting: Setting) -> list[Figure]:
    """Latency and throughput while recording, and what a stream that is recorded holds in memory."""
    return [
        latency(setting, 1),
        latency(setting, 100),
        rate(setting, "events", 200, "recording, one write an event: events/s", "events/s", 0.85),
        rate(setting, "whole-20", 20, "recording, whole short replies: replies/s", "replies/s", 0.5),
        held(setting),
    ]
