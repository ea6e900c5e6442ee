#!/usr/bin/env python3
"""Compares what two builds of the command compile: compare_programs.py OLD NEW [--corpus FOLDER] [--plans N]

Every fixture, every stream of server-sent events in the corpus as a recorded tape, and N plans of faults made up by a
fixed seed must come to the same program, the same message and the same exit code. Prints each difference; exit code 1
where there is one. For a change that must not change what is sent; what is told of it (`holds`) may differ.
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parent.parent

PLACES = ["event={n}", "text={n}", "frame={n}", "byte={b}", "wire_byte={b}", "time={b}ms", "at=first_text",
          "at=before_finish", "at=after_finish", "at=before_done", "at=after_done", "at=utf8", "at=json_escape",
          "at=field_name", "at=blank_line", "at=chunk_size", "at=start", "at=end", "at=first_tool_delta"]
VALUES = {"for": "3s", "every": "10ms", "code": "503", "reason": "length", "with": "2", "how": "truncate", "to": "4",
          "size": "9", "count": "3", "by": "-5", "location": "/elsewhere", "type": "text/plain", "kind": "cr"}


def run(binary, arguments):
    done = subprocess.run([binary, "compile", *arguments], capture_output=True, check=False, timeout=120)
    return done.returncode, [without_words(line) for line in done.stdout.splitlines()], done.stderr


def without_words(line):
    """A program without what it says of the events in its writes."""
    try:
        program = json.loads(line)
    except ValueError:
        return line
    for step in program["steps"]:
        step.pop("holds", None)
    return program


def recorded_tape(stream, folder):
    """A tape of level 3 whose body is the stream, an item an event."""
    text = stream.read_bytes().decode("utf-8", "surrogateescape")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return None
    items = [part + "\n\n" for part in text.split("\n\n") if part]
    exchange = {"id": "recorded", "response": {
        "status": 200, "headers": [["content-type", "text/event-stream"]], "body": items}}
    tape = folder / f"{stream.parent.name}-{stream.stem}.json"
    tape.write_text(json.dumps({"wiretape": 1, "exchanges": [exchange]}))
    return tape


def made_up_plan(faults, chance):
    plan = []
    for fault in chance.sample(faults, chance.choice([1, 1, 1, 2])):
        parts = [f"{p['name']}={VALUES.get(p['name'], '1')}" for p in fault["parameters"]
                 if p["required"] or chance.random() < 0.3]
        if chance.random() < 0.8:
            parts.append(chance.choice(PLACES).format(n=chance.randint(1, 9), b=chance.randint(0, 900)))
        plan.append(":".join([fault["name"], ";".join(parts)]) if parts else fault["name"])
    return ",".join(plan)


def cases(old, corpus, plans, folder):
    tapes = sorted((ROOT / "fixtures").rglob("*.yaml"))
    yield from (["--json", str(tape)] for tape in tapes)
    for stream in sorted(corpus.rglob("*.sse")) if corpus else []:
        tape = recorded_tape(stream, folder)
        if tape:
            yield ["--json", str(tape)]
    faults = json.loads(subprocess.run([old, "faults", "--json"], capture_output=True, check=True).stdout)["faults"]
    chance = random.Random(1)
    plain = [tape for tape in tapes if tape.parent.name != "faults" and "faults" not in tape.parts]
    for _ in range(plans):
        yield ["--json", str(chance.choice(plain)), "--faults", made_up_plan(faults, chance), "--seed", "7"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--corpus", type=pathlib.Path)
    parser.add_argument("--plans", type=int, default=500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        all_cases = list(cases(given.old, given.corpus, given.plans, pathlib.Path(folder)))
        results = list(pool.map(lambda case: (run(given.old, case), run(given.new, case)), all_cases))
    differing = [case for case, (before, after) in zip(all_cases, results) if before != after]
    for case in differing:
        print("differs: compile " + " ".join(case))
    refused = sum(before[0] != 0 for before, _ in results)
    print(f"{len(all_cases)} compiled, {refused} of them refused, {len(differing)} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
