#include "cli/print/event_line.h"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "wiretape/core/text/json/json_text.h"

#include "cli/print/printable.h"

namespace wiretape::cli {
namespace {

/// Writes the members of one JSON object.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }

  void text(std::string_view name, std::string_view value) {
    begin(name);
    text::append_json_string(out_, value);
  }
  void text_unless_empty(std::string_view name, std::string_view value) {
    if (!value.empty()) text(name, value);
  }
  void number(std::string_view name, std::integral auto value) {
    begin(name);
    out_ += fmt::format("{}", value);
  }
  void flag(std::string_view name, bool value) { begin(name) += value ? "true" : "false"; }
  void milliseconds(std::string_view name, std::optional<std::chrono::microseconds> time) {
    if (time) begin(name) += fmt::format("{:.3f}", std::chrono::duration<double, std::milli>(*time).count());
  }
  void json(std::string_view name, std::string_view value) { text::append_compact_json(begin(name), value); }

  /// Names a member whose value the caller appends.
  std::string& begin(std::string_view name) {
    if (!is_first_) out_ += ',';
    is_first_ = false;
    text::append_json_string(out_, name);
    out_ += ':';
    return out_;
  }

  void end() { out_ += '}'; }
  void end_line() { out_ += "}\n"; }

 private:
  std::string& out_;
  bool is_first_ = true;
};

ObjectWriter begin_line(std::string& out, std::string_view type, std::size_t request) {
  ObjectWriter line(out);
  line.text("type", type);
  line.number("request", request);
  return line;
}

class EventWriter {
 public:
  EventWriter(std::string& out, std::size_t request) : out_(out), request_(request) {}

  void operator()(const client::TextEvent& event) const { text_line("text", event.choice, event.text); }
  void operator()(const client::ReasoningEvent& event) const { text_line("reasoning", event.choice, event.text); }
  void operator()(const client::RefusalEvent& event) const { text_line("refusal", event.choice, event.text); }
  void operator()(const client::ToolCallEvent& event) const {
    auto line = begin_line(out_, "tool_call", request_);
    line.number("choice", event.choice);
    line.number("call", event.call);
    line.text_unless_empty("id", event.id);
    line.text_unless_empty("name", event.name);
    line.text("arguments", event.arguments);
    line.end_line();
  }
  void operator()(const client::UnknownContentEvent& event) const {
    auto line = begin_line(out_, "unknown_content", request_);
    line.number("choice", event.choice);
    line.json("json", event.json);
    line.end_line();
  }
  void operator()(const client::MetadataEvent& event) const {
    auto line = begin_line(out_, "metadata", request_);
    line.text_unless_empty("id", event.id);
    line.text_unless_empty("model", event.model);
    line.end_line();
  }
  void operator()(const client::FinishEvent& event) const {
    auto line = begin_line(out_, "finish", request_);
    line.number("choice", event.choice);
    line.text("reason", event.reason);
    line.end_line();
  }
  void operator()(const client::UsageEvent& event) const {
    auto line = begin_line(out_, "usage", request_);
    line.json("usage", event.json);
    line.end_line();
  }
  void operator()(const client::CompletionEvent&) const {}

 private:
  void text_line(std::string_view type, std::uint32_t choice, std::string_view text) const {
    auto line = begin_line(out_, type, request_);
    line.number("choice", choice);
    line.text("text", text);
    line.end_line();
  }

  std::string& out_;
  std::size_t request_;
};

/// The members that an outcome has of its own.
class OutcomeWriter {
 public:
  explicit OutcomeWriter(ObjectWriter& line) : line_(line) {}

  void operator()(const client::Completed& completed) const {
    line_.text_unless_empty("reason", completed.reason.value_or(""));
  }
  void operator()(const client::LengthLimited& limited) const { line_.text("reason", limited.reason); }
  void operator()(const client::ProviderError& error) const {
    ObjectWriter object(line_.begin("error"));
    object.text("message", error.message);
    object.text_unless_empty("type", error.type);
    object.text_unless_empty("code", error.code);
    if (error.retry_after) object.number("retry_after_ms", error.retry_after->count());
    object.flag("is_retryable", error.is_retryable);
    object.end();
  }
  void operator()(const client::Truncated& truncated) const {
    line_.flag("has_finish_reason", truncated.has_finish_reason);
    if (!truncated.close) return;
    if (truncated.close->code) line_.number("close_code", *truncated.close->code);
    line_.text_unless_empty("close_reason", truncated.close->reason);
  }
  void operator()(const client::TimedOut& timed_out) const {
    line_.text("deadline", to_string(timed_out.deadline));
    line_.text("phase", to_string(timed_out.phase));
    line_.number("limit_ms", timed_out.limit.count());
  }
  void operator()(const client::Cancelled& cancelled) const { line_.text("phase", to_string(cancelled.phase)); }
  void operator()(const client::ProtocolError& error) const {
    line_.text("what", error.what);
    line_.number("offset", error.offset);
    line_.text("offset_of", error.unit == client::ProtocolError::Unit::body ? "body" : "response");
  }
  void operator()(const client::TransportError& error) const {
    line_.text("phase", to_string(error.phase));
    line_.text("cause", error.cause);
  }

