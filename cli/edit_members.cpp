#include "cli/edit_members.h"

#include <algorithm>

#include "wiretape/core/text/json/json_index.h"
#include "wiretape/core/text/json/json_text.h"

//   { "a" : 1 , "b" : 2 , "c" : 3 }
//    └┘       └─┘       └─┘       └┘      each member that stays brings what stood before it; the first of them what
//    before a  before b  before c  end    stood before the first

namespace wiretape::cli {
namespace {

using Edits = std::span<const MemberEdit>;

const MemberEdit* edit_of(text::JsonMember member, Edits edits) {
  const auto found = std::ranges::find_if(edits, [&](const MemberEdit& each) { return member.name.says(each.name); });
  return found == edits.end() ? nullptr : &*found;
}

class MemberCopier {
 public:
  explicit MemberCopier(std::string_view text) : text_(text), end_(text.find('{') + 1) {}

  void copy(text::JsonMember member, const MemberEdit* edit) {
    const auto name = place_of(member.name.written());
    const auto value = place_of(member.value.written());
    const auto before = text_.substr(end_, name - end_);
    if (!before_first_) before_first_ = before;
    if (edit == nullptr || edit->json) {
      out_ += out_.empty() ? *before_first_ : before;
      out_ += text_.substr(name, value - name);
      out_ += edit == nullptr ? member.value.written() : *edit->json;
    }
    end_ = value + member.value.written().size();
  }

  void add(const MemberEdit& edit) {
    if (!out_.empty()) out_ += ',';
    text::append_json_string(out_, edit.name);
    out_.append(":").append(*edit.json);
  }

  [[nodiscard]] std::string finish() const {
    std::string whole(text_.substr(0, text_.find('{') + 1));
    return whole.append(out_).append(text_.substr(end_));
  }

 private:
  [[nodiscard]] std::size_t place_of(std::string_view written) const {
    return static_cast<std::size_t>(written.data() - text_.data());
  }

  std::string_view text_;
  std::size_t end_;  // of the last member read
  std::optional<std::string_view> before_first_;
  std::string out_;  // the members that stay
};

}  // namespace

std::optional<std::string> edit_members(std::string_view object, Edits edits) {
  text::JsonIndex index;
  if (!index.read(object) || !index.root().is_object()) return std::nullopt;
  MemberCopier copier(object);
  for (const auto member : index.root().members())
    copier.copy(member, edit_of(member, edits));
  for (const auto& edit : edits) {
    if (edit.json && !index.root().member(edit.name)) copier.add(edit);
  }
  return copier.finish();
}

}  // namespace wiretape::cli
