#include "wiretape/core/provider/gemini/gemini_render.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/provider/gemini/gemini_defaults.h"
#include "wiretape/core/provider/gemini/gemini_error.h"
#include "wiretape/core/provider/gemini/gemini_json.h"
#include "wiretape/core/provider/gemini/gemini_steps.h"
#include "wiretape/core/provider/shared/mark_collector.h"

namespace wiretape::provider {
namespace {

std::string list(const std::vector<std::string>& jsons) {
  return fmt::format("[{}]", fmt::join(jsons, ","));
}

// What stands behind the candidates of each chunk.
std::string end_of_chunk(const Reply& filled, std::string_view usage) {
  return fmt::format(R"({}{}"modelVersion": {},"responseId": {}}})", usage.empty() ? "" : R"("usageMetadata": )",
                     usage.empty() ? "" : std::string(usage) + ',', gemini_quoted(*filled.model),
                     gemini_quoted(*filled.id));
}

std::string candidate_json(std::size_t index, const std::vector<std::string>& parts,
                           const std::vector<std::string>& citations, const std::string* finish_reason) {
  const std::string said = parts.empty() ? "" : R"("parts": )" + list(parts) + ',';
  const std::string finish =
      finish_reason == nullptr ? "" : R"("finishReason": )" + gemini_quoted(*finish_reason) + ',';
  const std::string cited =
      citations.empty() ? "" : R"(,"citationMetadata": {"citationSources": )" + list(citations) + '}';
  return fmt::format(R"({{"content": {{{}"role": "model"}},{}"index": {}{}}})", said, finish, index, cited);
}

std::string block_json(const Reply& filled) {
  const ChoiceReply& choice = filled.choices.front();
  return fmt::format(R"({{"promptFeedback": {{"blockReason": {},"blockReasonMessage": {}}},{})",
                     gemini_quoted(*choice.finish_reason), gemini_quoted(choice.refusal),
                     end_of_chunk(filled, *filled.usage));
}

// Google ends all lines in CRLF.
DataEvent event_of(std::string data) {
  std::string verbatim = "data: " + data + "\r\n\r\n";
  return {{}, std::move(data), {}, std::move(verbatim)};
}

class StreamWriter {
 public:
  void add(std::string data, const EventContent& content) {
    marks_.add(events_.size(), content);
    events_.emplace_back(event_of(std::move(data)));
  }

  Events finish() { return {std::move(events_), marks_.marks()}; }

 private:
  std::vector<Event> events_;
  MarkCollector marks_;
};

// Writes the steps of all candidates, one chunk each.
class ChunkWriter {
 public:
  ChunkWriter(const Reply& filled, bool counts, std::uint64_t prompt_tokens)
      : filled_(filled), counts_(counts), so_far_{.prompt = prompt_tokens} {}

  void add(std::size_t index, const GeminiStep& step, bool is_last) {
    const std::string& reason = *filled_.choices[index].finish_reason;
    so_far_.candidates += step.tokens.candidates;
    so_far_.thoughts += step.tokens.thoughts;
    EventContent content = step.content;
    content.finish = step.is_end && !reason.empty();
    const std::string candidate = candidate_json(index, {step.part}, step.citations, step.is_end ? &reason : nullptr);
    stream.add(fmt::format(R"({{"candidates": [{}],{})", candidate, end_of_chunk(filled_, usage(is_last))), content);
  }

  StreamWriter stream;

 private:
  // What is counted piece by piece may come to more than the whole, which is the last word.
  [[nodiscard]] std::string usage(bool is_last) const {
    if (is_last) return *filled_.usage;
    return counts_ ? so_far_.json() : "";
  }

  const Reply& filled_;
  bool counts_;
  GeminiUsage so_far_;
};

// A list of chunks is the text of a reply without blocks of its own.
GeminiCuts cuts_of(const Reply& reply, std::size_t choice) {
  const bool has_list = std::holds_alternative<ChunkList>(reply.chunks);
  const bool is_listed = choice == 0 && (reply.choices.empty() || reply.choices.front().blocks.empty());
  const Chunks rule = has_list ? Chunks(ChunkRule::token) : reply.chunks;
  return {.text = is_listed ? reply.chunks : rule, .thoughts = rule};
}

struct FilledReply {
  Reply reply;
  std::uint64_t prompt_tokens = 0;
};

FilledReply filled_reply(const Reply& reply, const RequestView& request) {
  GeminiRequest facts = read_gemini_request(request);
  if (!reply.usage) facts.prompt_tokens = gemini_prompt_tokens(request.json());
  return {with_gemini_defaults(reply, facts), facts.prompt_tokens};
}

void add_in_turns(ChunkWriter& chunks, const std::vector<std::vector<GeminiStep>>& choices, bool ends) {
  std::size_t rounds = 0;
  for (const auto& steps : choices)
    rounds = std::max(rounds, steps.size());
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t choice = 0; choice < choices.size(); ++choice) {
      if (round >= choices[choice].size()) continue;
      const auto is_longer = [&](const auto& steps) { return steps.size() > round + 1; };
      const auto is_behind = [&](std::size_t other) { return choices[other].size() > round; };
      bool is_last = ends && std::ranges::none_of(choices, is_longer);
      for (std::size_t other = choice + 1; other < choices.size(); ++other)
        is_last = is_last && !is_behind(other);
      chunks.add(choice, choices[choice][round], is_last);
    }
  }
}

std::string whole_json(const Reply& filled) {
  std::vector<std::string> candidates;
  for (const ChoiceReply& choice : filled.choices) {
    std::vector<std::string> parts;
    std::vector<std::string> citations;
    for (const GeminiStep& step : gemini_steps(choice, {}, false)) {
      parts.push_back(step.part);
      citations.insert(citations.end(), step.citations.begin(), step.citations.end());
    }
    candidates.push_back(candidate_json(candidates.size(), parts, citations, &*choice.finish_reason));
  }
  return fmt::format(R"({{"candidates": {},{})", list(candidates), end_of_chunk(filled, *filled.usage));
}

}  // namespace

Events gemini_render(const Reply& reply, const RequestView& request) {
  const FilledReply filled = filled_reply(reply, request);
  ChunkWriter chunks(filled.reply, !reply.usage, filled.prompt_tokens);
  if (is_gemini_block(filled.reply)) {
    if (!reply.error_event) {
      const bool has_reason = !filled.reply.choices.front().finish_reason->empty();
      chunks.stream.add(block_json(filled.reply), {.refusal = true, .finish = has_reason});
    }
  } else {
    std::vector<std::vector<GeminiStep>> choices;
    for (const ChoiceReply& choice : filled.reply.choices)
      choices.push_back(gemini_steps(choice, cuts_of(reply, choices.size()), !reply.error_event));
    add_in_turns(chunks, choices, !reply.error_event);
  }
  if (reply.error_event) chunks.stream.add(gemini_error_text(*reply.error_event), {});
  return chunks.stream.finish();
}

WholeAnswer gemini_render_whole(const Reply& reply, const RequestView& request) {
  if (reply.error_event) return gemini_render_error_event(*reply.error_event);
  const Reply filled = filled_reply(reply, request).reply;
  return {200, gemini_answer_fields(), is_gemini_block(filled) ? block_json(filled) : whole_json(filled)};
}

}  // namespace wiretape::provider
