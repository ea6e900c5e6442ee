#!/usr/bin/env python3
"""Counts the instructions that `wiretape serve` spends on a request, with valgrind: unlike times they don't depend on
what else the machine does. Exits with status 1 where a count is above the one that is kept here by more than a tenth.

  callgrind.py --wiretape build/release/cli/wiretape [--keep FOLDER]
"""

import argparse
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import make_tapes
from agent_request import SIZE, agent_request_body
from http_bytes import ask_on, body_request, chat_request
from servers import Server

SLACK = 0.10
FEW, MANY = 20, 220  # the difference leaves out what starting and stopping take


@dataclass
class Count:
    """What is counted, how many instructions it took when that was last looked at, and how many it should take."""

    name: str
    tape: str
    request: bytes
    kept: float
    target: float
    bytes: int = 1  # instructions are told by this many of the request's bytes

    @property
    def unit(self) -> str:
        return "instructions a request" if self.bytes == 1 else "instructions a request byte"


def counts() -> list[Count]:
    path = make_tapes.PATH
    agent = body_request(path, agent_request_body())
    return [
        Count("small request, JSON matched", "whole-20.yaml", chat_request(path), 21_250, 16_000),
        Count("agent's request of 186 KB", "agent.yaml", agent, 4.07, 4.0, SIZE),
    ]


def instructions(wiretape: str, folder: pathlib.Path, count: Count, requests: int) -> int:
    """How many instructions in user mode the server took for that many requests, and for its start and end."""
    output = folder / f"callgrind.{count.tape}.{requests}"
    tool = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={output}"]
    command = [*tool, wiretape, "serve", str(folder / count.tape), "--port", "0"]
    with Server(command, None, folder / "server.output", patience=120) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
            for _ in range(requests):
                ask_on(connection, count.request)
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(timeout=60)
    found = re.search(r"^summary: (\d+)", output.read_text(), re.MULTILINE)
    if not found:
        raise RuntimeError(f"callgrind counted nothing: {(folder / 'server.output').read_text()[:500]}")
    return int(found[1])


def cost(wiretape: str, folder: pathlib.Path, count: Count) -> float:
    few, many = (instructions(wiretape, folder, count, requests) for requests in (FEW, MANY))
    return (many - few) / (MANY - FEW) / count.bytes


def check(wiretape: str, folder: pathlib.Path) -> bool:
    make_tapes.write_tapes(folder)
    is_within = True
    for count in counts():
        found = cost(wiretape, folder, count)
        is_above = found > count.kept * (1 + SLACK)
        is_within = is_within and not is_above
        verdict = "MORE than" if is_above else "within a tenth of"
        goal = "met" if found <= count.target else "missed"
        print(f"{count.name}: {found:,.2f} {count.unit}, {verdict} the {count.kept:,} kept; "
              f"target {count.target:,}: {goal}", flush=True)
    return is_within


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wiretape", required=True, help="path of the command")
    parser.add_argument("--keep", type=pathlib.Path, help="keep callgrind's files in this folder, for callgrind_annotate")
    arguments = parser.parse_args()
    wiretape = str(pathlib.Path(arguments.wiretape).resolve())
    with tempfile.TemporaryDirectory(prefix="wiretape-callgrind-") as name:
        folder = arguments.keep or pathlib.Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        return 0 if check(wiretape, folder) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (RuntimeError, OSError, subprocess.TimeoutExpired) as error:
        print(f"callgrind: {error}", file=sys.stderr)
        sys.exit(2)
