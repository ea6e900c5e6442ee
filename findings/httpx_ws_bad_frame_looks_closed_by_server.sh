#!/usr/bin/env bash
# httpx-ws 0.9.0 (PyPI) over wsproto 1.3.2 and httpx 0.28.1
#
# A server's frame that breaks the protocol (here: opcode 3, or text that is not UTF-8) raises WebSocketDisconnect(1002 or 1007),
# the exception that is documented for "the server closed the connection", with a code that the server never sent. There is an
# exception for what the network does, none for a bad frame, so nobody can tell a server that closed with 1002, because it found
# the client at fault, from one that is at fault itself. The server is told the contrary: it gets a close frame with 1000, all is
# well.
#
# Source: httpx_ws/_api.py, WebSocketSession.receive and close; wsproto makes a CloseConnection event of each RemoteProtocolError.
# Needs: python3 with venv and pip.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/python -m pip install --quiet --no-compile --disable-pip-version-check httpx-ws==0.9.0 wsproto==1.3.2 httpx==0.28.1

cat >frames.py <<'END'
import base64
import hashlib
import re
import socket
import struct
import sys
import threading

import httpx
import httpx_ws


def shake_hands(peer):
    head = b""
    while b"\r\n\r\n" not in head:
        head += peer.recv(4096)
    key = re.search(rb"(?i)sec-websocket-key: (\S+)", head).group(1)
    accept = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
    peer.sendall(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )


def close_code(peer):
    """The code of the close frame that the client sends: two bytes of head, four of mask, two of code."""
    frame = b""
    while len(frame) < 8:
        piece = peer.recv(4096)
        if not piece:
            return None
        frame += piece
    assert frame[0] == 0x88, frame
    return struct.unpack("!H", bytes(frame[6 + i] ^ frame[2 + i] for i in range(2)))[0]


def told(frame):
    """What the client says of a server that sends this frame, and the code that the server gets back."""
    back = []

    def serve():
        peer, _ = listener.accept()
        with peer:
            peer.settimeout(60)
            shake_hands(peer)
            peer.sendall(frame)
            back.append(close_code(peer))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            with httpx.Client(trust_env=False, timeout=60) as client:
                with httpx_ws.connect_ws(f"http://127.0.0.1:{listener.getsockname()[1]}/", client) as session:
                    session.receive(timeout=60)
            said = None
        except Exception as error:
            said = type(error).__name__, int(getattr(error, "code", 0)), getattr(error, "reason", None)
        thread.join()
    return said, back[0]


as_said = True
for name, frame, code in (
    ("the server closes with 1002", b"\x88\x02\x03\xea", 1002),
    ("a frame of opcode 3", b"\x83\x02hi", 1002),
    ("a text that is not UTF-8", b"\x81\x02\xff\xff", 1007),
):
    said, back = told(frame)
    print(f"{name}: {said}; the server gets {back}")
    as_said = as_said and said is not None and said[:2] == ("WebSocketDisconnect", code) and back == 1000
sys.exit(0 if as_said else 1)
END
timeout 300 python/bin/python frames.py && exit 0
if [ $? = 124 ]; then echo "not done within 300 s"; else echo "httpx-ws no longer behaves as this file says"; fi
exit 1
