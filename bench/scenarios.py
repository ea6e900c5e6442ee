"""The scenarios of the load test. Most stand beside the bare writer of the same bytes; those of many tapes, of the
journal, of waits and of the log compare wiretape with itself."""

import json
import pathlib
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import make_tapes
from agent_request import agent_request_body
from http_bytes import Response, ask, body_request, chat_request, chunked_response, get_request
from measure import Alternation, Figure, Sample, alternate, run_json
from servers import Server, pinned, start_aimock, start_nginx

OURS = "wiretape"
SELF = "bare writer again"
CONNECTIONS = 16
TIMED_STREAMS = 1000
WAITS = 48


@dataclass
class Setting:
    """What every scenario needs to know."""

    programs: pathlib.Path  # where the programs of the load test are
    wiretape: str | None  # the command; None: the bare writer is compared with itself
    folder: pathlib.Path
    server_core: int
    client_core: int
    rounds: int
    timed_rounds: int  # of the timing scenario, whose window is as long as its streams
    window_ms: int
    streams: int
    starts: int

    @property
    def subject(self) -> str:
        return OURS if self.wiretape else SELF

    def program(self, name: str) -> str:
        return str(self.programs / f"bench_{name}")

    def file(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def wiretape_command(self, tape: str, *more: str) -> list[str]:
        return [self.wiretape or "", "serve", str(self.folder / tape), "--port", "0", *more]

    def start(self, name: str, command: list[str]) -> Server:
        return Server(command, self.server_core, self.folder / f"{name}.output")

    def client(self, name: str, *arguments: str) -> list[str]:
        return pinned(self.client_core, [self.program(name), *arguments])


@dataclass
class Stage:
    """One tape, ready to be measured: both servers run and give the same bytes."""

    setting: Setting
    bare: Server
    subject: Server
    request_file: str
    response: Response
    response_file: str

    def load(self, server: Server, events: int) -> Sample:
        return run_load(self.setting, server, self.request_file, self.response_file, events)


def run_load(setting: Setting, server: Server, request: str, response: str, events: int, *more: str) -> Sample:
    numbers = {
        "--port": server.port,
        "--server-pid": server.pid,
        "--connections": CONNECTIONS,
        "--events": events,
        "--warmup": setting.window_ms // 8,
        "--time": setting.window_ms,
    }
    options = [text for name, number in numbers.items() for text in (name, str(number))]
    return run_json(setting.client("load", "--request", request, "--response", response, *options, *more))


def expected_without_wiretape(tape: str) -> Response:
    counts = {"events": 200, "timing": make_tapes.TIMED_EVENTS}
    counts |= {f"whole-{count}": count for count in make_tapes.WHOLE_EVENTS}
    stream = [f"data: {data}\n\n".encode() for data in make_tapes.events(counts.get(tape, 20))]
    if tape in ("events", "timing"):
        return chunked_response(stream)
    whole = chunked_response([b"".join(stream)])
    return Response(whole.head, chunked_response(stream[:1]).chunks[:1], False) if tape == "held" else whole


def bare_command(setting: Setting, tape: str, response: Response) -> list[str]:
    command = [setting.program("bare_writer"), setting.file(f"{tape}.response", response.bytes)]
    if len(response.writes()) > 1:
        command.append(lengths_file(setting, tape, response))
    if tape == "timing":
        return [setting.program("bare_timer"), *command[1:], str(make_tapes.GAP_MS * 1000)]
    return command


def lengths_file(setting: Setting, tape: str, response: Response) -> str:
    return setting.file(f"{tape}.lengths", b"\n".join(str(len(write)).encode() for write in response.writes()))


@contextmanager
def staged(setting: Setting, tape: str, request: bytes = chat_request(make_tapes.PATH)) -> Iterator[Stage]:
    """Starts wiretape, asks it once, and starts the bare writer with the very bytes that came."""
    with ExitStack() as stack:
        if setting.wiretape:
            subject = stack.enter_context(setting.start("subject", setting.wiretape_command(f"{tape}.yaml")))
            response = ask(subject.port, request, until_chunk=1 if tape == "held" else None)
            command = bare_command(setting, tape, response)
        else:
            response = expected_without_wiretape(tape)
            command = bare_command(setting, tape, response)
            subject = stack.enter_context(setting.start("subject", command))
        bare = stack.enter_context(setting.start("bare", command))
        yield Stage(setting, bare, subject, setting.file("request", request), response, command[1])


def nginx_subject(setting: Setting, stack: ExitStack, body: bytes, events: int) -> Callable[[], Sample]:
    server = stack.enter_context(start_nginx(setting.server_core, setting.folder / f"nginx-{events}", body))
    request = get_request("/stream")
    request_file = setting.file("nginx.request", request)
    response_file = setting.file("nginx.response", ask(server.port, request).bytes)
    return lambda: run_load(setting, server, request_file, response_file, events, "--length-only")


def must_be_whole(response: Response, events: int) -> None:
    found = response.body().count(b"data: ")
    if len(response.writes()) != 1 or found != events:
        raise RuntimeError(f"the tape's response is {found} events in {len(response.writes())} fragments")


def one_write(setting: Setting) -> list[Figure]:
    """Rules and replies as people write them; the longer the response, the less the request counts."""
    targets = dict(zip(make_tapes.WHOLE_EVENTS, (0.70, 0.80, 0.90), strict=True))
    return [figure for events, least in targets.items() for figure in one_write_of(setting, events, least)]


def one_write_of(setting: Setting, events: int, least: float) -> list[Figure]:
    name = f"whole response, {events:,} events: requests/s"
    with staged(setting, f"whole-{events}") as stage, ExitStack() as stack:
        must_be_whole(stage.response, events)
        subjects = {setting.subject: lambda: stage.load(stage.subject, events)}
        if shutil.which("nginx"):
            subjects["nginx"] = nginx_subject(setting, stack, stage.response.body(), events)
        elif events == make_tapes.WHOLE_EVENTS[0]:
            print("skipped: nginx isn't installed")
        result = alternate(setting.rounds, lambda: stage.load(stage.bare, events), subjects)
    targets = {setting.subject: {"least": least}}
    return [
        result.figure(name, subject, "requests/s", "requests_per_s", **targets.get(subject, {})) for subject in subjects
    ]


def aimock_subject(setting: Setting, stack: ExitStack, request: bytes) -> Callable[[], Sample]:
    """aimock that says a text of as many words. Its chunks, ids and times are its own: only lengths are compared."""
    text = " ".join(["tape"] * (make_tapes.WHOLE_EVENTS[0] - make_tapes.EVENTS_AROUND_TEXT))
    server = stack.enter_context(start_aimock(setting.server_core, setting.folder / "aimock", text))
    request_file = setting.file("aimock.request", request)
    response_file = setting.file("aimock.response", ask(server.port, request).bytes)
    return lambda: run_load(setting, server, request_file, response_file, 20, "--length-only")


def agent(setting: Setting) -> list[Figure]:
    """The request of a coding agent, which is all that counts: its answer is short."""
    request = body_request(make_tapes.PATH, agent_request_body())
    name = f"agent's request, {len(request) // 1000} KB: requests/s"
    with staged(setting, "agent", request) as stage, ExitStack() as stack:
        must_be_whole(stage.response, make_tapes.WHOLE_EVENTS[0])
        subjects = {setting.subject: lambda: stage.load(stage.subject, 20)}
        if shutil.which("llmock"):
            subjects["aimock"] = aimock_subject(setting, stack, request)
        else:
            print("skipped: aimock (npm install --global @copilotkit/aimock) isn't installed")
        result = alternate(setting.rounds, lambda: stage.load(stage.bare, 20), subjects)
    targets = {setting.subject: {"least": 0.50}}
    return [
        result.figure(name, subject, "requests/s", "requests_per_s", **targets.get(subject, {})) for subject in subjects
    ]


def one_write_an_event(setting: Setting) -> list[Figure]:
    name = "one write an event, 200 events: events/s"
    with staged(setting, "events") as stage:
        if len(stage.response.writes()) != 200:
            raise RuntimeError(f"the tape's response is {len(stage.response.writes())} fragments, not 200")
        subjects = {setting.subject: lambda: stage.load(stage.subject, 200)}
        result = alternate(setting.rounds, lambda: stage.load(stage.bare, 200), subjects)
    return [result.figure(name, setting.subject, "events/s", "events_per_s", least=0.90)]


def run_streams(stage: Stage, server: Server) -> Sample:
    numbers = {
        "--port": server.port,
        "--server-pid": server.pid,
        "--gap": make_tapes.GAP_MS * 1000,
        "--streams": TIMED_STREAMS,
    }
    options = [text for name, number in numbers.items() for text in (name, str(number))]
    lengths = lengths_file(stage.setting, "timing", stage.response)
    files = ["--request", stage.request_file, "--response", stage.response_file, "--lengths", lengths]
    return run_json(stage.setting.client("streams", *files, *options))


def timing(setting: Setting) -> list[Figure]:
    """How exactly time is kept for many streams at once."""
    with staged(setting, "timing") as stage:
        if len(stage.response.writes()) != make_tapes.TIMED_EVENTS:
            raise RuntimeError(f"the tape's response is {len(stage.response.writes())} fragments")
        subjects = {setting.subject: lambda: run_streams(stage, stage.subject)}
        result = alternate(setting.timed_rounds, lambda: run_streams(stage, stage.bare), subjects)
    name = f"{TIMED_STREAMS:,} streams, {make_tapes.TIMED_EVENTS} events {make_tapes.GAP_MS} ms apart"
    subject = setting.subject
    return [
        result.figure(f"{name}: gap error, p50", subject, "us", "gap_error_p50_us", most=30.0, checks="difference"),
        result.figure(f"{name}: gap error, p99", subject, "us", "gap_error_p99_us", most=1.3),
        result.figure(f"{name}: last is late", subject, "ms", "lateness_p50_ms", most=0.5, checks="value"),
        result.absolute_figure(f"{name}: drift", subject, "ms", "drift_ms", most=0.1, checks="value"),
        result.figure(f"{name}: server", subject, "cores", "server_cores", most=0.5, checks="value"),
    ]


def resident_each(stage: Stage, server: Server, streams: int) -> float:
    """KiB that each of `streams` held streams adds to what the server needed after the first few."""
    hold_streams(stage, server, 16)
    before = server.resident_kib()["Rss"]
    return (hold_streams(stage, server, streams) - before) / streams


def hold_streams(stage: Stage, server: Server, streams: int) -> int:
    """Resident KiB of the server while it holds that many streams."""
    command = stage.setting.client(
        "hold", "--port", str(server.port), "--request", stage.request_file, "--first-write", stage.response_file,
        "--streams", str(streams),
    )  # fmt: skip
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as client:
        held = client.stdout.readline()
        resident = server.resident_kib()["Rss"]
        _, errors = client.communicate(b"\n", timeout=30)
    if client.returncode != 0 or not held:
        raise RuntimeError(f"{streams} streams can't be held: {errors.decode().strip()}")
    return resident


def held_streams(setting: Setting) -> list[Figure]:
    with staged(setting, "held") as stage:
        bare = resident_each(stage, stage.bare, setting.streams)
        ours = resident_each(stage, stage.subject, setting.streams)
    name = f"{setting.streams:,} held streams: resident KiB each"
    return [Figure(name, setting.subject, "KiB", ours, bare, ours / max(bare, 0.001), most=1.3, checks="value")]


def first_answer(setting: Setting) -> list[Figure]:
    with staged(setting, "bytes") as stage:
        bare = [setting.program("bare_writer"), stage.response_file]
        subject = setting.wiretape_command("bytes.yaml") if setting.wiretape else bare
        result = alternate(
            setting.starts, lambda: start_once(setting, stage, bare), {setting.subject: lambda: start_once(setting, stage, subject)}
        )
    name = "exec to the end of the first answer"
    return [result.figure(name, setting.subject, "ms", "milliseconds", most=2.0)]


@dataclass
class Asked:
    """A request, and the response that a server gave to it."""

    request_file: str
    response_file: str

    @classmethod
    def of(cls, setting: Setting, server: Server, name: str, request: bytes) -> "Asked":
        response = ask(server.port, request).bytes
        return cls(setting.file(f"{name}.request", request), setting.file(f"{name}.response", response))

    @classmethod
    def of_model(cls, setting: Setting, server: Server, model: str) -> "Asked":
        return cls.of(setting, server, model, chat_request(make_tapes.PATH, model))


def thousand_tapes(setting: Setting) -> list[Figure]:
    """Start with 1,000 tapes; and what it costs that only the last of them matches."""
    if not setting.wiretape:
        print("skipped: 'tapes' compares wiretape with itself, and there is no --wiretape")
        return []
    command = setting.wiretape_command("thousand")
    with setting.start("subject", command) as server:
        first, last = (Asked.of_model(setting, server, make_tapes.model(n)) for n in (0, make_tapes.SMALL_TAPES - 1))

        def load(asked: Asked) -> Sample:
            return run_load(setting, server, asked.request_file, asked.response_file, 1)

        matching = alternate(setting.rounds, lambda: load(first), {OURS: lambda: load(last)})
        one = setting.wiretape_command("thousand/000.yaml")
        starting = alternate(
            setting.starts, lambda: start_once(setting, first, one), {OURS: lambda: start_once(setting, last, command)}
        )
    start_name = "1,000 tapes (beside one): exec to the end of the first answer"
    match_name = "1,000 tapes, only the last matches (beside the first): requests/s"
    return [
        starting.figure(start_name, OURS, "ms", "milliseconds", most=25.0, checks="value"),
        matching.figure(match_name, OURS, "requests/s", "requests_per_s", least=1 / 1.1),
    ]


def beside_itself(
    setting: Setting,
    without: list[str],
    having: list[str],
    request: bytes = chat_request(make_tapes.PATH),
    events: int = 200,
) -> Alternation | None:
    """wiretape by the command `having`, beside wiretape by the command `without`; both give the same response."""
    if not setting.wiretape:
        print("skipped: 'journal', 'armed', 'log' and 'turns' compare wiretape with itself, and there is no --wiretape")
        return None
    with ExitStack() as stack:
        yardstick = stack.enter_context(setting.start("without", setting.wiretape_command(*without)))
        subject = stack.enter_context(setting.start("having", setting.wiretape_command(*having)))
        asked = Asked.of(setting, yardstick, "itself", request)

        def load(server: Server) -> Sample:
            return run_load(setting, server, asked.request_file, asked.response_file, events)

        return alternate(setting.rounds, lambda: load(yardstick), {OURS: lambda: load(subject)})


def journal(setting: Setting) -> list[Figure]:
    """What it costs that every request and write is journalled."""
    result = beside_itself(setting, ["events.yaml", "--journal-capacity", "0"], ["events.yaml"])
    name = "journal on (beside off), one write an event: events/s"
    return [result.figure(name, OURS, "events/s", "events_per_s", least=0.95)] if result else []


@contextmanager
def waiting(server: Server) -> Iterator[None]:
    """As many requests wait at the control plane as may, for what never comes."""
    request = b"GET /wait?path=/never&timeout=60s HTTP/1.1\r\nhost: localhost\r\n\r\n"
    with ExitStack() as stack:
        for _ in range(WAITS):
            stack.enter_context(socket.create_connection(("127.0.0.1", server.control_port))).sendall(request)
        yield


def waits(setting: Setting) -> list[Figure]:
    """What those who wait at the control plane cost the data port, with a full journal."""
    if not setting.wiretape:
        print("skipped: 'waits' compares wiretape with itself, and there is no --wiretape")
        return []
    with setting.start("subject", setting.wiretape_command(f"whole-{make_tapes.WHOLE_EVENTS[0]}.yaml")) as server:
        asked = Asked.of_model(setting, server, "gpt-4o")

        def load() -> Sample:
            return run_load(setting, server, asked.request_file, asked.response_file, 20)

        def load_beside_waits() -> Sample:
            with waiting(server):
                return load()

        load()  # fills the journal
        result = alternate(setting.rounds, load, {OURS: load_beside_waits})
    name = f"{WAITS} waits on a full journal (beside none): requests/s"
    return [result.figure(name, OURS, "requests/s", "requests_per_s", least=0.90)]


def armed(setting: Setting) -> list[Figure]:
    """What a fault costs the requests that it does not hit."""
    result = beside_itself(setting, ["events.yaml"], ["armed.yaml"])
    name = "a fault armed (beside none) that hits no request: events/s"
    return [result.figure(name, OURS, "events/s", "events_per_s", least=0.97)] if result else []


def log(setting: Setting) -> list[Figure]:
    """What it costs that each request is logged: on the smallest reply, and in the time of streams that are paced."""
    tape, logged = "thousand/000.yaml", ["--log", "text"]
    request = chat_request(make_tapes.PATH, make_tapes.model(0))
    replies = beside_itself(setting, [tape], [tape, *logged], request, 1)
    if not replies:
        return []
    with staged(setting, "timing") as stage, setting.start(
        "logging", setting.wiretape_command("timing.yaml", *logged)
    ) as logging:
        subjects = {OURS: lambda: run_streams(stage, logging)}
        streams = alternate(setting.timed_rounds, lambda: run_streams(stage, stage.subject), subjects)
    of_streams = f"each request logged (beside none), {TIMED_STREAMS:,} paced streams: gap error, p99"
    return [
        replies.figure(
            "each request logged (beside none), 1 event: requests/s", OURS, "requests/s", "requests_per_s", least=0.85
        ),
        streams.figure(of_streams, OURS, "us", "gap_error_p99_us", most=1.3),
    ]


def turns(setting: Setting) -> list[Figure]:
    """What rules on the conversation cost: a thousand of them beside one, and one on the last message of an agent's
    request beside one on its model."""
    last = make_tapes.SMALL_TAPES - 1
    asks = {"model": "gpt-4o", "stream": True, "messages": [{"role": "user", "content": make_tapes.question(last)}]}
    asked = body_request(make_tapes.PATH, json.dumps(asks).encode())
    many = beside_itself(setting, [f"questions/{last}.yaml"], ["questions"], asked, 1)
    of_agent = body_request(make_tapes.PATH, agent_request_body())
    long = beside_itself(setting, ["agent-model.yaml"], ["agent-last.yaml"], of_agent, 1)
    targets = {
        "1,000 tapes with conversation rules (beside one): requests/s": (many, 1 / 1.2),
        "agent's last message (beside its model): requests/s": (long, 1 / 1.1),
    }
    return [
        result.figure(name, OURS, "requests/s", "requests_per_s", least=least)
        for name, (result, least) in targets.items()
        if result
    ]


def start_once(setting: Setting, asked: Asked | Stage, command: list[str]) -> Sample:
    files = ["--request", asked.request_file, "--response", asked.response_file]
    return run_json(setting.client("first_answer", "--core", str(setting.server_core), *files, "--", *command))


SCENARIOS = {
    "agent": agent,
    "whole": one_write,
    "events": one_write_an_event,
    "timing": timing,
    "held": held_streams,
    "start": first_answer,
    "tapes": thousand_tapes,
    "turns": turns,
    "journal": journal,
    "waits": waits,
    "armed": armed,
    "log": log,
}
