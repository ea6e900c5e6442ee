#include "cli/print/action_words.h"

#include <variant>

namespace wiretape::cli {
namespace {

struct NameForPeople {
  std::string_view operator()(const program::WriteAction& /*write*/) const { return ""; }
  std::string_view operator()(const program::RepeatAction& /*repeat*/) const { return ""; }
  std::string_view operator()(const program::HoldAction& /*hold*/) const { return "held until it is released"; }
  std::string_view operator()(const program::ExpectAction& expect) const {
    return expect.message ? "waits for a message" : "waits for the client's close";
  }
  std::string_view operator()(const program::HangAction& /*hang*/) const { return "silence"; }
  std::string_view operator()(const program::HalfCloseAction& /*close*/) const { return "FIN, and reads on"; }
  std::string_view operator()(const program::FinAction& fin) const {
    return fin.notifies ? "FIN" : "FIN without close_notify";
  }
  std::string_view operator()(const program::ResetAction& reset) const { return reset.drains ? "RST" : "RST at once"; }
};

}  // namespace

std::string_view action_words(const program::Action& action) {
  return std::visit(NameForPeople{}, action);
}

}  // namespace wiretape::cli
