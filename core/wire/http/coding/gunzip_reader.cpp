#include "wiretape/core/wire/http/coding/gunzip_reader.h"

#include <array>

namespace wiretape::wire {

bool GunzipReader::unpack(std::string_view packed, std::string& out) {
  while (!packed.empty() && !is_over_) {
    if (is_whole_) {
      begin_next(packed, out);
    } else if (!inflate(packed, out)) {
      return false;
    }
  }
  return true;
}

// The first two bytes behind a member tell whether it is another.
void GunzipReader::begin_next(std::string_view& packed, std::string& out) {
  constexpr std::size_t magic_size = 2;
  between_ += packed.front();
  packed.remove_prefix(1);
  if (between_.size() < magic_size) return;
  is_over_ = !begins_member(between_);
  is_whole_ = is_over_;
  if (is_over_) return;
  inflater_.begin_next();
  std::string_view magic = between_;
  static_cast<void>(inflate(magic, out));
  between_.clear();
}

// Consumes from the front of `packed` all of a member that it holds.
bool GunzipReader::inflate(std::string_view& packed, std::string& out) {
  std::array<char, std::size_t{16} << 10> unpacked;
  UnpackStep step{};
  do {
    step = inflater_.run(packed, unpacked.data(), unpacked.size());
    out.append(unpacked.data(), step.written);
  } while (step.state == UnpackState::open && (!packed.empty() || step.written == unpacked.size()));
  is_whole_ = step.state == UnpackState::whole;
  return step.state != UnpackState::damaged;
}

}  // namespace wiretape::wire
