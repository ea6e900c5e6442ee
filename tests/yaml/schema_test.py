#!/usr/bin/env python3
"""docs/tape.schema.json takes every fixture and example, and names every key. Usage: schema_test.py WIRETAPE SOURCE"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import jsonschema
    import yaml
except ImportError:
    print("skipped: no PyYAML or jsonschema (python3-yaml, python3-jsonschema)")
    sys.exit(77)

wiretape, source = sys.argv[1], Path(sys.argv[2])
schema = json.loads((source / "docs/tape.schema.json").read_text())


class Loader(yaml.SafeLoader):
    """YAML as tapes have it: only JSON's own literals are anything but text."""

    yaml_implicit_resolvers = {}


NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^null$"), ["n"])
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
Loader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"^<<$"), ["<"])
Loader.add_implicit_resolver("!number", re.compile(f"^{NUMBER}$"), list("-0123456789"))
Loader.add_constructor("!number", lambda loader, node: json.loads(node.value))
Loader.add_constructor("!b64", lambda loader, node: loader.construct_scalar(node))


def mistakes(text):
    """What the schema has against a tape."""
    return [error.message for error in validator.iter_errors(yaml.load(text, Loader))]


jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

tapes = {str(path): path.read_text() for path in sorted((source / "fixtures").rglob("*.yaml"))}
page = (source / "docs/tape-format.md").read_text()
for number, example in enumerate(re.findall(r"^```yaml\n(.*?)^```$", page, re.S | re.M)):
    tapes[f"tape-format.md, example {number + 1}"] = example
assert len(tapes) > 25, len(tapes)
for name, text in tapes.items():
    assert not mistakes(text), f"{name}: {mistakes(text)}"

# It refuses what the loader refuses, where a schema can tell.
for bad in ["{body: a, bdy: b}", "{status: 99, body: a}", "{body: a, json: {}}", "{stream: [{dta: a}]}",
            "{body: [a], end: {how: cut}}", "{}"]:
    assert mistakes(f"wiretape: 1\nexchanges: [{{response: {bad}}}]"), bad

for bad in ["{turn: -1}", "{tools: []}", "{last_message: {}}", "{last_message: {text: a, contains: a}}",
            "{tool_result: {contains: a, matches: a}}", "{tool_result: a}"]:
    assert mistakes(f"wiretape: 1\nexchanges: [{{request: {bad}, response: {{body: a}}}}]"), bad

assert mistakes("wiretape: 1\nlimits: {}\nexchanges: [{response: {body: a}}]")

# Each of these mappings holds one unknown key, and the loader's mistake lists those that it knows.
TAPE_PLACES = {"limits: {zz: 1}": "limits"}
EXCHANGE_PLACES = {
    "zz: 1": "exchange", "request: {zz: 1}": "request", "reply: {dialect: openai.chat, zz: 1}": "reply",
    "reply: {dialect: openai.chat, tool_calls: [{zz: 1}]}": "tool_call",
    "reply: {dialect: openai.chat, choices: [{zz: 1}]}": "choice",
    "reply: {dialect: openai.chat, error: {zz: 1}}": "error",
    "reply: {dialect: openai.chat, error_event: {zz: 1}}": "error_event", "response: {zz: 1}": "response",
    "response: {stream: [{zz: 1}]}": "event", "response: {body: [], end: {zz: 1}}": "end",
    "response: {body: [], framing: {zz: 1}}": "framing", "delivery: {zz: 1}": "delivery",
    "delivery: {fragment: {zz: 1}}": "fragment", "request: {query: {a: {zz: 1}}}": "text_rule",
    "request: {last_message: {zz: 1}}": "message", "request: {tool_result: {zz: 1}}": "tool_result",
}


def keys_of(definition):
    """The keys of a definition's mapping, or of its alternatives'."""
    keys = set(definition.get("properties", {}))
    for alternative in definition.get("oneOf", []):
        keys |= set(alternative.get("properties", {}))
    return keys


PLACES = {f"{members}\nexchanges: []": name for members, name in TAPE_PLACES.items()}
PLACES |= {f"exchanges: [{{{members}}}]": name for members, name in EXCHANGE_PLACES.items()}

with tempfile.TemporaryDirectory() as folder:
    for members, name in PLACES.items():
        path = Path(folder, "tape.yaml")
        path.write_text(f"wiretape: 1\n{members}\n")
        told = json.loads(subprocess.run([wiretape, "check", "--json", str(path)], capture_output=True).stdout)
        known = [each["expected"] for each in told["mistakes"] if each["found"] == "unknown key 'zz'"]
        assert len(known) == 1, (members, told)
        loader_keys = set(known[0].removeprefix("one of: ").split(", "))
        assert keys_of(schema["$defs"][name]) == loader_keys, (name, keys_of(schema["$defs"][name]) ^ loader_keys)

print(f"{len(tapes)} tapes are valid, {len(PLACES)} mappings have the loader's keys")
