#!/usr/bin/env python3
"""What `wiretape fmt` writes, PyYAML reads as the same values. Usage: pyyaml_test.py WIRETAPE"""

import base64
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import yaml
except ImportError:
    print("skipped: no PyYAML (python3-yaml)")
    sys.exit(77)

PIECES = [
    '"', "'", ": ", " #", " ", "  ", "\t", "\r", "\n", "\r\n", "\n\n", "\x85", "\u2028", "\u2029", "\ufeff", "\0", "\x01",
    "\x04", "\x1b", "\x7f", "\x9f", "---", "...", "null", "true", "~", "1e5", "0x1", "0o7", "1_000", "12:30:45", "-1", ".5",
    "- ", "? ", "{", "}", "[", "]", ",", "&a", "*a", "!b64 ", "!!str ", "|", ">", "%", "@", "`", "<<", "=", "\\", "\\u0041",
    "\U0001f600", "é", "\uffff", "\ufffe", "\U0010ffff", "word", "a b", "yes", "NO", "on", "y", "2024-01-01", ".inf", ".NaN",
    "\xa0", "\xad", "data: x\n\n", "l" * 1200, "end",
]


class Loader(yaml.SafeLoader):
    """yaml.safe_load, and !b64."""


Loader.add_constructor("!b64", lambda loader, node: base64.b64decode(loader.construct_scalar(node)))


def nasty(draw):
    text = "".join(draw.choice(PIECES) for _ in range(draw.randrange(5)))
    return re.sub("{+", "{", text)  # two of them would be a placeholder


def key(draw):
    return nasty(draw)[:200]  # YAML reads no longer ones


def one_line(draw):
    return "".join(c for c in nasty(draw) if c not in "\r\n\0")


def made(draw):
    """The values of one tape, by the place at which each stands."""
    return {
        "ids": [f"{n}{nasty(draw)}" for n in range(3)],
        "text": nasty(draw) + "x",
        "reason": one_line(draw) + "x",
        "arguments": {key(draw): [nasty(draw), 1, -2.5, True, None, {}]},
        "pattern": {key(draw): nasty(draw)},
        "query": {key(draw) + "q": nasty(draw)},
        "data": ["x" + nasty(draw) for _ in range(3)],
        "comment": nasty(draw),
        "body": [nasty(draw) for _ in range(3)],
    }


def source(values):
    """The tape as JSON, which is YAML; of characters that are not plain text by their escapes."""
    reply = {"dialect": "openai.chat", "text": values["text"],
             "tool_calls": [{"name": "f", "arguments": values["arguments"]}]}
    stream = [{"data": text} for text in values["data"]] + [{"comment": values["comment"]}]
    tape = {"wiretape": 1, "exchanges": [
        {"id": values["ids"][0], "request": {"json": values["pattern"], "query": values["query"]}, "reply": reply},
        {"id": values["ids"][1], "response": {"reason": values["reason"], "stream": stream}},
        {"id": values["ids"][2], "response": {"body": values["body"]}},
    ]}
    text = json.dumps(tape, ensure_ascii=False)
    return "".join(c if " " <= c < "\x7f" or "\xa1" <= c < "\u2000" or c > "\uffff" else f"\\u{ord(c):04x}" for c in text)


def check(values, tape):
    call, stream, recorded = tape["exchanges"]
    assert [each["id"] for each in tape["exchanges"]] == values["ids"]
    assert call["request"]["json"] == values["pattern"]
    assert call["request"]["query"] in (values["query"], [list(pair) for pair in values["query"].items()])
    assert call["reply"]["text"] == values["text"]
    assert call["reply"]["tool_calls"][0]["arguments"] == values["arguments"]
    assert stream["response"]["reason"] == values["reason"]
    assert [event["data"] for event in stream["response"]["stream"][:-1]] == values["data"]
    assert stream["response"]["stream"][-1]["comment"] == values["comment"]
    assert recorded["response"]["body"] == values["body"]


def main():
    wiretape = sys.argv[1]
    draw = random.Random(20261121)
    with tempfile.TemporaryDirectory() as folder:
        tapes = [made(draw) for _ in range(200)]
        paths = [Path(folder, f"{number}.yaml") for number in range(len(tapes))]
        for path, values in zip(paths, tapes):
            path.write_bytes(source(values).encode())
        subprocess.run([wiretape, "fmt", *map(str, paths)], check=True)
        subprocess.run([wiretape, "fmt", "--check", *map(str, paths)], check=True)
        for path, values in zip(paths, tapes):
            check(values, yaml.load(path.read_bytes().decode(), Loader))

        path = Path(folder, "bytes.yaml")
        content = bytes(range(256))
        path.write_text("wiretape: 1\nexchanges: [{response: {body: [a, !b64 %s]}}]\n" % base64.b64encode(content).decode())
        subprocess.run([wiretape, "fmt", str(path)], check=True)
        assert yaml.load(path.read_text(), Loader)["exchanges"][0]["response"]["body"] == ["a", content]
    print(f"{len(tapes) + 1} tapes are the same to PyYAML")


main()
