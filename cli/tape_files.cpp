#include "cli/tape_files.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include "wiretape/core/compile/load_tape.h"

namespace wiretape::cli {
namespace {

namespace fs = std::filesystem;

bool is_tape_name(const fs::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".yml";
}

text::Diagnostic no_tapes_in(const std::string& folder, const std::string& found) {
  return {folder, {}, found, "a folder with .yaml tapes", ""};
}

/// The tapes in a folder, or what is wrong with it.
std::variant<std::vector<std::string>, text::Diagnostic> tapes_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->is_regular_file(error) && is_tape_name(entry->path())) files.push_back(entry->path().string());
  }
  if (error) return no_tapes_in(folder, error.message());
  if (files.empty()) return no_tapes_in(folder, "no tape");
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TapeFiles find_tape_files(const std::vector<std::string>& paths) {
  TapeFiles all;
  for (const auto& path : paths) {
    std::error_code ignored;  // a path that can't be looked at is reported by load_tape
    if (!fs::is_directory(path, ignored)) {
      all.files.push_back(path);
      continue;
    }
    auto found = tapes_in(path);
    if (auto* mistake = std::get_if<text::Diagnostic>(&found)) {
      all.mistakes.push_back(std::move(*mistake));
    } else {
      std::ranges::move(std::get<std::vector<std::string>>(found), std::back_inserter(all.files));
    }
  }
  return all;
}

std::variant<std::vector<tape::Tape>, text::Diagnostics> load_tapes(const std::vector<std::string>& paths) {
  auto [files, mistakes] = find_tape_files(paths);
  std::vector<tape::Tape> tapes;
  for (const auto& file : files) {
    auto loaded = compile::load_tape(file);
    if (auto* tape = std::get_if<tape::Tape>(&loaded)) {
      tapes.push_back(std::move(*tape));
    } else {
      std::ranges::move(std::get<text::Diagnostics>(loaded), std::back_inserter(mistakes));
    }
  }
  if (!mistakes.empty()) return mistakes;
  return tapes;
}

}  // namespace wiretape::cli
