#include "wiretape/core/net/call/tls_client.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <fmt/format.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include "wiretape/core/net/alpn.h"

namespace wiretape::net {
namespace {

namespace ssl = boost::asio::ssl;

}  // namespace

std::variant<TlsClientContext, TlsError> make_tls_client_context(const std::string& ca_file) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_client);
  boost::system::error_code error;
  context->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                           ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1,
                       error);
  if (!error) context->set_verify_mode(ssl::verify_peer, error);
  if (error) return TlsError{fmt::format("cannot set up TLS: {}", error.message())};

  if (ca_file.empty()) {
    context->set_default_verify_paths(error);
    if (error) return TlsError{fmt::format("cannot load the system's trusted certificates: {}", error.message())};
  } else {
    context->load_verify_file(ca_file, error);
    if (error) return TlsError{fmt::format("cannot load trusted certificates from {}: {}", ca_file, error.message())};
  }
  return context;
}

bool prepare_tls_client(ssl_st* connection, const std::string& host) {
  // Unlike the rest of OpenSSL, this one returns 0 for success.
  if (SSL_set_alpn_protos(connection, alpn_http_1_1.data(), alpn_http_1_1.size()) != 0) return false;

  boost::system::error_code not_numeric;
  (void)boost::asio::ip::make_address(host, not_numeric);
  if (!not_numeric) return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(connection), host.c_str()) == 1;
  SSL_set_hostflags(connection, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return SSL_set_tlsext_host_name(connection, host.c_str()) == 1 && SSL_set1_host(connection, host.c_str()) == 1;
}

std::string certificate_error(ssl_st* connection) {
  const long result = SSL_get_verify_result(connection);
  return result == X509_V_OK ? "" : X509_verify_cert_error_string(result);
}

}  // namespace wiretape::net
