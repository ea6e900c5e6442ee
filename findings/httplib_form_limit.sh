#!/usr/bin/env bash
# cpp-httplib 0.11.4 (Debian 12: libcpp-httplib-dev 0.11.4+ds-1+deb12u1)
#
# A server whose set_payload_max_length() allows 1 MiB answers 413 to a POST of 9,000 bytes where the client names no content
# type: curl then says application/x-www-form-urlencoded, and for that type a limit of its own holds, 8,192 bytes, fixed when
# the library is compiled. The same bytes under any other type are taken. So an endpoint that is documented with
# `curl --data-binary @file` works until the file grows past 8 KiB, and the status blames a limit that the server raised.
#
# Source: httplib.h, CPPHTTPLIB_FORM_URL_ENCODED_PAYLOAD_MAX_LENGTH.
# Needs: apt-get, dpkg, g++, curl, and the libraries that the package depends on (libssl3, zlib1g, libbrotli1).
set -euo pipefail

folder=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; rm -rf "$folder"' EXIT
cd "$folder"

version=0.11.4+ds-1+deb12u1
apt-get download -q "libcpp-httplib-dev=$version" "libcpp-httplib0.11=$version" >/dev/null
for package in ./*.deb; do dpkg -x "$package" root; done
libraries=$(dirname "$(find root -name 'libcpp-httplib.so.0.11' | head -n 1)")

cat >server.cpp <<'END'
#include <httplib.h>

#include <cstdio>

int main() {
  httplib::Server server;
  server.set_payload_max_length(1 << 20);
  server.Post("/", [](const httplib::Request&, httplib::Response& response) { response.set_content("taken", "text/plain"); });
  std::printf("%d\n", server.bind_to_any_port("127.0.0.1"));
  std::fflush(stdout);
  server.listen_after_bind();
}
END
g++ -std=c++17 -I root/usr/include server.cpp -o server "$libraries/libcpp-httplib.so.0.11" -Wl,-rpath,"$PWD/$libraries" -pthread

mkfifo port
./server >port &
server=$!
read -r number <port

# status BYTES [CONTENT TYPE]
status() {
  local type=()
  [ $# -lt 2 ] || type=(--header "content-type: $2")
  head -c "$1" /dev/zero | tr '\0' a >body
  curl --silent --max-time 10 --output /dev/null --write-out '%{http_code}' "${type[@]}" --data-binary @body \
    "http://127.0.0.1:$number/"
}

failed=0
# expect STATUS BYTES [CONTENT TYPE]
expect() {
  local wanted=$1 found
  shift
  found=$(status "$@")
  echo "$1 bytes as ${2:-curl says by default}: $found"
  [ "$found" = "$wanted" ] || failed=1
}

expect 200 8192
expect 413 9000
expect 200 9000 application/json
expect 200 900000 text/yaml
[ $failed = 0 ] || { echo "cpp-httplib no longer behaves as this file says"; exit 1; }
