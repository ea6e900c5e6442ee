#include "tests/support/raw_tls_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

namespace wiretape::testing {
namespace {

constexpr std::size_t largest_record = std::size_t{16} << 10;

int connect_to(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval timeout{30, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  return socket;
}

/// Asks for a tunnel, and reads the head of the answer.
void open_tunnel(int socket, const std::string& authority) {
  const auto request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
  EXPECT_EQ(::send(socket, request.data(), request.size(), MSG_NOSIGNAL), static_cast<ssize_t>(request.size()));
  std::string head;
  for (char byte = 0; !head.ends_with("\r\n\r\n") && ::recv(socket, &byte, 1, 0) == 1;)
    head += byte;
  EXPECT_TRUE(head.starts_with("HTTP/1.1 200 ")) << head;
}

std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> make_context(const std::string& authority_pem,
                                                          const RawTlsOptions& options) {
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  if (options.is_lax) {
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
  }
  SSL_CTX_set_max_proto_version(context.get(), options.newest_version);
  SSL_CTX_set_alpn_protos(context.get(), reinterpret_cast<const unsigned char*>(options.alpn.data()),
                          static_cast<unsigned int>(options.alpn.size()));
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  BIO* input = BIO_new_mem_buf(authority_pem.data(), static_cast<int>(authority_pem.size()));
  X509* authority = PEM_read_bio_X509(input, nullptr, nullptr, nullptr);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), authority);
  X509_free(authority);
  BIO_free(input);
  return context;
}

}  // namespace

RawTlsClient::RawTlsClient(std::uint16_t port, const std::string& authority_pem, const RawTlsOptions& options)
    : socket_(connect_to(port)) {
  if (!options.tunnel.empty()) open_tunnel(socket_, options.tunnel);
  const auto context = make_context(authority_pem, options);
  connection_.reset(SSL_new(context.get()));
  SSL_set1_host(connection_.get(), "localhost");
  SSL_set_tlsext_host_name(connection_.get(), "localhost");
  SSL_set_fd(connection_.get(), socket_);
  is_connected_ = SSL_connect(connection_.get()) == 1;
  ERR_clear_error();
}

RawTlsClient::~RawTlsClient() {
  if (socket_ >= 0) ::close(socket_);
}

void RawTlsClient::Free::operator()(ssl_st* connection) const {
  SSL_free(connection);
}

std::string RawTlsClient::protocol() const {
  const unsigned char* name = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(connection_.get(), &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

std::string RawTlsClient::version() const {
  return SSL_get_version(connection_.get());
}

void RawTlsClient::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = SSL_write(connection_.get(), bytes.data(), static_cast<int>(bytes.size()));
    if (sent <= 0) return;  // what the server then does is for the reads to show
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string RawTlsClient::read_record() {
  std::string bytes(largest_record, '\0');
  errno = 0;
  const auto size = SSL_read(connection_.get(), bytes.data(), static_cast<int>(bytes.size()));
  if (size <= 0) {
    const bool is_reset = errno == ECONNRESET;
    const auto error = SSL_get_error(connection_.get(), size);
    end_ = error == SSL_ERROR_ZERO_RETURN           ? TlsEnd::close_notify
           : error == SSL_ERROR_SYSCALL && is_reset ? TlsEnd::reset
                                                    : TlsEnd::cut;
    ERR_clear_error();
  }
  bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return bytes;
}

std::string RawTlsClient::read_all() {
  std::string all;
  for (auto bytes = read_record(); !bytes.empty(); bytes = read_record())
    all += bytes;
  return all;
}

std::string RawTlsClient::read_until(std::string_view delimiter) {
  std::string all;
  while (!all.ends_with(delimiter)) {
    const auto bytes = read_record();
    if (bytes.empty()) break;
    all += bytes;
  }
  return all;
}

void RawTlsClient::notify_close() const {
  SSL_shutdown(connection_.get());
}

void RawTlsClient::reset() {
  const linger abrupt{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &abrupt, sizeof(abrupt));
  ::close(std::exchange(socket_, -1));
}

}  // namespace wiretape::testing
