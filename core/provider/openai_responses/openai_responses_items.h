#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wiretape/core/provider/delta.h"
#include "wiretape/core/provider/openai_responses/openai_responses_event.h"

namespace wiretape::provider {

/// The items of one response as they come, side by side or one after the other, and what they say. Most things are said
/// twice, in pieces and whole: the whole counts where no piece came. Each part of a message and of reasoning is a
/// block, and so is each other item. Appends what is said to `out`; the views of a delta are those of the event, or
/// valid as long as this. Not thread safe.
class ResponsesItems {
 public:
  /// Whether an item has begun.
  [[nodiscard]] bool has_any() const { return !items_.empty(); }

  void begin_item(const ResponsesEvent& event, std::vector<Delta>& out);
  void end_item(const ResponsesEvent& event, std::vector<Delta>& out);
  void begin_part(const ResponsesEvent& event, std::vector<Delta>& out);
  void end_part(const ResponsesEvent& event, std::vector<Delta>& out);

  /// A piece of the text of a part of this type.
  void add_text(const ResponsesEvent& event, std::string_view part_type, std::vector<Delta>& out);

  /// The whole of it.
  void add_whole_text(const ResponsesEvent& event, std::string_view part_type, std::vector<Delta>& out);

  void add_annotation(const ResponsesEvent& event, std::vector<Delta>& out);
  void add_arguments(const ResponsesEvent& event, std::vector<Delta>& out);
  void add_whole_arguments(const ResponsesEvent& event, std::vector<Delta>& out);

  /// An item that has not begun, whole.
  void add_whole_item(const ResponsesItem& item, std::vector<Delta>& out);

  /// The response is at its end: arguments that came with the begin of their item count now.
  void finish(std::vector<Delta>& out);

 private:
  /// In `summary` or in `content`, and its index there.
  using PartPlace = std::pair<bool, std::int64_t>;

  struct OpenPart {
    std::uint32_t block = 0;
    std::string type{};
    bool has_text = false;
    bool has_annotations = false;
  };

  struct OpenItem {
    std::string type{};
    std::optional<std::uint32_t> block{};  // of the part that began last, or of what has no parts
    std::map<PartPlace, OpenPart> parts{};
    std::optional<std::uint32_t> call{};  // its number, once it said anything
    std::string first_arguments{};        // with which it began
    bool has_id = false;
    bool has_name = false;
    bool has_arguments = false;
  };

  OpenItem& open(const ResponsesEvent& event, std::string_view id, std::string_view type);
  OpenItem* find(const ResponsesEvent& event, std::string_view id);
  OpenItem& found_or_opened(const ResponsesEvent& event, std::string_view type);
  OpenPart& open_part(OpenItem& item, PartPlace place, std::string_view type, std::vector<Delta>& out);
  OpenPart& found_or_opened_part(OpenItem& item, PartPlace place, std::string_view type, std::vector<Delta>& out);
  static PartPlace place_of(const OpenItem& item, const ResponsesEvent& event, std::string_view type, bool begins);
  void say_text(OpenPart& part, std::string_view text, std::vector<Delta>& out);
  void say_whole_part(OpenItem& item, PartPlace place, const ResponsesPart& part, std::vector<Delta>& out);
  void say_whole_parts(OpenItem& item, const ResponsesItem& whole, std::vector<Delta>& out);
  void say_encrypted(OpenItem& item, std::string_view content, std::vector<Delta>& out);
  void say_call(OpenItem& item, const ResponsesItem& said, std::vector<Delta>& out);
  void say_arguments(OpenItem& item, std::string_view arguments, std::vector<Delta>& out);
  void say_piece_of_call(OpenItem& item, ToolCallDelta piece, std::vector<Delta>& out);
  void say_end(OpenItem& item, const ResponsesItem& whole, std::vector<Delta>& out);
  std::uint32_t begin_block(std::string_view type, std::vector<Delta>& out);
  void go_on_with(std::uint32_t block, std::string_view type, std::vector<Delta>& out);

  std::deque<OpenItem> items_;  // does not move what it holds
  std::map<std::int64_t, std::size_t> by_index_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::uint32_t blocks_ = 0;
  std::uint32_t current_block_ = 0;
  std::uint32_t calls_ = 0;
  bool is_finished_ = false;
};

/// Whether an object says more than what it is and where it belongs.
[[nodiscard]] bool says_more_than_its_place(std::string_view json);

}  // namespace wiretape::provider
