#pragma once

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "wiretape/recorder/capture/events_for_test.h"
#include "wiretape/recorder/log/entry_maker.h"
#include "wiretape/recorder/log/record.h"

namespace wiretape::recorder::log {

inline Redaction default_redaction() {
  return secrets_masked(std::make_shared<SeenSecrets>(redact::default_rules()));
}

inline redact::SharedPatterns default_secrets() {
  return redact::make_patterns(redact::default_rules());
}

/// The log of these events.
inline std::string log_of(const std::vector<capture::CaptureEvent>& events, Redaction redaction = default_redaction()) {
  EntryMaker maker(std::move(redaction));
  std::string log(first_line);
  for (const capture::CaptureEvent& event : events) {
    for (const LogEntry& entry : maker.entries_of(event))
      append_record(log, encode(entry));
  }
  return log;
}

inline std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace wiretape::recorder::log
