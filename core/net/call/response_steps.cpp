#include "wiretape/core/net/call/response_steps.h"

#include <utility>

namespace wiretape::net {

void ResponseSteps::received(std::string_view bytes) {
  input_ = bytes;
  has_begun_ = true;
}

void ResponseSteps::end(CallEnd end) {
  if (!end_) end_ = std::move(end);
}

HttpCallStep ResponseSteps::next() {
  if (is_done_) return *end_;
  auto step = reader_.next(input_);
  if (std::holds_alternative<wire::HttpResponseHeadDone>(step)) {
    has_head_ = true;
    return HttpCallHead{&reader_.head()};
  }
  if (const auto* bytes = std::get_if<wire::HttpBodyBytes>(&step)) return *bytes;
  if (auto* interim = std::get_if<wire::HttpInterimHead>(&step)) return std::move(*interim);
  if (const auto* chunk = std::get_if<wire::HttpChunkBegin>(&step)) return *chunk;
  if (const auto* error = std::get_if<wire::HttpError>(&step)) {
    if (!passes_broken_bodies_ || !has_head_) return finish(*error);
    input_ = {};
  }
  if (std::holds_alternative<wire::HttpResponseComplete>(step)) {
    leaves_connection_ = !end_ && input_.empty() && reader_.head().keep_alive() &&
                         reader_.framing().kind != wire::HttpFraming::Kind::until_close;
    return finish(ResponseEnded{wire::Ending::complete});
  }
  if (end_) return *end_;
  return HttpCallNeedMore{};
}

HttpCallStep ResponseSteps::finish(CallEnd end) {
  is_done_ = true;
  end_ = std::move(end);
  return *end_;
}

}  // namespace wiretape::net
