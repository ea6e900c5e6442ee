#pragma once

#include <string>
#include <vector>

namespace wiretape::recorder::capture {

/// What the rule of a recorded exchange asks of a request, beside its method, its path and its query.
struct KeepRules {
  /// Members of a JSON object in the body that must be the same, by name: by default those that decide what the model
  /// is asked, and whether a stream is. Of a body that has none of them all members count.
  std::vector<std::string> match{"model",
                                 "messages",
                                 "input",
                                 "contents",
                                 "prompt",
                                 "system",
                                 "instructions",
                                 "system_instruction",
                                 "systemInstruction",
                                 "tools",
                                 "stream",
                                 "stream_options",
                                 "previous_response_id"};
};

}  // namespace wiretape::recorder::capture
