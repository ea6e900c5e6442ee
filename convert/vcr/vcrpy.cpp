#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "wiretape/convert/vcr/interaction.h"
#include "wiretape/convert/vcr/vcr.h"

namespace wiretape::convert {
namespace {

// {"version": 1, "interactions": [{"request": {"method", "uri", "body", "headers"},
//  "response": {"status": {"code", "message"}, "headers", "body": {"string"}}}]}; with httpx before vcrpy 6 the
//  response
// had "status_code", "http_version" and "content" in their place.

/// Before 1.0 the file was the list itself.
const Json* vcrpy_interactions(const Foreign& file) {
  return file.document.is_array() ? &file.document : member(&file.document, "interactions");
}

const Json* first_request(const Json* interactions) {
  const auto& all = elements(interactions);
  return all.empty() ? nullptr : member(&all.front(), "request");
}

bool fits_vcrpy(const Foreign& file) {
  return member(first_request(vcrpy_interactions(file)), "uri") != nullptr;
}

void take_vcrpy_response(const Json* response, Recording& recording) {
  const Json* status = member(response, "status");
  const Json* code = member(status, "code");
  recording.head.status = cassette_status(code == nullptr ? member(response, "status_code") : code);
  recording.head.reason = text_in(member(status, "message"));
  recording.head.fields = cassette_fields(member(response, "headers"));
  const Json* body = member(response, "body");
  recording.body = cassette_body(body == nullptr ? member(response, "content") : body);
}

std::optional<text::Diagnostic> read_vcrpy(const Foreign& file, Importer& importer) {
  const Json* interactions = vcrpy_interactions(file);
  if (interactions == nullptr || !interactions->is_array())
    return text::Diagnostic{file.name, {}, kind_of(file.document), "a cassette of vcrpy: 'interactions', a list", ""};
  std::size_t ordinal = 0;
  for (const Json& interaction : elements(interactions)) {
    importer.begin(fmt::format("interaction {}", ++ordinal));
    const Json* request = member(&interaction, "request");
    Recording recording;
    recording.method = text_in(member(request, "method"));
    recording.target = text_in(member(request, "uri"));
    recording.request_fields = cassette_fields(member(request, "headers"));
    recording.request_body = cassette_body(member(request, "body"));
    take_vcrpy_response(member(&interaction, "response"), recording);
    importer.add(std::move(recording));
  }
  return std::nullopt;
}

}  // namespace

const Format vcrpy{
    .name = "vcrpy", .title = "a vcrpy cassette", .is_document = true, .fits = fits_vcrpy, .read = read_vcrpy};

}  // namespace wiretape::convert
