"""Starts and ends the servers that the load test measures, each pinned to one core."""

import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
from typing import Self

NGINX_CONFIGURATION = """
daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log crit;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile off; open_file_cache max=4; keepalive_requests 1000000000;
  types {{}} default_type "text/event-stream; charset=utf-8";
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


def pinned(core: int, command: list[str]) -> list[str]:
    return ["taskset", "-c", str(core), *command]


class Server:
    """A running server process; ended when the `with` block is left. `port` is known once it is entered."""

    def __init__(
        self,
        command: list[str],
        core: int | None,  # None: any
        output: pathlib.Path,
        port: int | None = None,
        patience: float = 10,  # seconds until it has to be ready
    ):
        self.command = command
        self.output = output
        self.port = port or 0
        self.patience = patience
        full = command if core is None else pinned(core, command)
        with output.open("wb") as log:
            self.process = subprocess.Popen(full, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    @property
    def pid(self) -> int:
        return self.process.pid  # taskset replaces itself by the command

    def __enter__(self) -> Self:
        try:
            self._wait_until_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline and self.process.poll() is None:
            if self._is_ready():
                return
            time.sleep(0.005)
        raise RuntimeError(f"{' '.join(self.command)} isn't ready: {self.output.read_text(errors='replace')[:500]}")

    def _is_ready(self) -> bool:
        if self.port:
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.port)) == 0
        ready = re.search(r"127\.0\.0\.1:(\d+).*\n", self.output.read_text(errors="replace"))
        self.port = int(ready[1]) if ready else 0
        return bool(ready)

    @property
    def control_port(self) -> int:
        """That of wiretape's control plane, which its ready line names second."""
        return int(re.findall(r"127\.0\.0\.1:(\d+)", self.output.read_text(errors="replace"))[1])

    def resident_kib(self) -> dict[str, int]:
        text = pathlib.Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return {name: int(kib) for name, kib in re.findall(r"^(Rss|Pss):\s+(\d+) kB", text, re.MULTILINE)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_aimock(core: int, folder: pathlib.Path, text: str) -> Server:
    """aimock that answers any user message with that text, by the one of its two commands that takes fixtures alone."""
    folder.mkdir()
    fixture = {"fixtures": [{"match": {"userMessage": ""}, "response": {"content": text}}]}
    (folder / "fixtures.json").write_text(json.dumps(fixture))
    port = free_port()
    command = ["llmock", "--fixtures", str(folder), "--port", str(port), "--log-level", "silent"]
    return Server(command, core, folder / "output", port)


def start_nginx(core: int, folder: pathlib.Path, body: bytes) -> Server:
    """nginx with one worker that serves `body` at /stream as fast as it can: nothing is logged, the file stays open."""
    folder.mkdir()
    os.chmod(folder, 0o755)
    (folder / "stream").write_bytes(body)
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX_CONFIGURATION.format(folder=folder, port=port))
    return Server(["nginx", "-p", str(folder), "-c", str(configuration)], core, folder / "output", port)
