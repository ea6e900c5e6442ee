#include "wiretape/convert/importer.h"

#include <optional>
#include <utility>

#include "wiretape/convert/mend.h"
#include "wiretape/convert/mend_ending.h"
#include "wiretape/convert/recorded_exchange.h"
#include "wiretape/convert/redact_recording.h"

namespace wiretape::convert {

void Importer::note(std::string_view what, std::string hint) {
  std::string found = place_.empty() ? "" : place_ + ": ";
  imported_.notes.push_back({file_, {}, found.append(what), "", std::move(hint)});
}

void Importer::add(Recording recording) {
  redact_recording(recording);
  for (const std::string& mended : mend(recording))
    note(mended);
  for (const std::string& mended : mend_ending(recording))
    note(mended);
  if (const auto reason = why_unplayable(recording)) {
    note(*reason + "; the exchange is left out");
    return;
  }
  imported_.exchanges.push_back(recorded_exchange(std::move(recording)));
}

}  // namespace wiretape::convert
