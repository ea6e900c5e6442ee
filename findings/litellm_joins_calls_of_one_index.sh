#!/usr/bin/env bash
# litellm 1.110.2 (PyPI)
#
# Some providers' streams give each of several parallel tool calls whole, with an id of its own, and all of them `index: 0` (seen
# of Gemini behind OpenRouter). stream_chunk_builder(), which makes the whole answer of a stream for the caller, for logs and for
# caches, goes by the index alone: two calls become one, with the name and the id of the last and the arguments of both,
# `{"city":"Paris"}{"to":"EUR"}`, which is no JSON, and finish_reason `tool_calls`. No error, no warning; the first call is gone.
#
# Source: litellm/litellm_core_utils/streaming_chunk_builder_utils.py, ChunkProcessor.
# Needs: python3 with venv and pip.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/python -m pip install --quiet --disable-pip-version-check litellm==1.110.2

cat >join.py <<'END'
import json
import sys

from litellm import ModelResponseStream, stream_chunk_builder

CALLS = [("call_a", "weather", '{"city":"Paris"}'), ("call_b", "rate", '{"to":"EUR"}')]


def chunk(delta, finish_reason=None):
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return ModelResponseStream(id="chatcmpl-1", created=1, model="gpt-4o", object="chat.completion.chunk", choices=[choice])


def rebuilt(indexes):
    """What is made of a stream that gives CALLS these indexes."""
    chunks = []
    for index, (identity, name, arguments) in zip(indexes, CALLS):
        function = {"name": name, "arguments": arguments}
        chunks.append(chunk({"tool_calls": [{"index": index, "id": identity, "type": "function", "function": function}]}))
    choice = stream_chunk_builder([*chunks, chunk({}, "tool_calls")]).choices[0]
    calls = [(call.id, call.function.name, call.function.arguments) for call in choice.message.tool_calls]
    return calls, choice.finish_reason


apart, together = rebuilt([0, 1]), rebuilt([0, 0])
print(f"indexes 0 and 1: {apart}")
print(f"both 0: {together}")
joined = [("call_b", "rate", CALLS[0][2] + CALLS[1][2])]
sys.exit(0 if apart == (CALLS, "tool_calls") and together == (joined, "tool_calls") else 1)
END
# The list of prices is asked for on the internet otherwise.
LITELLM_LOCAL_MODEL_COST_MAP=True timeout 300 python/bin/python join.py && exit 0
if [ $? = 124 ]; then echo "not done within 300 s"; else echo "litellm no longer behaves as this file says"; fi
exit 1
