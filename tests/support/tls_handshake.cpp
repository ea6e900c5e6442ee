#include "tests/support/tls_handshake.h"

#include <cstddef>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace wiretape::testing {

TlsHandshake::TlsHandshake(int newest_version) {
  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  SSL_CTX_set_max_proto_version(context.get(), newest_version);
  connection_.reset(SSL_new(context.get()));
  SSL_set_bio(connection_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  SSL_set_connect_state(connection_.get());
  SSL_do_handshake(connection_.get());
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(SSL_get_wbio(connection_.get()), &bytes);
  hello_.assign(bytes, static_cast<std::size_t>(size));
}

void TlsHandshake::Free::operator()(ssl_st* connection) const {
  SSL_free(connection);
}

bool TlsHandshake::wants_more_than(std::string_view bytes) {
  BIO_write(SSL_get_rbio(connection_.get()), bytes.data(), static_cast<int>(bytes.size()));
  ERR_clear_error();
  return SSL_get_error(connection_.get(), SSL_do_handshake(connection_.get())) == SSL_ERROR_WANT_READ;
}

}  // namespace wiretape::testing
