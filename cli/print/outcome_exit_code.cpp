#include "cli/print/outcome_exit_code.h"

namespace wiretape::cli {
namespace {

struct Code {
  ExitCode operator()(const client::Completed&) const { return exit_completed; }
  ExitCode operator()(const client::LengthLimited&) const { return exit_length_limited; }
  ExitCode operator()(const client::ProviderError&) const { return exit_provider_error; }
  ExitCode operator()(const client::Truncated&) const { return exit_truncated; }
  ExitCode operator()(const client::TimedOut&) const { return exit_timed_out; }
  ExitCode operator()(const client::Cancelled&) const { return exit_cancelled; }
  ExitCode operator()(const client::ProtocolError&) const { return exit_protocol; }
  ExitCode operator()(const client::TransportError&) const { return exit_transport; }
};

}  // namespace

ExitCode exit_code_of(const client::Outcome& outcome) {
  return std::visit(Code{}, outcome);
}

}  // namespace wiretape::cli
