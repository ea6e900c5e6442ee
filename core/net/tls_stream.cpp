#include "wiretape/core/net/tls_stream.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

#include <climits>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

//   HTTP bytes ◀─▶ SSL ◀─▶ BIO ◀─▶ send(2), recv(2)
//
// OpenSSL's own socket BIO writes with write(2), which raises SIGPIPE on a connection that the peer has reset. Ours
// sends with flags instead; it is the one place where encrypted bytes pass.

namespace wiretape::net {
namespace {

int socket_of(BIO* bio) {
  return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

int bio_write(BIO* bio, const char* bytes, int size) {
  BIO_clear_retry_flags(bio);
  const auto result = send_now(socket_of(bio), {bytes, static_cast<std::size_t>(size)});
  if (result.is_broken) return -1;
  if (result.sent == 0) BIO_set_retry_write(bio);
  return result.sent == 0 ? -1 : static_cast<int>(result.sent);
}

int bio_read(BIO* bio, char* buffer, int size) {
  BIO_clear_retry_flags(bio);
  for (;;) {
    const auto got = ::recv(socket_of(bio), buffer, static_cast<std::size_t>(size), MSG_DONTWAIT);
    if (got >= 0) return static_cast<int>(got);
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) BIO_set_retry_read(bio);
    return -1;
  }
}

long bio_control(BIO*, int command, long, void*) {
  return command == BIO_CTRL_FLUSH ? 1 : 0;  // nothing is buffered, so it is flushed
}

const BIO_METHOD* bio_method() {
  static const std::unique_ptr<BIO_METHOD, void (*)(BIO_METHOD*)> method = [] {
    std::unique_ptr<BIO_METHOD, void (*)(BIO_METHOD*)> made(
        BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "wiretape socket"), BIO_meth_free);
    if (made) {
      BIO_meth_set_write(made.get(), bio_write);
      BIO_meth_set_read(made.get(), bio_read);
      BIO_meth_set_ctrl(made.get(), bio_control);
    }
    return made;
  }();
  return method.get();
}

}  // namespace

TlsStream::TlsStream(ssl_ctx_st* context, int socket) : connection_(SSL_new(context)) {
  BIO* bio = bio_method() == nullptr ? nullptr : BIO_new(bio_method());
  if (bio == nullptr || !connection_) {
    BIO_free(bio);
    connection_.reset();
    return;
  }
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the one place that a BIO has for data of its own is a pointer
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
  BIO_set_init(bio, 1);
  SSL_set_bio(connection_.get(), bio, bio);
  SSL_set_accept_state(connection_.get());
}

void TlsStream::Free::operator()(ssl_st* connection) const {
  SSL_free(connection);
}

TlsStep TlsStream::shake_hands() {
  if (!connection_) return TlsStep::ended;
  ERR_clear_error();
  return step_after(SSL_do_handshake(connection_.get()));
}

TlsStream::ReadResult TlsStream::read(char* buffer, std::size_t size) {
  if (!connection_) return {};
  ERR_clear_error();
  const auto got = SSL_read(connection_.get(), buffer, static_cast<int>(std::min<std::size_t>(size, INT_MAX)));
  return {step_after(got), got > 0 ? static_cast<std::size_t>(got) : 0};
}

SendResult TlsStream::send(std::string_view bytes) {
  if (!connection_) return {0, true};
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    ERR_clear_error();
    const auto rest = static_cast<int>(std::min<std::size_t>(bytes.size() - sent, INT_MAX));
    const auto written = SSL_write(connection_.get(), bytes.data() + sent, rest);
    if (written <= 0) return {sent, step_after(written) != TlsStep::wants_write};
    sent += static_cast<std::size_t>(written);
  }
  return {sent, false};
}

TlsStep TlsStream::notify_close() {
  if (!connection_) return TlsStep::ended;
  ERR_clear_error();
  const auto result = SSL_shutdown(connection_.get());
  return result >= 0 ? TlsStep::done : step_after(result);
}

TlsStep TlsStream::step_after(int result) const {
  if (result > 0) return TlsStep::done;
  switch (SSL_get_error(connection_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return TlsStep::wants_read;
    case SSL_ERROR_WANT_WRITE:
      return TlsStep::wants_write;
    default:
      break;
  }
  const bool is_http = ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST;
  ERR_clear_error();
  return is_http ? TlsStep::plain_http : TlsStep::ended;
}

}  // namespace wiretape::net
