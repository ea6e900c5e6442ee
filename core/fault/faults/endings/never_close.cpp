#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

using wire::Ending;

/// Who is told nothing of a close does not wait for one.
void announce_close(program::WireDraft& wire) {
  const program::WirePart* fields = wire.find(program::PartKind::fields);
  if (fields != nullptr) wire.replace(fields->end() - 2, 0, "connection: close\r\n");
}

FaultResult apply_never_close(program::WireDraft& wire, const FaultCall& /*call*/) {
  if (std::holds_alternative<program::KeepOpen>(wire.close)) announce_close(wire);
  const bool is_told_apart = wire.ending == Ending::complete || wire.ending == Ending::malformed;
  wire.close = program::HangAction{};
  if (!is_told_apart) wire.ending = Ending::timed_out;
  return {};
}

}  // namespace

extern const FaultType never_close_fault;
constinit const FaultType never_close_fault{
    .name = "never_close",
    .family = "endings",
    .summary =
        "Sends everything and then keeps the connection open although it should close; where nothing says that "
        "it will, `connection: close` is added.",
    .seen =
        "The whole response, announced as the connection's last one, and no FIN; where close is the framing, a "
        "body without an end.",
    .function = WireFault{apply_never_close},
    .group = "ending",
};

}  // namespace wiretape::fault
