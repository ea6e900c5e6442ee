#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "wiretape/convert/vcr/interaction.h"
#include "wiretape/convert/vcr/vcr.h"

namespace wiretape::convert {
namespace {

// {"http_interactions": [{"request": {"method": "post", "uri", "body": {"encoding", "string" | "base64_string"},
//  "headers"}, "response": {"status": {"code", "message"}, "headers", "body", "adapter_metadata"}, "recorded_at"}],
//  "recorded_with": "VCR 6.2.0"}

bool fits_ruby_vcr(const Foreign& file) {
  return member(&file.document, "http_interactions") != nullptr;
}

/// VCR unpacks bodies where it is told to, and takes the field away: what was sent can't be had any more.
void note_unpacked(const Json* response, Importer& importer) {
  const auto coding = text_in(member(member(response, "adapter_metadata"), "vcr_decompressed"));
  if (!coding.empty()) importer.note(fmt::format("a body that VCR unpacked ({}); it is played unpacked", coding));
}

Recording ruby_recording(const Json& interaction) {
  const Json* request = member(&interaction, "request");
  const Json* response = member(&interaction, "response");
  Recording recording;
  recording.method = text_in(member(request, "method"));
  recording.target = text_in(member(request, "uri"));
  recording.request_fields = cassette_fields(member(request, "headers"));
  recording.request_body = cassette_body(member(request, "body"));
  recording.head.status = cassette_status(member(member(response, "status"), "code"));
  recording.head.reason = text_in(member(member(response, "status"), "message"));
  recording.head.fields = cassette_fields(member(response, "headers"));
  recording.body = cassette_body(member(response, "body"));
  return recording;
}

std::optional<text::Diagnostic> read_ruby_vcr(const Foreign& file, Importer& importer) {
  const Json* interactions = member(&file.document, "http_interactions");
  if (interactions == nullptr || !interactions->is_array())
    return text::Diagnostic{
        file.name, {}, kind_of(file.document), "a cassette of Ruby's VCR: 'http_interactions', a list", ""};
  std::size_t ordinal = 0;
  for (const Json& interaction : elements(interactions)) {
    importer.begin(fmt::format("interaction {}", ++ordinal));
    note_unpacked(member(&interaction, "response"), importer);
    importer.add(ruby_recording(interaction));
  }
  return std::nullopt;
}

}  // namespace

const Format ruby_vcr{.name = "ruby-vcr",
                      .title = "a cassette of Ruby's VCR",
                      .is_document = true,
                      .fits = fits_ruby_vcr,
                      .read = read_ruby_vcr};

}  // namespace wiretape::convert
