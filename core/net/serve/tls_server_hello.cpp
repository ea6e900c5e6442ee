#include "wiretape/core/net/serve/tls_server_hello.h"

#include <cstddef>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

//   ClientHello ─▶ BIO ─▶ SSL ─▶ BIO ─▶ flight = record …
//   record = type (1 byte, 22: handshake), version (2), length (2, big endian), that many bytes

namespace wiretape::net {
namespace {

constexpr std::size_t record_header_size = 5;

std::string first_record(std::string_view flight) {
  if (flight.size() < record_header_size) return {};
  const auto length = std::size_t{static_cast<unsigned char>(flight[3])} << 8 | static_cast<unsigned char>(flight[4]);
  return std::string(flight.substr(0, record_header_size + length));
}

}  // namespace

TlsServerHello::TlsServerHello(const TlsServerContext& context) : connection_(SSL_new(context.get())) {
  BIO* in = BIO_new(BIO_s_mem());
  BIO* out = BIO_new(BIO_s_mem());
  if (in == nullptr || out == nullptr || !connection_) {
    BIO_free(in);
    BIO_free(out);
    connection_.reset();
    return;
  }
  SSL_set_bio(connection_.get(), in, out);
  SSL_set_accept_state(connection_.get());
}

void TlsServerHello::Free::operator()(ssl_st* connection) const {
  SSL_free(connection);
}

bool TlsServerHello::take(std::string_view bytes) {
  if (!connection_) return true;
  ERR_clear_error();
  BIO_write(SSL_get_rbio(connection_.get()), bytes.data(), static_cast<int>(bytes.size()));
  const auto error = SSL_get_error(connection_.get(), SSL_do_handshake(connection_.get()));
  ERR_clear_error();
  if (error != SSL_ERROR_WANT_READ) return true;
  char* flight = nullptr;
  const auto size = BIO_get_mem_data(SSL_get_wbio(connection_.get()), &flight);
  record_ = first_record({flight, static_cast<std::size_t>(size)});
  return !record_.empty();
}

}  // namespace wiretape::net
