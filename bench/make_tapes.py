#!/usr/bin/env python3
"""Writes the tapes of the load test: make_tapes.py FOLDER

bytes.yaml   20 events, delivered in one write
whole-N.yaml N events for each N of WHOLE_EVENTS, delivered in one write; as somebody would write it: a path, JSON, a reply
agent.yaml   the same with 20 events, for the request of an agent (agent_request.py)
events.yaml  200 events, one write each
armed.yaml   the same with a fault that waits for an attempt that never comes
timing.yaml  100 events, 20 ms apart
held.yaml    one event, then silence for ten minutes
thousand/    1,000 small tapes that differ by the model they ask for; each answers in one write
questions/   the same with rules on the conversation: each asks for another question as the last message
agent-model.yaml, agent-last.yaml
             tapes for the request of an agent, whose rule asks for its model, and for what it says last
"""

import json
import pathlib
import sys

from agent_request import MODEL, agent_request_body

PATH = "/v1/chat/completions"
SMALL_TAPES = 1000
WHOLE_EVENTS = (20, 200, 2000)
EVENTS_AROUND_TEXT = 3  # the role before it, the finish reason and [DONE] behind it
TIMED_EVENTS = 100
GAP_MS = 20
WORDS = "the tape turns and each small piece of text leaves on its own as if a model had just thought of it".split()


def chunk(number: int) -> str:
    """The data of one streamed chunk: about 220 bytes, the size that providers send for one token."""
    delta = {"content": " " + WORDS[number % len(WORDS)]}
    return json.dumps(
        {
            "id": "chatcmpl-bench0001",
            "object": "chat.completion.chunk",
            "created": 1767225600,
            "model": "gpt-4o",
            "system_fingerprint": "fp_wiretape",
            "choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": None}],
        },
        separators=(",", ":"),
    )


def events(count: int) -> list[str]:
    """The data of a stream of `count` events, the terminator among them."""
    return [chunk(number) for number in range(count - 1)] + ["[DONE]"]


def tape(stream: list[str], delivery: str = "", faults: str = "") -> str:
    lines = [
        "wiretape: 1",
        "exchanges:",
        "  - id: bench",
        f"    request: {{method: POST, path: {PATH}}}",
        "    response:",
        "      status: 200",
        "      headers: [[content-type, text/event-stream; charset=utf-8]]",
        "      stream:",
        *(f"        - {item}" for item in stream),
    ]
    if delivery:
        lines.append(f"    delivery: {delivery}")
    if faults:
        lines.append(f"    faults: {faults}")
    return "\n".join(lines) + "\n"


def data_items(stream: list[str]) -> list[str]:
    return [f"{{data: '{data}'}}" for data in stream]


def small_tape(number: int, rule: str) -> str:
    """A tape as somebody would write it, with that rule beside the path."""
    return "\n".join(
        [
            "wiretape: 1",
            "exchanges:",
            f"  - id: tape-{number}",
            f"    request: {{path: {PATH}, {rule}}}",
            "    reply: {text: The tape turns and each small piece of text leaves on its own., created: 1767225600}",
            "    delivery: {fragment: whole}",
            "",
        ]
    )


def written_tape(model_name: str, messages: list[dict], count: int) -> str:
    """A tape as somebody would write it, whose answer is a stream of `count` events."""
    text = " ".join(WORDS[number % len(WORDS)] for number in range(count - EVENTS_AROUND_TEXT))
    rule = json.dumps({"model": model_name, "messages": messages})
    return "\n".join(
        [
            "wiretape: 1",
            "exchanges:",
            "  - id: bench",
            f"    request: {{path: {PATH}, json: {rule}}}",
            f"    reply: {{text: {json.dumps(text)}}}",
            "    delivery: {fragment: whole}",
            "",
        ]
    )


def agent_tape() -> str:
    """Asks for the role of each message."""
    messages = json.loads(agent_request_body())["messages"]
    return written_tape(MODEL, [{"role": message["role"]} for message in messages], WHOLE_EVENTS[0])


def model(number: int) -> str:
    return f"model-{number:03}"


def question(number: int) -> str:
    return f"What is in the room with the number {number:03}?"


def write_tapes(folder: pathlib.Path) -> None:
    tapes = {
        "bytes": tape(data_items(events(20)), "{fragment: whole}"),
        **{f"whole-{count}": written_tape("gpt-4o", [{"role": "user"}], count) for count in WHOLE_EVENTS},
        "agent": agent_tape(),
        "agent-model": small_tape(0, f"json: {{model: {MODEL}}}"),
        "agent-last": small_tape(0, "last_message: {role: user, contains: Go on}"),
        "events": tape(data_items(events(200))),
        "armed": tape(data_items(events(200)), faults="[{do: reset, at: {event: 4}, attempt: 1000000000}]"),
        "timing": tape(data_items(events(TIMED_EVENTS)), f"{{gap: {GAP_MS}ms}}"),
        "held": tape([*data_items([chunk(0)]), "wait: 600s", *data_items(["[DONE]"])]),
    }
    for name, text in tapes.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    thousand = folder / "thousand"
    thousand.mkdir(exist_ok=True)
    questions = folder / "questions"
    questions.mkdir(exist_ok=True)
    for number in range(SMALL_TAPES):
        by_model = small_tape(number, f"json: {{model: {model(number)}}}")
        by_question = small_tape(number, f"last_message: {{role: user, contains: {json.dumps(question(number))}}}")
        (thousand / f"{number:03}.yaml").write_text(by_model, encoding="utf-8")
        (questions / f"{number:03}.yaml").write_text(by_question, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write_tapes(pathlib.Path(sys.argv[1]))
