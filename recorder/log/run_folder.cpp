#include "wiretape/recorder/log/run_folder.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/text/slug.h"
#include "wiretape/recorder/log/put_in_place.h"

namespace wiretape::recorder::log {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view log_extension = ".capture";
constexpr std::size_t longest_slug = 60;
constexpr std::size_t random_letters = 6;

std::uint64_t number_of(const std::string& name) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), number);
  const bool is_number =
      read.ec == std::errc{} && read.ptr != name.data() + name.size() && (*read.ptr == '-' || *read.ptr == '.');
  return is_number ? number : 0;
}

/// Whether a file's name is one that put_in_place gives to what is to become a tape of ours.
bool is_draft(const std::string& name) {
  const auto mark = name.rfind(draft_mark);
  return mark != name.npos && mark + draft_mark.size() + random_letters == name.size() && name.find(".yaml") < mark &&
         number_of(name) != 0;
}

/// The path of a target, without origin and query.
std::string_view path_of(std::string_view target) {
  if (const auto scheme_end = target.find("://"); scheme_end != target.npos && !target.starts_with('/')) {
    const auto path = target.find('/', scheme_end + 3);
    target.remove_prefix(std::min(path, target.size()));
  }
  return target.substr(0, target.find('?'));
}

/// Calls `take(path)` for each file; the error where the folder can't be read to its end.
template <class Take>
std::error_code for_each_file(const std::string& folder, Take take) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    take(entry->path());
  return error;
}

}  // namespace

std::variant<std::uint64_t, text::SystemError> open_folder(const std::string& folder) {
  std::error_code error;
  const bool is_new = fs::create_directories(folder, error);
  if (!error && is_new) fs::permissions(folder, fs::perms::owner_all, error);
  if (error) return text::SystemError{error.message()};
  std::uint64_t highest = 0;
  error = for_each_file(
      folder, [&](const fs::path& path) { highest = std::max(highest, number_of(path.filename().string())); });
  if (error) return text::SystemError{error.message()};
  return highest;
}

std::string log_path(const std::string& folder, std::uint64_t number) {
  return (fs::path(folder) / fmt::format("{:06}{}", number, log_extension)).string();
}

std::string tape_name(const std::string& log_path, const wire::HttpRequestHead& request) {
  const std::string number = fs::path(log_path).stem().string();
  return number + "-" + text::slug(fmt::format("{} {}", request.method, path_of(request.target)), longest_slug);
}

std::variant<Leftovers, text::SystemError> leftovers_in(const std::string& folder) {
  Leftovers left;
  const auto error = for_each_file(folder, [&](const fs::path& path) {
    if (path.extension() == log_extension) left.logs.push_back(path.string());
    if (is_draft(path.filename().string())) left.drafts.push_back(path.string());
  });
  if (error) return text::SystemError{error.message()};
  std::ranges::sort(left.logs);
  return left;
}

}  // namespace wiretape::recorder::log
