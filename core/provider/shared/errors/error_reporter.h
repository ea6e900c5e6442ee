#pragma once

#include <string_view>
#include <vector>

#include "wiretape/core/provider/delta.h"
#include "wiretape/core/provider/shared/errors/words_of_error.h"

namespace wiretape::provider {

/// Turns what a stream or an answer says of errors into an ErrorDelta, whatever its dialect, and keeps the words: they
/// are valid until the next report. Each function adds at most one delta. Not thread safe.
class ErrorReporter {
 public:
  /// What stands beside an error that a decoder has found.
  struct Surroundings {
    std::string_view message;  ///< a message outside of the error; empty: none
    bool has_answer = false;   ///< a part of the answer, whose words are none of the error's
  };

  /// An error that was read by its dialect's names. Words that it lacks are looked for under unusual names.
  void found(ErrorDelta error, const Surroundings& beside, std::vector<Delta>& out);

  /// An event that says failure in another dress than its dialect's (see find_failure). Returns whether it does.
  bool event(std::string_view json, bool has_answer, std::vector<Delta>& out);

  /// An event that could not be read, but tells of an error all the same: a list of them, or `{"error": …` into which
  /// a router pasted another error's text. Returns whether it does.
  bool unreadable_event(std::string_view data, std::vector<Delta>& out);

  /// The body of an error status.
  void body(std::string_view body, std::vector<Delta>& out);

  /// An error in plain text, or a page that a proxy put in between: its beginning is the message.
  void plain(std::string_view text, std::vector<Delta>& out);

 private:
  void report(ErrorWords words, std::vector<Delta>& out);

  ErrorWords words_;
};

}  // namespace wiretape::provider