 private:
  ObjectWriter& line_;
};

void append_block(std::string& out, const provider::Block& block) {
  ObjectWriter object(out);
  object.text("type", block.type);
  object.text_unless_empty("text", block.text);
  object.text_unless_empty("signature", block.signature);
  if (!block.citations.empty()) {
    object.begin("citations") += '[';
    for (const auto& citation : block.citations) {
      if (&citation != &block.citations.front()) out += ',';
      text::append_compact_json(out, citation);
    }
    out += ']';
  }
  if (block.tool_call) object.number("tool_call", *block.tool_call);
  object.end();
}

void append_choice(std::string& out, const provider::Choice& choice) {
  ObjectWriter object(out);
  object.text("text", choice.text);
  object.text_unless_empty("reasoning", choice.reasoning);
  object.text_unless_empty("refusal", choice.refusal);
  if (!choice.tool_calls.empty()) {
    object.begin("tool_calls") += '[';
    for (const auto& call : choice.tool_calls) {
      if (&call != &choice.tool_calls.front()) out += ',';
      ObjectWriter item(out);
      item.text("id", call.id);
      item.text("name", call.name);
      item.text("arguments", call.arguments);
      item.end();
    }
    out += ']';
  }
  if (choice.finish_reason) object.text("finish_reason", *choice.finish_reason);
  if (!choice.unknown_content.empty()) {
    object.begin("unknown_content") += '[';
    for (const auto& json : choice.unknown_content) {
      if (&json != &choice.unknown_content.front()) out += ',';
      text::append_compact_json(out, json);
    }
    out += ']';
  }
  if (!choice.blocks.empty()) {
    object.begin("blocks") += '[';
    for (const auto& block : choice.blocks) {
      if (&block != &choice.blocks.front()) out += ',';
      append_block(out, block);
    }
    out += ']';
  }
  object.end();
}

void append_message(std::string& out, const provider::Message& message) {
  ObjectWriter object(out);
  object.text_unless_empty("id", message.id);
  object.text_unless_empty("model", message.model);
  object.begin("choices") += '[';
  for (const auto& choice : message.choices) {
    if (&choice != &message.choices.front()) out += ',';
    append_choice(out, choice);
  }
  out += ']';
  if (message.usage) object.json("usage", *message.usage);
  object.end();
}

}  // namespace

void append_event_line(std::string& out, const client::Event& event, std::size_t request) {
  const auto before = out.size();
  std::visit(EventWriter(out, request), event);
  escape_unprintable_json(out, before);
}

void append_outcome_line(std::string& out, const client::Result& result, std::size_t request) {
  const auto before = out.size();
  auto line = begin_line(out, "outcome", request);
  line.text("outcome", client::name_of(result.outcome));
  line.text("description", client::describe(result.outcome));
  std::visit(OutcomeWriter(line), result.outcome);
  if (result.status) line.number("status", *result.status);
  if (result.ending) line.text("ending", to_string(*result.ending));
  if (result.message.has_unknown_content()) line.flag("has_unknown_content", true);
  if (result.message.has_nameless_call()) line.flag("has_nameless_call", true);
  line.milliseconds("head_ms", result.timing.head);
  line.milliseconds("first_content_ms", result.timing.first_content);
  line.milliseconds("total_ms", result.timing.total);
  append_message(line.begin("message"), result.message);
  line.end_line();
  escape_unprintable_json(out, before);
}

void append_usage_error_line(std::string& out, std::string_view what, std::size_t request) {
  const auto before = out.size();
  auto line = begin_line(out, "outcome", request);
  line.text("outcome", "usage_error");
  line.text("description", what);
  line.end_line();
  escape_unprintable_json(out, before);
}

}  // namespace wiretape::cli
