#include "wiretape/convert/curl/curl.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "wiretape/convert/curl/line_ends.h"
#include "wiretape/convert/curl/transfer.h"
#include "wiretape/core/wire/framing.h"

namespace wiretape::convert {
namespace {

bool is_exact(const Transfer& transfer) {
  return std::ranges::all_of(transfer.data, &TraceRecord::is_exact);
}

/// Dots in a body of --trace-ascii may be anything; where events end is known.
void mend_dots(const Transfer& transfer, Importer& importer, Recording& recording) {
  if (is_exact(transfer) || recording.body.find('.') == std::string::npos) return;
  const auto type = wire::find_field(recording.head.fields, "content-type");
  const auto framing = type ? wire::framing_of_type(*type) : std::nullopt;
  if (framing) restore_line_ends(recording.body, *framing);
  importer.note(framing
                    ? "of --trace-ascii: dots where events end are taken for line ends, all others are left as they "
                      "are; each may have been any byte"
                    : "of --trace-ascii: each dot in the body may have been any byte",
                "record with --trace, which keeps all bytes");
}

void take_transfer(const Transfer& transfer, Importer& importer) {
  importer.begin(fmt::format("line {}", transfer.line));
  if (transfer.sent_head.starts_with("CONNECT ")) return;  // to a proxy, on the way to what follows
  auto recording = recording_of(transfer);
  if (!recording) return importer.note("no whole response came; the exchange is left out");
  if (!transfer.sent_at) importer.note("no times: all reads are played at once", "record with --trace-time");
  mend_dots(transfer, importer, *recording);
  importer.add(*std::move(recording));
}

bool fits_curl(const Foreign& file) {
  return begins_as_trace(file.bytes);
}

std::optional<text::Diagnostic> read_curl(const Foreign& file, Importer& importer) {
  auto records = trace_records(file.name, file.bytes);
  if (auto* mistake = std::get_if<text::Diagnostic>(&records)) return std::move(*mistake);
  for (const Transfer& transfer : transfers(std::get<std::vector<TraceRecord>>(std::move(records))))
    take_transfer(transfer, importer);
  return std::nullopt;
}

}  // namespace

const Format curl_trace{
    .name = "curl", .title = "a trace of curl", .is_document = false, .fits = fits_curl, .read = read_curl};

}  // namespace wiretape::convert
