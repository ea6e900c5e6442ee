"""What the recorder costs, beside a bare proxy that appends what it passes on to a file. Upstream of both is a bare
writer, which answers at once."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import make_tapes
from http_bytes import ask, chat_request
from measure import Figure, Sample, alternate
from scenarios import Setting, Stage, bare_command, expected_without_wiretape, resident_each, run_load
from servers import Server

HELD_STREAMS = 1000


def upstream_core() -> int:
    """One that is neither the recorder's nor the client's where there are three."""
    cores = sorted(os.sched_getaffinity(0))
    return cores[min(1, len(cores) - 1)]


def proxy_command(setting: Setting, upstream: Server, name: str) -> list[str]:
    return [setting.program("bare_proxy"), str(upstream.port), str(setting.folder / f"{name}.forwarded")]


def record_command(setting: Setting, upstream: Server, name: str) -> list[str]:
    if not setting.wiretape:
        return proxy_command(setting, upstream, f"{name}-again")
    return [
        setting.wiretape, "record", "--upstream", f"http://127.0.0.1:{upstream.port}",
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


def record(setting: Setting) -> list[Figure]:
    """Throughput while recording, and what a stream that is recorded holds in memory."""
    return [
        rate(setting, "events", 200, "recording, one write an event: events/s", "events/s", 0.85),
        rate(setting, "whole-20", 20, "recording, whole short replies: replies/s", "replies/s", 0.5),
        held(setting),
    ]
