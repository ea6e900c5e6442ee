// What a WebSocket's client says to a server: whatever it is, and wherever it is cut, the server says the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "wiretape/mockserver/serve/ws_talk.h"

namespace wiretape::mockserver {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

struct Outcome {
  std::string said;
  std::size_t untaken;
  bool has_closed;
  bool is_over;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

struct Terms {
  std::optional<wire::WsDeflateParams> deflate{};
  bool echoes = false;
};

Outcome outcome_of(const Terms& terms, std::string_view bytes, std::size_t cut) {
  WsTalk talk(terms.deflate, terms.echoes);
  talk.hear(bytes.substr(0, cut));
  talk.hear(bytes.substr(cut));
  return {std::string(talk.to_say()), talk.untaken(), talk.has_closed(), talk.is_over()};
}

void talk_about(const Terms& terms, std::string_view bytes) {
  const auto whole = outcome_of(terms, bytes, 0);
  require(outcome_of(terms, bytes, bytes.size() / 2) == whole);
  require(!whole.is_over || !whole.said.empty());
  WsTalk talk(terms.deflate, terms.echoes);
  talk.hear(bytes);
  const tape::HeardMatcher any{{}};
  std::size_t taken = 0;
  while (talk.take(any))
    ++taken;
  require(taken == whole.untaken);
}

}  // namespace
}  // namespace wiretape::mockserver

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const wiretape::wire::WsDeflateParams packs{.server_no_context_takeover = true};
  wiretape::mockserver::talk_about({}, bytes);
  wiretape::mockserver::talk_about({.echoes = true}, bytes);
  wiretape::mockserver::talk_about({.deflate = packs, .echoes = true}, bytes);
  return 0;
}
