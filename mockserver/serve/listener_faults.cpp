#include "wiretape/mockserver/serve/listener_faults.h"

#include <array>

#include "wiretape/core/text/duration.h"

namespace wiretape::mockserver {
namespace {

using std::chrono::microseconds;

bool is_in_range(microseconds duration) {
  return duration >= microseconds::zero() && duration <= text::longest_duration;
}

struct HasSoundDuration {
  bool operator()(const Silent& silent) const { return !silent.duration || is_in_range(*silent.duration); }
  bool operator()(const DelayFirstRead& delay) const { return is_in_range(delay.duration); }
  bool operator()(const SlowRead& slow) const { return is_in_range(slow.every); }
  bool operator()(const auto&) const { return true; }
};

bool needs_tls(const ListenerAction& action) {
  return std::holds_alternative<TlsStall>(action) || std::holds_alternative<TlsCut>(action);
}

bool is_bounded(const ListenerFault& fault) {
  constexpr auto unbounded = std::numeric_limits<std::uint64_t>::max();
  return fault.connections.last != unbounded || fault.hits != unbounded;
}

}  // namespace

std::unique_ptr<const wire::ConnectionFault> fault_of_connection(const ListenerAction& action) {
  return std::visit(
      [](const auto& fault) -> std::unique_ptr<const wire::ConnectionFault> {
        if constexpr (std::is_same_v<std::decay_t<decltype(fault)>, Refuse>) {
          return nullptr;
        } else {
          return std::make_unique<const wire::ConnectionFault>(fault);
        }
      },
      action);
}

std::string_view name_of(const ListenerAction& action) {
  constexpr std::array<std::string_view, std::variant_size_v<ListenerAction>> names{
      "refuse", "silent", "delay_first_read", "handshake_stall", "handshake_cut", "slow_read"};
  return names[action.index()];
}

std::string text_of(const ListenerFault& fault) {
  return fault.text.empty() ? std::string(name_of(fault.action)) : fault.text;
}

std::optional<std::string> mistake_in(const ListenerFault& fault, net::Security security) {
  const std::string name(name_of(fault.action));
  if (needs_tls(fault.action) && security == net::Security::plain) {
    return name + " acts in TLS's handshake, and the server speaks plain HTTP; serve over TLS";
  }
  if (!std::visit(HasSoundDuration{}, fault.action)) return name + ": a duration must be from 0 to 24h";
  const auto* slow = std::get_if<SlowRead>(&fault.action);
  if (slow != nullptr && slow->bytes == 0) return name + ": it must read at least 1 byte each time";
  if (fault.connections.first == 0) return name + ": connections are counted from 1";
  if (fault.connections.last < fault.connections.first) return name + ": the last connection is before the first";
  if (fault.hits == 0) return name + ": it must hit at least 1 connection";
  if (std::holds_alternative<Refuse>(fault.action) && is_bounded(fault)) {
    return name + ": refused connections never reach the server, so it can't count them; name only the first " +
           "connection, as in 3-, and disarm it when it is to end";
  }
  return std::nullopt;
}

}  // namespace wiretape::mockserver
