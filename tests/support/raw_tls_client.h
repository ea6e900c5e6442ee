#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct ssl_st;

namespace wiretape::testing {

/// How a RawTlsClient speaks.
struct RawTlsOptions {
  std::string alpn{};      ///< protocols offered, each after its length, as on the wire; "" offers none
  int newest_version = 0;  ///< OpenSSL's number, e.g. TLS1_2_VERSION; 0: any
  bool is_lax = false;     ///< speaks what is older than TLS 1.2, too
  std::string tunnel{};    ///< "host:port" that it first asks for by CONNECT, of a proxy; "" for none
};

/// How a RawTlsClient's reading ended: `cut` is TCP's FIN without close_notify, `reset` its RST.
enum class TlsEnd { close_notify, cut, reset, open };

/// A blocking TLS client over loopback that shows each record. It trusts one authority and the name localhost.
class RawTlsClient {
 public:
  /// Connects and shakes hands.
  RawTlsClient(std::uint16_t port, const std::string& authority_pem, const RawTlsOptions& options = {});
  RawTlsClient(const RawTlsClient&) = delete;
  RawTlsClient& operator=(const RawTlsClient&) = delete;
  ~RawTlsClient();

  [[nodiscard]] bool is_connected() const { return is_connected_; }

  /// What ALPN settled on, and the version, e.g. "TLSv1.3".
  [[nodiscard]] std::string protocol() const;
  [[nodiscard]] std::string version() const;

  /// Sends all of it.
  void send(std::string_view bytes) const;

  /// The rest of one record; empty at the end (see end()).
  std::string read_record();

  /// Everything to the end of the stream.
  std::string read_all();

  /// Bytes up to and including `delimiter`.
  std::string read_until(std::string_view delimiter);

  /// How reading ended.
  [[nodiscard]] TlsEnd end() const { return end_; }

  /// Sends close_notify; reading goes on.
  void notify_close() const;

  /// Closes TCP with a RST.
  void reset();

 private:
  struct Free {
    void operator()(ssl_st* connection) const;
  };

  int socket_ = -1;
  std::unique_ptr<ssl_st, Free> connection_;
  bool is_connected_ = false;
  TlsEnd end_ = TlsEnd::open;
};

}  // namespace wiretape::testing
