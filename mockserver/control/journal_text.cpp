#include "wiretape/mockserver/control/journal_text.h"

#include <algorithm>
#include <string>
#include <utility>

#include "wiretape/core/journal/entry_count.h"
#include "wiretape/core/text/json/write_json.h"
#include "wiretape/mockserver/control/control_query.h"
#include "wiretape/mockserver/control/entry_json.h"

namespace wiretape::mockserver {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t entries_at_once = 64;
constexpr std::size_t bytes_at_once = std::size_t{256} << 10;

class JournalText {
 public:
  JournalText(const journal::Journal& journal, journal::Filter filter, std::size_t limit, ordered_json error)
      : journal_(journal), filter_(std::move(filter)), left_(limit), error_(std::move(error)) {}

  std::string next() {
    if (is_over_) return "";
    std::string piece;
    const auto entries = journal_.entries(filter_, std::min(left_, entries_at_once), bytes_at_once);
    is_over_ = entries.empty();
    for (const auto& entry : entries)
      add(entry, piece);
    return is_over_ ? piece + end() : piece;
  }

 private:
  void add(const journal::Entry& entry, std::string& piece) {
    if (is_over_) return;
    const auto text = text::write_json(entry_json(entry));
    bytes_ += text.size();
    is_over_ = has_any_ && bytes_ > most_entry_bytes;
    if (is_over_) return;
    piece.append(std::exchange(has_any_, true) ? "," : opening).append(text);
    filter_.after = entry.number;
    --left_;
  }

  std::string end() {
    const bool has_more = journal::EntryCount(journal_, filter_, journal::EntryCount::Of::received).reaches(1);
    ordered_json rest{{"more", has_more}, {"dropped", journal_.totals().dropped}};
    if (!error_.is_null()) rest["error"] = std::move(error_);
    return (has_any_ ? "]," : std::string(opening) + "],") + text::write_json(rest).substr(1) + "\n";
  }

  static constexpr const char* opening = "{\"entries\":[";

  const journal::Journal& journal_;
  journal::Filter filter_;
  std::size_t left_;  // entries that may come still
  ordered_json error_;
  std::size_t bytes_ = 0;
  bool has_any_ = false;
  bool is_over_ = false;
};

}  // namespace

BodyPieces journal_text(const journal::Journal& journal, journal::Filter filter, std::size_t limit,
                        ordered_json error) {
  return [text = JournalText(journal, std::move(filter), limit, std::move(error))]() mutable { return text.next(); };
}

}  // namespace wiretape::mockserver
