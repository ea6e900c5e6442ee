#pragma once

namespace wiretape::cli {

/// What the command's exit status says. The numbers are part of the interface.
enum ExitCode : int {
  exit_completed = 0,
  exit_output = 1,  // standard output or a file can't be written; fmt --check: a file would change
  exit_usage = 2,
  exit_bad_tape = 3,
  exit_strict = 4,   // serve and run --strict: a request matched nothing, an exchange answered nothing, or a fault hit
                     // nothing; record --mode replay: a request matched nothing
  exit_differs = 5,  // record --mode diff: something is gone, or is otherwise, that was there when it was recorded
  exit_length_limited = 10,
  exit_provider_error = 11,
  exit_truncated = 12,
  exit_timed_out = 13,
  exit_protocol = 14,
  exit_transport = 15,
  exit_not_started = 126,  // run: the program can't be started
  exit_not_found = 127,    // run: there is no such program
  exit_cancelled = 130,
};

}  // namespace wiretape::cli
