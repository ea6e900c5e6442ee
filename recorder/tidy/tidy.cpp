#include "wiretape/recorder/tidy/tidy.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/recorder/tidy/exchange_name.h"

namespace wiretape::recorder::tidy {
namespace {

using yaml::PlacedComment;

constexpr std::string_view exchanges_key = "exchanges";

/// An exchange on its way into one tape.
struct Moved {
  tape::Exchange exchange;
  std::vector<PlacedComment> comments{};  // paths from the exchange on
  bool is_dropped = false;
};

/// "000012-post-v1-messages".
bool is_recorders_id(const std::string& id) {
  constexpr std::size_t digits = 6;
  return id.size() > digits && id[digits] == '-' && std::all_of(id.begin(), id.begin() + digits, wire::is_digit);
}

/// Which exchange of its tape a comment belongs to; nullopt: to none.
std::optional<std::size_t> exchange_of(const PlacedComment& comment) {
  const auto& path = comment.path;
  const bool is_inside = path.size() >= 2 && std::get_if<std::string>(path.data()) != nullptr &&
                         std::get<std::string>(path[0]) == exchanges_key;
  const auto* index = is_inside ? std::get_if<std::size_t>(&path[1]) : nullptr;
  return index == nullptr ? std::nullopt : std::optional(*index);
}

/// The exchanges of a tape with their comments. What belongs to none goes above the first, or, of the tape that gives
/// the others its head, stays in `head`.
std::vector<Moved> taken_apart(CommentedTape tape, std::vector<PlacedComment>* head) {
  std::vector<Moved> moved;
  for (tape::Exchange& exchange : tape.tape.exchanges)
    moved.push_back({std::move(exchange)});
  for (PlacedComment& comment : tape.comments) {
    const auto index = exchange_of(comment);
    if (!index && head != nullptr) {
      head->push_back(std::move(comment));
    } else if (!index) {
      moved.front().comments.push_back({std::move(comment.text), {}, PlacedComment::Place::before, {}});
    } else {
      comment.path.erase(comment.path.begin(), comment.path.begin() + 2);
      moved.at(std::min(*index, moved.size() - 1)).comments.push_back(std::move(comment));
    }
  }
  return moved;
}

/// An answer without what is another each time.
tape::Answer lasting(const tape::Answer& answer) {
  tape::Answer same = answer;
  if (auto* recorded = std::get_if<tape::RecordedResponse>(&same)) {
    for (tape::Arrival& arrival : recorded->arrivals)
      arrival.gap = std::chrono::microseconds(0);
    std::erase_if(recorded->head.fields,
                  [](const wire::HttpField& field) { return wire::equal_ignoring_case(field.name, "date"); });
  }
  return same;
}

/// Whether both answer the same request with the same.
bool repeats(const tape::Exchange& one, const tape::Exchange& next) {
  tape::Exchange first = one;
  tape::Exchange second = next;
  for (tape::Exchange* each : {&first, &second}) {
    each->id.clear();
    each->uses.reset();
    each->answer = lasting(each->answer);
  }
  return first == second;
}

void drop_repeats(std::vector<Moved>& all, std::vector<std::string>& dropped) {
  for (auto one = all.begin(); one != all.end(); ++one) {
    const auto next = std::find_if(std::next(one), all.end(),
                                   [&](const Moved& other) { return other.exchange.request == one->exchange.request; });
    if (next == all.end() || !repeats(one->exchange, next->exchange)) continue;
    one->is_dropped = true;
    dropped.push_back(one->exchange.id);
    if (next->exchange.uses && one->exchange.uses) *next->exchange.uses += *one->exchange.uses;
    if (!one->exchange.uses) next->exchange.uses.reset();
    for (PlacedComment& comment : one->comments)
      next->comments.push_back({std::move(comment.text), {}, PlacedComment::Place::before, {}});
  }
  std::erase_if(all, [](const Moved& moved) { return moved.is_dropped; });
}

std::string unique(const std::string& name, std::set<std::string>& taken) {
  std::string id = name;
  for (int count = 2; !taken.insert(id).second; ++count)
    id = name + "-" + std::to_string(count);
  return id;
}

std::size_t name_all(std::vector<Moved>& all) {
  std::set<std::string> taken;
  std::size_t renamed = 0;
  for (Moved& moved : all) {
    auto& id = moved.exchange.id;
    auto name = unique(is_recorders_id(id) ? exchange_name(moved.exchange) : id, taken);
    if (name != id) ++renamed;
    id = std::move(name);
  }
  return renamed;
}

void put_together(std::vector<Moved> all, CommentedTape& tape) {
  for (Moved& moved : all) {
    const std::size_t index = tape.tape.exchanges.size();
    for (PlacedComment& comment : moved.comments) {
      comment.path.insert(comment.path.begin(), {yaml::NodeStep(std::string(exchanges_key)), yaml::NodeStep(index)});
      tape.comments.push_back(std::move(comment));
    }
    tape.tape.exchanges.push_back(std::move(moved.exchange));
  }
}

text::Diagnostics differing_heads(const std::vector<CommentedTape>& tapes) {
  text::Diagnostics mistakes;
  const tape::Tape& first = tapes.front().tape;
  for (const CommentedTape& each : tapes) {
    if (each.tape.limits == first.limits && each.tape.validates == first.validates) continue;
    mistakes.push_back({each.tape.name,
                        {},
                        "other 'limits' or 'validate' than those of " + first.name,
                        "tapes that agree in both",
                        "leave it out, or make them the same"});
  }
  return mistakes;
}

}  // namespace

std::variant<Tidied, text::Diagnostics> tidy(std::vector<CommentedTape> tapes, const std::string& name) {
  if (auto mistakes = differing_heads(tapes); !mistakes.empty()) return mistakes;
  Tidied tidied;
  tidied.all.tape.name = name;
  tidied.all.tape.limits = tapes.front().tape.limits;
  tidied.all.tape.validates = tapes.front().tape.validates;
  std::vector<Moved> all;
  for (CommentedTape& each : tapes) {
    auto moved = taken_apart(std::move(each), all.empty() ? &tidied.all.comments : nullptr);
    std::ranges::move(moved, std::back_inserter(all));
  }
  drop_repeats(all, tidied.dropped);
  tidied.renamed = name_all(all);
  put_together(std::move(all), tidied.all);
  return tidied;
}

}  // namespace wiretape::recorder::tidy
