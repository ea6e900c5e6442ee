#!/usr/bin/env bash
# cpp-httplib 0.11.4 (Debian 12: libcpp-httplib-dev 0.11.4+ds-1+deb12u1)
#
# A program that serves or asks plain HTTP only, linked to Debian's library, sets OpenSSL up and reads its openssl.cnf before
# main() begins: an object of the library's own does it when the library is loaded, not the first use of SSLServer or SSLClient.
# Every start pays for it (about 2 ms, half of a small server's start), a broken or hanging configuration of OpenSSL (here: a
# pipe that nobody writes to) keeps a program from starting that has no TLS in it, and OPENSSL_init_ssl() options that the
# program gives later come too late.
#
# Source: httplib.h, class SSLInit and its static instance, compiled into libcpp-httplib.so with CPPHTTPLIB_OPENSSL_SUPPORT.
# Needs: apt-get, dpkg, g++, and the libraries that the package depends on (libssl3, zlib1g, libbrotli1).
set -euo pipefail

folder=$(mktemp -d)
program=
trap 'if [ -n "$program" ]; then kill "$program" 2>/dev/null || true; fi; rm -rf "$folder"' EXIT
cd "$folder"

version=0.11.4+ds-1+deb12u1
apt-get download -q "libcpp-httplib-dev=$version" "libcpp-httplib0.11=$version" >/dev/null
for package in ./*.deb; do dpkg -x "$package" root; done
libraries=$(dirname "$(find root -name 'libcpp-httplib.so.0.11' | head -n 1)")

cat >plain.cpp <<'END'
#include <httplib.h>
int main() { return httplib::Server().is_valid() ? 0 : 1; }
END
echo 'int main() { return 0; }' >nothing.cpp
g++ -std=c++17 -I root/usr/include plain.cpp -o plain "$libraries/libcpp-httplib.so.0.11" -Wl,-rpath,"$PWD/$libraries" -pthread
g++ nothing.cpp -o nothing

mkfifo openssl.cnf

# reads PROGRAM: whether it opens the configuration. Who opens a pipe for writing waits for a reader.
reads() {
  OPENSSL_CONF=$PWD/openssl.cnf "./$1" &
  program=$!
  local answer=no
  if timeout 3 bash -c 'exec 3>openssl.cnf'; then answer=yes; fi
  kill "$program" 2>/dev/null || true
  wait "$program" 2>/dev/null || true
  program=
  echo "$answer"
}

with=$(reads plain) without=$(reads nothing)
echo "openssl.cnf is read at the start by a program with plain HTTP only, linked to cpp-httplib: $with"
echo "by a program without it: $without"
[ "$with/$without" = yes/no ] || { echo "cpp-httplib no longer behaves as this file says"; exit 1; }
