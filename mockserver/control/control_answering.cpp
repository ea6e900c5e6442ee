#include "wiretape/mockserver/control/control_answering.h"

#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/wire/http/chunked_writer.h"
#include "wiretape/core/wire/http/http_writer.h"

namespace wiretape::mockserver {
namespace {

// What is made before anything is sent: a body that is no longer goes with its length.
constexpr std::size_t most_whole = std::size_t{64} << 10;

struct RefusalAnswer {
  std::size_t most_body;

  ControlAnswer operator()(const net::TooManyConnections&) const {
    return control_error(503, "too_many_connections", "the control plane has too many connections; close some of them");
  }
  ControlAnswer operator()(const net::PlainHttp&) const { return bad(400, "expected HTTP without TLS"); }
  ControlAnswer operator()(const net::LateRequest&) const { return bad(408, "the request was not whole in time"); }
  ControlAnswer operator()(const wire::HttpError& error) const {
    switch (error.status) {
      case 413:
        return bad(413, fmt::format("the body is longer than {} bytes", most_body));
      case 414:
        return bad(414, "the target is too long");
      case 415:
        return bad(415, "a body comes as it is here, without Content-Encoding");
      default:
        return bad(error.status, fmt::format("expected an HTTP/1.1 request; {} at byte {}", error.what, error.offset));
    }
  }

 private:
  static ControlAnswer bad(int status, std::string_view message) {
    return control_error(status, "bad_request", message);
  }
};

/// The next of the times at which pending answers are asked.
net::Time next_look(net::Time now) {
  const net::Time::duration interval = ControlAnswering::look_again;
  return now - now.time_since_epoch() % interval + interval;
}

/// Makes a body whole that is not long.
void make_what_is_short(ControlAnswer& answer) {
  while (answer.more && answer.body.size() <= most_whole) {
    const auto piece = answer.more();
    answer.body += piece;
    if (piece.empty()) answer.more = nullptr;
  }
}

}  // namespace

void ControlAnswering::on_request(const wire::HttpRequest& request, std::size_t /*continued*/, net::Time now) {
  is_head_ = request.head.method == "HEAD";
  knows_chunks_ = request.head.minor_version >= 1;
  latest_ = now + patience;
  if (terms_->is_ending) return begin(control_farewell());
  auto answer = terms_->answer(request);
  if (auto* at_once = std::get_if<ControlAnswer>(&answer)) return begin(std::move(*at_once));
  pending_ = std::get<PendingAnswer>(std::move(answer));
}

void ControlAnswering::on_refusal(const net::Refusal& refusal, const wire::HttpRequestHead* /*head*/, net::Time now) {
  latest_ = now + patience;
  begin(std::visit(RefusalAnswer{terms_->most_body}, refusal));
}

net::Act ControlAnswering::next(net::Time now) {
  if (pending_) {
    if (!has_come()) return net::act::Wait{next_look(now)};
    latest_ = now + patience;
  }
  while (sent_ == made_.size()) {
    if (!more_) return net::act::Fin{};
    if (terms_->is_ending) return net::act::Reset{false};  // a FIN could pass for the end of the body
    add_piece(more_());
  }
  return send(now);
}

void ControlAnswering::on_written(std::size_t size, net::Time now) {
  sent_ += size;
  latest_ = now + patience;
}

void ControlAnswering::on_end(net::AnswerEnd /*end*/, net::Time /*now*/) {
  pending_ = nullptr;
  more_ = nullptr;
  made_ = {};
}

bool ControlAnswering::has_come() {
  auto answer = terms_->is_ending ? std::optional(control_farewell()) : pending_();
  if (!answer) return false;
  pending_ = nullptr;
  begin(*std::move(answer));
  return true;
}

net::Act ControlAnswering::send(net::Time now) const {
  if (now >= latest_) return net::act::Reset{false};
  return net::act::Send{std::string_view(made_).substr(sent_), latest_};
}

void ControlAnswering::begin(ControlAnswer answer) {
  make_what_is_short(answer);
  write_head(answer);
  if (is_head_) return;
  more_ = std::move(answer.more);
  if (more_) {
    add_piece(answer.body);
  } else {
    made_ += answer.body;
  }
}

void ControlAnswering::write_head(const ControlAnswer& answer) {
  wire::HttpResponseHead head{answer.status, "", 1, {{"Content-Type", answer.content_type}}};
  if (!answer.more) head.fields.push_back({"Content-Length", std::to_string(answer.body.size())});
  if (answer.more && knows_chunks_) head.fields.push_back({"Transfer-Encoding", "chunked"});
  if (!answer.allow.empty()) head.fields.push_back({"Allow", answer.allow});
  head.fields.push_back({"Cache-Control", "no-store"});
  head.fields.push_back({"Connection", "close"});
  wire::append_response_head(made_, head);
}

/// Has a piece of the body sent after what is made; "" for its end.
void ControlAnswering::add_piece(std::string_view piece) {
  made_.erase(0, std::exchange(sent_, 0));
  if (piece.empty()) more_ = nullptr;
  if (!knows_chunks_) {
    made_ += piece;
  } else if (piece.empty()) {
    made_ += wire::last_chunk;
  } else {
    wire::append_chunk(made_, piece);
  }
}

}  // namespace wiretape::mockserver
