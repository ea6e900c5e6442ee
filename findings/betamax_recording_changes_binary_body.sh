#!/usr/bin/env bash
# betamax 0.9.0 (PyPI) over requests 2.34.2 and urllib3 2.8.0
#
# The run that records already gets other bytes than the server sent: betamax reads the body, makes text of it for the cassette,
# and answers from the cassette at once. A binary stream such as Amazon's event stream (Bedrock) loses every byte that is not
# UTF-8, each of which becomes the three of U+FFFD, silently where the body is chunked; with a Content-Length requests notices
# ("-256 more expected"). The text kinds are spared; so is gzip, which betamax does keep in Base64. So the first run with a
# recorder breaks a program that worked without, and what it stored can't be mended later.
#
# Source: betamax/util.py, add_body and coerce_content: decode("utf-8", "replace") unless `preserve_exact_body_bytes` is asked for.
# Needs: python3 with venv and pip.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/python -m pip install --quiet --no-compile --disable-pip-version-check betamax==0.9.0 requests==2.34.2 urllib3==2.8.0

cat >record.py <<'END'
import http.server
import struct
import sys
import tempfile
import threading
import zlib

import betamax
import requests


def message(payload):
    """One message of Amazon's event stream, without headers."""
    prelude = struct.pack("!II", 16 + len(payload), 0)
    prelude += struct.pack("!I", zlib.crc32(prelude))
    return prelude + payload + struct.pack("!I", zlib.crc32(prelude + payload))


SENT = message(b'{"bytes":"SGk="}') + message(b'{"bytes":"IQ=="}')


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.send_response(200)
        self.send_header("content-type", "application/vnd.amazon.eventstream")
        if self.path == "/chunked":
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(SENT), SENT))
        else:
            self.send_header("content-length", str(len(SENT)))
            self.end_headers()
            self.wfile.write(SENT)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
cassettes = tempfile.mkdtemp(dir=".")


def body(path, recorder):
    """What the program gets, with its recorder or without."""
    session = requests.Session()
    session.trust_env = False
    url = f"http://127.0.0.1:{server.server_port}{path}"
    try:
        if not recorder:
            return session.get(url, timeout=60).content
        with betamax.Betamax(session, cassette_library_dir=cassettes).use_cassette(path[1:]):
            return session.get(url, timeout=60).content
    except requests.RequestException as error:
        return type(error)


def spoiled(data):
    return data.decode("utf-8", "replace").encode()


as_said = spoiled(SENT) != SENT
for path in ("/chunked", "/length"):
    plain, recording, replay = body(path, False), body(path, True), body(path, True)
    print(f"{path}: sent {len(SENT)} bytes, without betamax the same: {plain == SENT}")
    for name, found in (("recording", recording), ("replay", replay)):
        print(f"  {name}: {found if isinstance(found, type) else str(len(found)) + ' bytes'}")
    wanted = spoiled(SENT) if path == "/chunked" else requests.exceptions.ChunkedEncodingError
    as_said = as_said and plain == SENT and recording == wanted and replay == wanted
server.shutdown()
sys.exit(0 if as_said else 1)
END
timeout 300 python/bin/python record.py && exit 0
if [ $? = 124 ]; then echo "not done within 300 s"; else echo "betamax no longer behaves as this file says"; fi
exit 1
