#!/usr/bin/env bash
# langchain-core 1.8.3 (PyPI)
#
# A streamed tool call whose arguments were cut by the token limit, `{"to": "Ann", "amount": 12` of 1200, with finish_reason
# `length`, is in `tool_calls` of the finished message as a call like any other, with amount 12, and `invalid_tool_calls` is
# empty. What `invalid_tool_calls` is documented for, arguments that don't parse, a stream only has where the cut JSON can't be
# completed: chunks are read by parse_partial_json, which closes what is open, and the last sum of them is not read again
# strictly. The same arguments in an answer that isn't streamed are invalid. So a loop that runs `tool_calls` pays 12.
#
# Source: langchain_core/messages/ai.py, AIMessageChunk.init_tool_calls; langchain_core/output_parsers/openai_tools.py,
# parse_tool_call.
# Needs: python3 with venv and pip.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/python -m pip install --quiet --no-compile --disable-pip-version-check langchain-core==1.8.3

cat >cut.py <<'END'
import sys

from langchain_core.exceptions import OutputParserException
from langchain_core.messages import AIMessageChunk, message_chunk_to_message
from langchain_core.output_parsers.openai_tools import parse_tool_call


def streamed(pieces):
    """The message that a stream of these pieces of arguments ends in."""
    message = AIMessageChunk(content="")
    for number, piece in enumerate(pieces):
        name, identity = ("pay", "call_1") if number == 0 else (None, None)
        message += AIMessageChunk(
            content="", tool_call_chunks=[{"name": name, "args": piece, "id": identity, "index": 0}]
        )
    message += AIMessageChunk(content="", response_metadata={"finish_reason": "length"}, chunk_position="last")
    return message_chunk_to_message(message)


def whole(arguments):
    """The same arguments as a provider's whole answer has them."""
    try:
        return parse_tool_call({"id": "call_1", "function": {"name": "pay", "arguments": arguments}})
    except OutputParserException as error:
        return type(error)


pieces = ['{"to": "Ann", ', '"amount": 12']
message = streamed(pieces)
print(f"{''.join(pieces)} streamed, finish_reason {message.response_metadata['finish_reason']}:")
print(f"  tool_calls {message.tool_calls}")
print(f"  invalid_tool_calls {message.invalid_tool_calls}")
print(f"the same, not streamed: {whole(''.join(pieces))}")

call = {"name": "pay", "args": {"to": "Ann", "amount": 12}, "id": "call_1", "type": "tool_call"}
same = message.tool_calls == [call] and not message.invalid_tool_calls
sys.exit(0 if same and whole("".join(pieces)) is OutputParserException else 1)
END
timeout 300 python/bin/python cut.py && exit 0
if [ $? = 124 ]; then echo "not done within 300 s"; else echo "langchain-core no longer behaves as this file says"; fi
exit 1
