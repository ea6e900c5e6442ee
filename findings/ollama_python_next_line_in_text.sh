#!/usr/bin/env bash
# ollama 0.6.3 (PyPI), the official Python client, over httpx 0.28.1
#
# A streamed answer is lines of JSON that end in "\n". Where the model's text holds a U+0085 (next line), U+2028 or U+2029, which
# JSON lets stand in a string as they are and Go's encoder leaves the first of them so, the client cuts the line there as well
# and ends in a JSONDecodeError, "Unterminated string": the rest of a valid answer is lost, and the message blames the server.
# httpx's iter_lines() ends lines wherever Python's str.splitlines() does. The same answer without `stream` is read.
#
# Source: ollama/_client.py, Client._request: json.loads of each of r.iter_lines(); httpx/_decoders.py, LineDecoder.
# Needs: python3 with venv and pip.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/python -m pip install --quiet --no-compile --disable-pip-version-check ollama==0.6.3 httpx==0.28.1

cat >ask.py <<'END'
import http.server
import json
import sys
import threading

import ollama


class Server(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        text = asked["messages"][0]["content"]  # echoed
        pieces = [(text, False), ("", True)] if asked["stream"] else [(text, True)]
        lines = [{"model": "m", "message": {"role": "assistant", "content": piece}, "done": done} for piece, done in pieces]
        self.send_response(200)
        self.send_header("content-type", "application/x-ndjson")
        self.end_headers()
        for line in lines:
            self.wfile.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = ollama.Client(host=f"http://127.0.0.1:{server.server_port}", timeout=60, trust_env=False)


def answer(text, stream):
    """What comes of an answer that says `text`."""
    messages = [{"role": "user", "content": text}]
    try:
        if not stream:
            return client.chat(model="m", messages=messages).message.content
        return "".join(part.message.content for part in client.chat(model="m", messages=messages, stream=True))
    except json.JSONDecodeError:
        return json.JSONDecodeError


as_said = True
for character in ("\n", "\x0b", "\x85", "\u2028", "\u2029"):
    text = f"one{character}two"
    for stream in (True, False):
        found = answer(text, stream)
        print(f"{ascii(text)}, {'streamed' if stream else 'whole'}: {ascii(found)}")
        breaks = stream and character in "\x85\u2028\u2029"
        as_said = as_said and found == (json.JSONDecodeError if breaks else text)
server.shutdown()
sys.exit(0 if as_said else 1)
END
timeout 300 python/bin/python ask.py && exit 0
if [ $? = 124 ]; then echo "not done within 300 s"; else echo "ollama no longer behaves as this file says"; fi
exit 1
