#include "wiretape/recorder/capture/rules_that_find.h"

#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/redact/body_kind.h"
#include "wiretape/core/redact/scan.h"

namespace wiretape::recorder::capture {
namespace {

/// Of what is no text, which may look like anything, only the secrets that are known count.
redact::Rules known_only(const redact::Rules& secrets) {
  redact::Rules known;
  known.known = secrets.known;
  return known;
}

class LastLook {
 public:
  explicit LastLook(const redact::Rules& secrets) : secrets_(secrets) {}

  void look(std::string_view text, const redact::Rules& rules) {
    if (text.empty()) return;
    for (redact::Find& find : redact::scan(text, rules))
      found_.insert(std::move(find.rule));
  }

  /// Each field is a line of its own.
  template <class Fields>
  void look_at_fields(const Fields& fields) {
    std::string values;
    for (const auto& field : fields)
      values.append(field.value).append("\n");
    look(values, secrets_);
  }

  template <class Fields>
  void look_at_body(std::string_view body, const Fields& fields) {
    const redact::BodyKind kind = redact::body_kind(fields);
    if (kind == redact::BodyKind::text) look(body, secrets_);
    if (kind == redact::BodyKind::opaque) look(body, known_only(secrets_));
  }

  [[nodiscard]] std::string found() const { return fmt::format("{}", fmt::join(found_, ", ")); }

 private:
  const redact::Rules& secrets_;
  std::set<std::string> found_;
};

}  // namespace

std::string rules_that_find(const Captured& captured, const redact::Rules& secrets) {
  LastLook last(secrets);
  const auto& request = captured.request->head;
  last.look(request.target, secrets);
  last.look_at_fields(request.fields);
  last.look_at_body(captured.request_body, request.fields);
  for (const auto& head : captured.interims)
    last.look_at_fields(head.fields);
  if (!captured.head) return last.found();
  last.look(captured.head->reason, secrets);
  last.look_at_fields(captured.head->fields);
  last.look_at_body(captured.body, captured.head->fields);
  return last.found();
}

}  // namespace wiretape::recorder::capture
