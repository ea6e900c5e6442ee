#include "wiretape/core/wire/http/http_head_parser.h"

// The only place that includes Boost.Beast: its headers cost half a minute of compile time.
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

namespace wiretape::wire {
namespace {

namespace beast = boost::beast;
using beast::error_code;

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

// Beast's parser calls back with each part of the head; of a body it is told nothing (`skip`).
template <bool is_request, class Head>
class Parser final : public beast::http::basic_parser<is_request> {
 public:
  explicit Parser(std::size_t field_count) {
    head_.fields.reserve(field_count);
    this->skip(true);
    this->header_limit(std::numeric_limits<std::uint32_t>::max());  // HttpHeadReader has limited it
  }

  void put_next(std::string_view bytes) {
    offset_ += this->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error_);
  }

  std::variant<Head, HttpError> result() {
    if (error_) return HttpError{400, "Boost.Beast refuses the head: " + error_.message(), offset_};
    return std::move(head_);
  }

 private:
  void on_request_impl(beast::http::verb /*verb*/, beast::string_view method, beast::string_view target, int version,
                       error_code& /*error*/) override {
    if constexpr (is_request) {
      head_.method = view(method);
      head_.target = view(target);
      head_.minor_version = version - 10;
    }
  }

  void on_response_impl(int status, beast::string_view reason, int version, error_code& /*error*/) override {
    if constexpr (!is_request) {
      head_.status = status;
      head_.reason = view(reason);
      head_.minor_version = version - 10;
    }
  }

  void on_field_impl(beast::http::field /*field*/, beast::string_view name, beast::string_view value,
                     error_code& /*error*/) override {
    head_.fields.push_back({std::string(view(name)), std::string(view(value))});
  }

  void on_header_impl(error_code& /*error*/) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/, error_code& /*error*/) override {}
  std::size_t on_body_impl(beast::string_view body, error_code& /*error*/) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t /*size*/, beast::string_view /*extensions*/, error_code& /*error*/) override {
  }
  std::size_t on_chunk_body_impl(std::uint64_t /*left*/, beast::string_view body, error_code& /*error*/) override {
    return body.size();
  }
  void on_finish_impl(error_code& /*error*/) override {}

  Head head_;
  error_code error_;
  std::size_t offset_ = 0;
};

}  // namespace

std::variant<HttpRequestHead, HttpError> parse_request_head(std::string_view bytes, std::size_t field_count) {
  Parser<true, HttpRequestHead> parser(field_count);
  parser.put_next(bytes);
  return parser.result();
}

std::variant<HttpResponseHead, HttpError> parse_response_head(std::string_view bytes, std::size_t field_count) {
  constexpr std::string_view::size_type shortest_line = std::string_view("HTTP/1.1 200").size();
  Parser<false, HttpResponseHead> parser(field_count);
  if (bytes.find('\r') == shortest_line) {
    // Beast insists on the space that servers leave out where they give no reason phrase.
    parser.put_next(std::string(bytes.substr(0, shortest_line)).append(" \r\n"));
    bytes.remove_prefix(shortest_line + 2);
  }
  parser.put_next(bytes);
  return parser.result();
}

}  // namespace wiretape::wire
