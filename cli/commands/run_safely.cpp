#include "cli/commands/run_safely.h"

#include <exception>
#include <new>

#include "cli/exit_code.h"
#include "cli/print/standard_error.h"

namespace wiretape::cli {

int run_safely(const std::function<int()>& command) {
  try {
    return command();
  } catch (const std::bad_alloc&) {
    tell("wiretape: out of memory\n");
  } catch (const std::exception& error) {
    tell("wiretape: {}\n", error.what());
  } catch (...) {
    tell("wiretape: failed\n");
  }
  return exit_output;
}

}  // namespace wiretape::cli
