#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/convert/vcr/interaction.h"
#include "wiretape/convert/vcr/vcr.h"

namespace wiretape::convert {
namespace {

// {"version": 1 | 2, "interactions": [{"request": {"method", "url", "body", "form", "headers"},
//  "response": {"body", "headers", "status": "200 OK", "code", "duration", "uncompressed", "trailer",
//  "transfer_encoding": ["chunked"]}}]}. v2 of go-vcr writes version 1 without the last four; v3 and v4 write
//  version 2.

const Json* go_interactions(const Foreign& file) {
  return member(&file.document, "interactions");
}

bool fits_go_vcr(const Foreign& file) {
  const auto& all = elements(go_interactions(file));
  return !all.empty() && member(member(&all.front(), "request"), "url") != nullptr;
}

/// "200 OK" without the code.
std::string reason_in(std::string_view status) {
  const auto blank = status.find(' ');
  return std::string(blank == status.npos ? "" : status.substr(blank + 1));
}

/// Go takes the field of the framing away, and says apart what it was.
void restore_transfer(const Json* response, Recording& recording) {
  for (const Json& coding : elements(member(response, "transfer_encoding"))) {
    const bool is_there = wire::find_field(recording.head.fields, "transfer-encoding").has_value();
    if (text_in(&coding) == "chunked" && !is_there) recording.head.fields.push_back({"Transfer-Encoding", "chunked"});
  }
  tape::ChunkFraming chunks{.sizes = {}, .trailers = cassette_fields(member(response, "trailer"))};
  if (!chunks.trailers.empty()) recording.framing = std::move(chunks);
}

Recording go_recording(const Json& interaction) {
  const Json* request = member(&interaction, "request");
  const Json* response = member(&interaction, "response");
  Recording recording;
  recording.method = text_in(member(request, "method"));
  recording.target = text_in(member(request, "url"));
  recording.request_fields = cassette_fields(member(request, "headers"));
  recording.request_body = cassette_body(member(request, "body"));
  recording.head.status = cassette_status(member(response, "code"));
  recording.head.reason = reason_in(text_in(member(response, "status")));
  recording.head.fields = cassette_fields(member(response, "headers"));
  recording.body = cassette_body(member(response, "body"));
  restore_transfer(response, recording);
  return recording;
}

std::optional<text::Diagnostic> read_go_vcr(const Foreign& file, Importer& importer) {
  const Json* interactions = go_interactions(file);
  if (interactions == nullptr || !interactions->is_array())
    return text::Diagnostic{file.name, {}, kind_of(file.document), "a cassette of go-vcr: 'interactions', a list", ""};
  std::size_t ordinal = 0;
  for (const Json& interaction : elements(interactions)) {
    importer.begin(fmt::format("interaction {}", ++ordinal));
    const Json* unpacked = member(member(&interaction, "response"), "uncompressed");
    if (unpacked != nullptr && *unpacked == true) importer.note("a body that Go unpacked; it is played unpacked");
    importer.add(go_recording(interaction));
  }
  return std::nullopt;
}

}  // namespace

const Format go_vcr{
    .name = "go-vcr", .title = "a go-vcr cassette", .is_document = true, .fits = fits_go_vcr, .read = read_go_vcr};

}  // namespace wiretape::convert
