#include "wiretape/core/wire/ending.h"

namespace wiretape::wire {

std::string_view to_string(Ending ending) {
  switch (ending) {
    case Ending::complete:
      return "complete";
    case Ending::closed:
      return "closed";
    case Ending::cut_in_head:
      return "cut_in_head";
    case Ending::cut_in_size_line:
      return "cut_in_size_line";
    case Ending::cut_in_data:
      return "cut_in_data";
    case Ending::cut_before_crlf:
      return "cut_before_crlf";
    case Ending::cut_between_chunks:
      return "cut_between_chunks";
    case Ending::cut_in_trailers:
      return "cut_in_trailers";
    case Ending::short_content_length:
      return "short_content_length";
    case Ending::reset:
      return "reset";
    case Ending::tls_cut:
      return "tls_cut";
    case Ending::timed_out:
      return "timed_out";
    case Ending::malformed:
      return "malformed";
    case Ending::abandoned:
      return "abandoned";
  }
  return "unknown";  // a value cast from elsewhere; the enumerators are all above, or the compiler warns
}

}  // namespace wiretape::wire
