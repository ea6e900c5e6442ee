#!/usr/bin/env bash
# cohere 7.3.1 (PyPI), the official Python client, over httpx 0.28.1
#
# An event of a chat stream whose data is no JSON, as where a proxy has cut one, raises nothing: the client leaves it out with
# a warning in the log, and goes on with the next. So a piece is missing in the middle of the text, the stream ends with
# `message-end` and COMPLETE, and nothing that it hands out says so. An event that the server says went wrong is not raised
# either: `message-end` with the finish reason ERROR comes as an event like any other. A broken answer that is not streamed
# is raised.
#
# Source: cohere/core/pydantic_utilities.py, parse_sse_obj, and v2/raw_client.py, chat_stream: what reading an event raises is
# caught and logged.
# Needs: python3 with venv and pip.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/python -m pip install --quiet --no-compile --disable-pip-version-check cohere==7.3.1 httpx==0.28.1

cat >ask.py <<'END'
import http.server
import json
import sys
import threading

import cohere


def piece(text):
    return json.dumps({"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": text}}}})


def end(reason, **more):
    return json.dumps({"type": "message-end", "delta": {"finish_reason": reason, **more}})


STREAMS = {
    "sound": [piece("Take two "), piece("or three "), piece("pills."), end("COMPLETE")],
    "broken": [piece("Take two "), piece("or three ")[:-9], piece("pills."), end("COMPLETE")],
    "failed": [piece("Take two "), end("ERROR", error="the model broke down")],
}


class Server(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(200)
        self.send_header("content-type", "text/event-stream" if asked["stream"] else "application/json")
        self.end_headers()
        if not asked["stream"]:
            self.wfile.write(b'{"id": "a", "finish_reason": "COMPL')
            return
        for data in STREAMS[asked["model"]]:
            self.wfile.write(f"event: {json.loads(data)['type'] if data.endswith('}}') else 'content-delta'}\n".encode())
            self.wfile.write(f"data: {data}\n\n".encode())


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = cohere.ClientV2(api_key="none", base_url=f"http://127.0.0.1:{server.server_port}", timeout=60)
QUESTION = [{"role": "user", "content": "How many?"}]


def heard(model):
    """The text that a stream comes to and how it ends, or what is raised."""
    text, reason = "", None
    try:
        for event in client.chat_stream(model=model, messages=QUESTION):
            if event.type == "content-delta":
                text += event.delta.message.content.text
            if event.type == "message-end":
                reason = event.delta.finish_reason
    except Exception as error:
        return type(error).__name__
    return text, reason


EXPECTED = {
    "sound": ("Take two or three pills.", "COMPLETE"),
    "broken": ("Take two pills.", "COMPLETE"),
    "failed": ("Take two ", "ERROR"),
}
as_said = True
for model, expected in EXPECTED.items():
    found = heard(model)
    print(f"{model} stream: {found}")
    as_said = as_said and found == expected
try:
    client.chat(model="sound", messages=QUESTION)
    as_said = False
except Exception as error:
    print(f"broken answer, whole: {type(error).__name__}")
server.shutdown()
sys.exit(0 if as_said else 1)
END
timeout 300 python/bin/python ask.py && exit 0
if [ $? = 124 ]; then echo "not done within 300 s"; else echo "cohere no longer behaves as this file says"; fi
exit 1
