#include "wiretape/core/timeline/action_name.h"

#include <variant>

namespace wiretape::timeline {
namespace {

struct NameInJson {
  std::string_view operator()(const program::WriteAction& /*write*/) const { return "write"; }
  std::string_view operator()(const program::RepeatAction& /*repeat*/) const { return "repeat"; }
  std::string_view operator()(const program::HoldAction& /*hold*/) const { return "hold"; }
  std::string_view operator()(const program::ExpectAction& /*expect*/) const { return "expect"; }
  std::string_view operator()(const program::HangAction& /*hang*/) const { return "hang"; }
  std::string_view operator()(const program::HalfCloseAction& /*close*/) const { return "half_close"; }
  std::string_view operator()(const program::FinAction& fin) const { return fin.notifies ? "fin" : "tls_cut"; }
  std::string_view operator()(const program::ResetAction& reset) const {
    return reset.drains ? "reset" : "reset_at_once";
  }
};

}  // namespace

std::string_view action_name(const program::Action& action) {
  return std::visit(NameInJson{}, action);
}

bool ends_connection(const program::Action& action) {
  return !std::holds_alternative<program::WriteAction>(action) &&
         !std::holds_alternative<program::HoldAction>(action) && !std::holds_alternative<program::ExpectAction>(action);
}

}  // namespace wiretape::timeline
