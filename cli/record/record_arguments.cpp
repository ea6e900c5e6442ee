#include "cli/record/record_arguments.h"

#include <CLI/CLI.hpp>

#include "cli/serve/control_options.h"
#include "cli/time_limit.h"
#include "cli/whole_number.h"

namespace wiretape::cli {
namespace {

void add_upstream_options(CLI::App& command, RecordArguments& arguments) {
  command
      .add_option("--upstream", arguments.upstreams,
                  "Whom requests are passed on to: a URL, or NAME=URL for those whose path begins with /NAME/")
      ->type_name("[NAME=]URL");
  command.add_option("--upstream-ca", arguments.upstream_authority,
                     "PEM file of the certificates that upstreams are trusted by; default: the system's");
  command.add_flag("--keep-encoding", arguments.keeps_encoding,
                   "Leave Accept-Encoding alone, and keep encoded bodies as they come");
  auto& timeouts = arguments.relay.upstream.timeouts;
  add_time_limit(command, "--upstream-timeout", timeouts.silence, "How long an upstream may be silent");
}

void add_keep_options(CLI::App& command, RecordArguments& arguments) {
  command.add_option("--out", arguments.folder, "Folder for the tapes, one an exchange; made where it is not there")
      ->required();
  command
      .add_option("--match", arguments.match,
                  "Members of a JSON body that a request must have alike to be answered by its recording")
      ->delimiter(',')
      ->type_name("NAME,…");
  auto* rules = command.add_option("--rules", arguments.rules_file, "Rules file of what is masked besides, or not")
                    ->type_name("FILE");
  command.add_flag("--no-redact", arguments.keeps_secrets, "Mask nothing; for upstreams on this machine only")
      ->excludes(rules);
  command.add_flag("--recover", arguments.recovers,
                   "Make tapes of the logs in --out that a recorder left which was killed, and end");
}

void add_mode_options(CLI::App& command, RecordArguments& arguments) {
  command
      .add_option("--mode", arguments.mode,
                  "record: upstream answers, and is recorded; once: tapes in --out answer, and what is missing is "
                  "recorded; replay: tapes answer, and nothing goes out; diff: upstream answers, and is compared")
      ->check(CLI::IsMember({"record", "once", "replay", "diff"}))
      ->type_name("MODE")
      ->capture_default_str();
  command.add_flag("--allow-network", arguments.allows_network,
                   "Ask upstreams also where CI=true, which else keeps everything in");
}

void add_listen_options(CLI::App& command, RecordArguments& arguments) {
  auto& relay = arguments.relay;
  command.add_option("--port", relay.port, "Port to listen on; 0 takes a free one")
      ->check(port_number())
      ->capture_default_str();
  command.add_option("--host", relay.host, "Address to listen on")->capture_default_str();
  add_tls_options(command, arguments.tls);
  add_proxy_options(command, arguments.proxy, "HOST[:PORT][=URL]");
  add_control_options(command, arguments.control);
  command
      .add_option("--max-body", relay.limits.body,
                  "A request's body, which is held whole; a longer one is answered 413")
      ->transform(CLI::AsSizeValue(false))
      ->capture_default_str();
}

}  // namespace

void add_record_options(CLI::App& command, RecordArguments& arguments) {
  arguments.relay.port = 8090;
  add_upstream_options(command, arguments);
  add_keep_options(command, arguments);
  add_mode_options(command, arguments);
  add_listen_options(command, arguments);
  add_log_options(command, arguments.log);
  command.add_option("--ready-file", arguments.ready_file, "Write the ready line to this file, too");
  command.add_flag("--json", arguments.is_json, "Print the ready line, and what was recorded at the end, as JSON");
}

}  // namespace wiretape::cli
