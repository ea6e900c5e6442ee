#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/provider/delta.h"
#include "wiretape/core/provider/dialect.h"

// For tests: deltas as short texts, so that a test says in one line what it expects.

namespace wiretape::provider {

struct DeltaDescriber {
  std::string operator()(const MetadataDelta& delta) const {
    return fmt::format("metadata {}|{}", delta.id, delta.model);
  }
  std::string operator()(const TextDelta& delta) const { return fmt::format("text {} {}", delta.choice, delta.text); }
  std::string operator()(const ReasoningDelta& delta) const {
    return fmt::format("reasoning {} {}", delta.choice, delta.text);
  }
  std::string operator()(const RefusalDelta& delta) const {
    return fmt::format("refusal {} {}", delta.choice, delta.text);
  }
  std::string operator()(const ToolCallDelta& delta) const {
    return fmt::format("call {}.{} {}|{}|{}", delta.choice, delta.call, delta.id, delta.name, delta.arguments);
  }
  std::string operator()(const BlockDelta& delta) const {
    if (delta.resumes) return fmt::format("resumes {} {}", delta.choice, *delta.resumes);
    return fmt::format("block {} {}", delta.choice, delta.type);
  }
  std::string operator()(const SignatureDelta& delta) const {
    return fmt::format("signature {} {}", delta.choice, delta.signature);
  }
  std::string operator()(const RedactedReasoningDelta& delta) const {
    return fmt::format("redacted {} {}", delta.choice, delta.data);
  }
  std::string operator()(const CitationDelta& delta) const {
    return fmt::format("citation {} {}", delta.choice, delta.json);
  }
  std::string operator()(const UnknownContentDelta& delta) const {
    return fmt::format("unknown {} {}", delta.choice, delta.json);
  }
  std::string operator()(const FinishDelta& delta) const {
    return fmt::format("finish {} {}", delta.choice, delta.reason);
  }
  std::string operator()(const UsageDelta& delta) const { return fmt::format("usage {}", delta.json); }
  std::string operator()(const ErrorDelta& delta) const {
    return fmt::format("error {}|{}|{}|{}", delta.message, delta.type, delta.code, delta.json);
  }
  std::string operator()(const TerminatorDelta& /*delta*/) const { return "done"; }
  std::string operator()(const UndecodableDelta& delta) const {
    return fmt::format("undecodable {}: {}", delta.offset, delta.what);
  }
};

inline std::string describe(const Delta& delta) {
  return std::visit(DeltaDescriber(), delta);
}

/// What a decoder says of one frame.
inline std::vector<std::string> decode_frame(Decoder& decoder, const Frame& frame) {
  std::vector<Delta> deltas;
  decoder.decode(frame, deltas);
  std::vector<std::string> described;
  described.reserve(deltas.size());
  for (const Delta& delta : deltas)
    described.push_back(describe(delta));
  return described;
}

}  // namespace wiretape::provider
