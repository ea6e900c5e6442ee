"""The requests that the load test sends, and what it must know of the responses' bytes."""

import socket
from dataclasses import dataclass

HEAD_END = b"\r\n\r\n"
LAST_CHUNK = b"0\r\n\r\n"
REQUEST_BODY = (
    '{{"model":"{}","stream":true,"temperature":0.2,"messages":[{{"role":"user",'
    '"content":"Say in one sentence what a tape recorder is for."}}]}}'
)
COMMON_FIELDS = (
    b"host: 127.0.0.1:8089\r\n"
    b"connection: keep-alive\r\n"
    b"accept: text/event-stream\r\n"
    b"accept-encoding: identity\r\n"
    b"user-agent: wiretape-bench/1\r\n"
)


def chat_request(path: str, model: str = "gpt-4o") -> bytes:
    """What a client library sends for a streamed chat completion."""
    return body_request(path, REQUEST_BODY.format(model).encode())


def body_request(path: str, body: bytes) -> bytes:
    """A POST of that JSON body."""
    return (
        b"POST " + path.encode() + b" HTTP/1.1\r\n" + COMMON_FIELDS + b"authorization: Bearer not-a-key\r\n"
        b"content-type: application/json\r\n"
        b"content-length: " + str(len(body)).encode() + HEAD_END + body
    )


def get_request(path: str) -> bytes:
    """The same for a file server."""
    return b"GET " + path.encode() + b" HTTP/1.1\r\n" + COMMON_FIELDS + b"\r\n"


@dataclass
class Response:
    """A response as far as it has arrived. `chunks` are the body's pieces as framed on the wire: the chunks with their
    size lines, or one piece for a body with a length."""

    head: bytes
    chunks: list[bytes]
    complete: bool

    @property
    def bytes(self) -> bytes:
        return self.head + b"".join(self.chunks)

    def writes(self) -> list[bytes]:
        """One write an event: the head goes with the first chunk, the last chunk with the one before it."""
        pieces = list(self.chunks)
        if len(pieces) > 1 and pieces[-1] == LAST_CHUNK:
            pieces[-2:] = [pieces[-2] + LAST_CHUNK]
        return [self.head + pieces[0], *pieces[1:]]

    def body(self) -> bytes:
        """The body without framing."""
        if not self.chunks or self.chunks[-1] != LAST_CHUNK:
            return b"".join(self.chunks)
        return b"".join(piece.split(b"\r\n", 1)[1][:-2] for piece in self.chunks[:-1])


def parse_response(received: bytes) -> Response | None:
    """What has arrived of a response, or None while its head isn't whole. Understands just enough HTTP/1.1 for the
    servers measured here: chunked or content-length, no trailers."""
    head, blank_line, rest = received.partition(HEAD_END)
    if not blank_line:
        return None
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
    if fields.get(b"transfer-encoding", b"").strip() != b"chunked":
        return Response(head + blank_line, [rest], len(rest) == int(fields[b"content-length"]))
    chunks: list[bytes] = []
    while b"\r\n" in rest:
        size_line = rest.split(b"\r\n", 1)[0]
        end = len(size_line) + int(size_line, 16) + 4
        if len(rest) < end:
            break
        chunks.append(rest[:end])
        rest = rest[end:]
    return Response(head + blank_line, chunks, bool(chunks) and chunks[-1] == LAST_CHUNK and not rest)


def ask(port: int, request: bytes, until_chunk: int | None = None) -> Response:
    """One request and its response: whole, or as soon as `until_chunk` chunks are there."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        return ask_on(connection, request, until_chunk)


def ask_on(connection: socket.socket, request: bytes, until_chunk: int | None = None) -> Response:
    """The same on a connection that is open already."""
    received = b""
    connection.sendall(request)
    while piece := connection.recv(1 << 16):
        received += piece
        response = parse_response(received)
        if response and (response.complete or until_chunk and len(response.chunks) >= until_chunk):
            return response
    raise RuntimeError(f"the server closed the connection inside its response: {received[:200]!r}")


def chunked_response(pieces: list[bytes]) -> Response:
    """What a server sends that frames each piece as a chunk: for comparing the yardstick with itself."""
    chunks = [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces] + [LAST_CHUNK]
    fields = b"content-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked"
    return Response(b"HTTP/1.1 200 OK\r\n" + fields + HEAD_END, chunks, True)
