#pragma once

#include <string>
#include <vector>

#include "wiretape/mockserver/control/control_plane.h"
#include "wiretape/recorder/relay/relay_server.h"

#include "cli/log/log_form.h"
#include "cli/serve/proxy_option.h"
#include "cli/serve/serve_tls.h"

namespace CLI {
class App;
}

namespace wiretape::cli {

/// What `wiretape record` is told.
struct RecordArguments {
  std::vector<std::string> upstreams;  ///< each as parse_upstream() reads it
  std::string upstream_authority;      ///< PEM file of what is trusted; "": what the system trusts
  std::string folder;
  std::vector<std::string> match;  ///< members of a body that count; empty: those that do by default
  std::string mode = "record";     ///< "record", "once", "replay" or "diff"
  bool allows_network = false;     ///< also where CI=true
  bool keeps_encoding = false;
  std::string rules_file;                 ///< of what is masked; "": the default
  bool keeps_secrets = false;             ///< nothing is masked
  bool recovers = false;                  ///< makes tapes of what a recorder left that was killed, and records nothing
  recorder::relay::RelayOptions relay{};  ///< as it stands, without the upstreams
  TlsArguments tls;
  ProxyArguments proxy;
  mockserver::ControlOptions control{};
  LogArguments log{};
  std::string ready_file;
  bool is_json = false;
};

/// Adds the options that go into `arguments`, which must outlive the command.
void add_record_options(CLI::App& command, RecordArguments& arguments);

}  // namespace wiretape::cli
