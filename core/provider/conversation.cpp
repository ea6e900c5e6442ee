#include "wiretape/core/provider/conversation.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace wiretape::provider {
namespace {

template <class Part, class Read>
const Part& read_once(std::optional<Part>& part, Read read) {
  if (!part) part.emplace(read());
  return *part;
}

}  // namespace

Conversation::Conversation(const text::JsonValue& request, const DialectConversation& dialect)
    : request_(request), dialect_(&dialect) {}

const std::vector<text::JsonValue>& Conversation::messages() const {
  return read_once(messages_, [&] {
    std::vector<text::JsonValue> all;
    const auto list = request_.member(dialect_->messages);
    if (!list) return all;
    if (dialect_->takes_text && list->is_text()) all.push_back(*list);
    for (const auto message : list->elements())
      all.push_back(message);
    return all;
  });
}

std::size_t Conversation::turn() const {
  return read_once(turn_, [&] {
    std::size_t answers = 0;
    for (std::size_t message = 0; message < messages().size(); ++message)
      answers += begins_answer(message) ? 1 : 0;
    return answers;
  });
}

const std::optional<SaidMessage>& Conversation::last_message() const {
  return read_once(last_message_, [&] {
    return messages().empty() ? std::nullopt : std::optional(dialect_->said(messages().back()));
  });
}

const std::vector<ToolResult>& Conversation::last_results() const {
  return read_once(last_results_, [&] { return results_from(messages().empty() ? 0 : messages().size() - 1); });
}

const std::vector<ToolResult>& Conversation::new_results() const {
  return read_once(new_results_, [&] { return results_from(behind_last_answer()); });
}

const std::optional<std::string>& Conversation::system() const {
  return read_once(system_, [&] { return dialect_->system(request_); });
}

const std::vector<std::string>& Conversation::tools() const {
  return read_once(tools_, [&] { return dialect_->tools(request_); });
}

const Conversation* Conversation::before_last_answer() const {
  const auto behind = behind_last_answer();
  if (behind == 0) return nullptr;
  if (!before_last_answer_) {
    auto first = behind - 1;
    while (!begins_answer(first))
      --first;
    const auto before = std::make_shared<Conversation>(request_, *dialect_);
    before->messages_.emplace(messages().begin(), messages().begin() + static_cast<std::ptrdiff_t>(first));
    before_last_answer_ = before;
  }
  return before_last_answer_.get();
}

bool Conversation::begins_answer(std::size_t message) const {
  const auto& all = messages();
  if (!dialect_->is_answer(all[message])) return false;
  return !dialect_->answers_in_a_row || message == 0 || !dialect_->is_answer(all[message - 1]);
}

/// The index of the message behind the last that the model said; 0 where it has said none.
std::size_t Conversation::behind_last_answer() const {
  const auto& all = messages();
  const auto last_answer = std::find_if(all.rbegin(), all.rend(), dialect_->is_answer);
  return static_cast<std::size_t>(std::distance(all.begin(), last_answer.base()));
}

std::vector<ToolResult> Conversation::results_from(std::size_t first_message) const {
  std::vector<ToolResult> results;
  for (auto at = first_message; at < messages().size(); ++at) {
    for (auto& result : dialect_->results(messages()[at])) {
      if (result.name.empty()) result.name = name_of(result.id);
      results.push_back(std::move(result));
    }
  }
  return results;
}

/// Of calls that share an id, the last counts: that is the one which is being answered.
std::string Conversation::name_of(std::string_view call) const {
  for (auto message = messages().rbegin(); message != messages().rend(); ++message) {
    if (auto name = dialect_->tool_called(*message, call)) return *std::move(name);
  }
  return {};
}

}  // namespace wiretape::provider
