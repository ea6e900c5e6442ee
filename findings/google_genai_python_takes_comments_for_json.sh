#!/usr/bin/env bash
# google-genai 3.6.1 (PyPI), the official Python client of Gemini
#
# Of an event stream it knows lines that begin with "data: ", and takes every other line for JSON. So what the standard of
# server-sent events has beside them ends a stream that is sound: a comment, which proxies send to keep a connection open,
# an `event:` or `id:` field, or `data:` without a blank behind it raises UnknownApiResponseError ("Failed to parse response as
# JSON") in the middle of the answer, in the synchronous and in the asynchronous client alike. A stream that stops without a
# finish reason raises nothing.
#
# Source: google/genai/_api_client.py, HttpResponse._iter_response_stream, and WHATWG HTML section 9.2.6.
# Needs: python3 with venv and pip.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/python -m pip install --quiet --no-compile --disable-pip-version-check google-genai==3.6.1 httpx2==2.16.2

cat >ask.py <<'END'
import asyncio
import http.server
import json
import sys
import threading

from google import genai
from google.genai import types


def chunk(text, **more):
    return json.dumps({"candidates": [{"content": {"role": "model", "parts": [{"text": text}]}, **more}]})


FIRST, LAST = chunk("Take two "), chunk("pills.", finishReason="STOP")
STREAMS = {
    "sound": f"data: {FIRST}\r\n\r\ndata: {LAST}\r\n\r\n",
    "comment": f"data: {FIRST}\r\n\r\n: keep-alive\r\n\r\ndata: {LAST}\r\n\r\n",
    "event-name": f"data: {FIRST}\r\n\r\nevent: message\r\ndata: {LAST}\r\n\r\n",
    "id": f"data: {FIRST}\r\n\r\nid: 2\r\ndata: {LAST}\r\n\r\n",
    "no-blank": f"data: {FIRST}\r\n\r\ndata:{LAST}\r\n\r\n",
    "unfinished": f"data: {FIRST}\r\n\r\n",
}


class Server(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        self.wfile.write(STREAMS[self.path.split("/models/")[1].split(":")[0]].encode())


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
options = types.HttpOptions(base_url=f"http://127.0.0.1:{server.server_port}", timeout=60_000)
client = genai.Client(api_key="none", http_options=options)


def heard(model):
    text = ""
    try:
        for response in client.models.generate_content_stream(model=model, contents="How many?"):
            text += response.text
    except Exception as error:
        return text, type(error).__name__
    return text, "no error"


async def heard_async(model):
    text = ""
    try:
        async for response in await client.aio.models.generate_content_stream(model=model, contents="How many?"):
            text += response.text
    except Exception as error:
        return text, type(error).__name__
    return text, "no error"


REFUSED = ("Take two ", "UnknownApiResponseError")
EXPECTED = {model: REFUSED for model in STREAMS} | {
    "sound": ("Take two pills.", "no error"),
    "unfinished": ("Take two ", "no error"),
}
as_said = True
for model, expected in EXPECTED.items():
    found, found_async = heard(model), asyncio.run(heard_async(model))
    print(f"{model}: {found}, asynchronously {found_async}")
    as_said = as_said and found == expected and found_async == expected
server.shutdown()
sys.exit(0 if as_said else 1)
END
timeout 300 python/bin/python ask.py && exit 0
if [ $? = 124 ]; then echo "not done within 300 s"; else echo "google-genai no longer behaves as this file says"; fi
exit 1
