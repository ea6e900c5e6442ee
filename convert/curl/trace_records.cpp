#include "wiretape/convert/curl/trace_records.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::convert {
namespace {

// trace  = *( [ time ] [ "[" ids "] " ] title [ ", " N " bytes (0x" hex ")" ] LF *dump )      curl, src/tool_cb_dbg.c
// dump   = offset ": " 16( hex hex " " / "   " ) text LF                                    --trace
//        / offset ": " text LF                                                              --trace-ascii
// In the text of --trace-ascii, CRLF ends a line and is left out: the next offset is two further on.

using Kind = TraceRecord::Kind;
constexpr std::size_t hex_width = 16;
constexpr std::size_t largest_record = std::size_t{64} << 20;

struct Title {
  std::string_view text;
  std::optional<Kind> kind;  // nullopt: passed over
};
constexpr std::array titles{
    Title{"== Info: ", Kind::info},          Title{"=> Send header", Kind::sent_head},
    Title{"=> Send data", Kind::sent_data},  Title{"<= Recv header", Kind::head},
    Title{"<= Recv data", Kind::data},       Title{"=> Send SSL data", std::nullopt},
    Title{"<= Recv SSL data", std::nullopt},
};

const Title* title_of(std::string_view line) {
  for (const Title& title : titles) {
    if (line.starts_with(title.text)) return &title;
  }
  return nullptr;
}

std::optional<unsigned long> number(std::string_view digits, int base) {
  unsigned long value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

/// "HH:MM:SS.microseconds "
std::optional<std::chrono::microseconds> take_time(std::string_view& line) {
  constexpr std::size_t size = std::string_view("00:00:00.000000 ").size();
  if (line.size() < size || line[2] != ':' || line[5] != ':' || line[8] != '.' || line[size - 1] != ' ')
    return std::nullopt;
  const auto hours = number(line.substr(0, 2), 10);
  const auto minutes = number(line.substr(3, 2), 10);
  const auto seconds = number(line.substr(6, 2), 10);
  const auto micros = number(line.substr(9, 6), 10);
  if (!hours || !minutes || !seconds || !micros) return std::nullopt;
  line.remove_prefix(size);
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) + std::chrono::seconds(*seconds) +
         std::chrono::microseconds(*micros);
}

/// "[0-0] " of --trace-ids.
void skip_ids(std::string_view& line) {
  if (!line.starts_with('[')) return;
  if (const auto end = line.find("] "); end != line.npos) line.remove_prefix(end + 2);
}

/// N of ", N bytes (0x…)".
std::optional<std::size_t> size_in(std::string_view line) {
  const auto comma = line.rfind(", ");
  if (comma == line.npos) return std::nullopt;
  const auto rest = line.substr(comma + 2);
  const auto end = rest.find(" bytes (0x");
  const auto size = end == rest.npos ? std::nullopt : number(rest.substr(0, end), 10);
  return size && *size <= largest_record ? std::optional<std::size_t>(*size) : std::nullopt;
}

struct Dump {
  std::size_t offset;
  std::string_view text;
};

std::optional<Dump> dump_in(std::string_view line) {
  const auto colon = line.find(": ");
  if (colon == line.npos || colon < 4 || colon > 16) return std::nullopt;
  const auto offset = number(line.substr(0, colon), 16);
  if (!offset) return std::nullopt;
  return Dump{*offset, line.substr(colon + 2)};
}

/// The bytes of a line of --trace that shows `count` of them; nullopt where it is no such line.
std::optional<std::string> hex_bytes(std::string_view text, std::size_t count) {
  if (text.size() != hex_width * 3 + count) return std::nullopt;
  std::string bytes;
  for (std::size_t at = 0; at < count; ++at) {
    const int high = wire::hex_value(text[3 * at]);
    const int low = wire::hex_value(text[3 * at + 1]);
    if (high < 0 || low < 0 || text[3 * at + 2] != ' ') return std::nullopt;
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

/// Reads the lines of a trace in order.
class TraceReader {
 public:
  TraceReader(const std::string& name, std::string_view text) : name_(name), text_(text) {}

  std::variant<std::vector<TraceRecord>, text::Diagnostic> read() {
    while (has_line()) {
      std::string_view line = take_line();
      if (!line.empty() && !take_record(line))
        return mistake("a line that is none of curl's: " + text::excerpt(line),
                       "lines as curl --trace or --trace-ascii writes them");
    }
    if (!why_.empty()) return mistake(why_, "as many bytes as it says");
    return std::move(records_);
  }

 private:
  [[nodiscard]] bool has_line() const { return !text_.empty() && why_.empty(); }

  [[nodiscard]] std::string_view peek_line() const {
    auto line = text_.substr(0, text_.find('\n'));
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
  }

  std::string_view take_line() {
    const auto line = peek_line();
    const auto end = text_.find('\n');
    text_.remove_prefix(end == text_.npos ? text_.size() : end + 1);
    ++line_;
    return line;
  }

  bool take_record(std::string_view line) {
    TraceRecord record;
    record.line = line_;
    record.at = risen(take_time(line));
    skip_ids(line);
    const Title* title = title_of(line);
    if (title == nullptr) return false;
    record.kind = title->kind.value_or(Kind::info);
    if (title->kind == Kind::info) {
      record.bytes = line.substr(title->text.size());
    } else {
      const auto size = size_in(line);
      if (!size) return false;
      take_dump(*size, record);
    }
    if (title->kind) records_.push_back(std::move(record));
    return true;
  }

  /// Traces say no day: a time that goes back by more than half of one is the next one's.
  std::optional<std::chrono::microseconds> risen(std::optional<std::chrono::microseconds> at) {
    if (!at) return std::nullopt;
    while (*at + days_ + std::chrono::hours(12) < last_)
      days_ += std::chrono::hours(24);
    last_ = std::max(last_, *at + days_);
    return last_;
  }

  void take_dump(std::size_t size, TraceRecord& record) {
    while (record.bytes.size() < size && has_line()) {
      const auto dump = dump_in(peek_line());
      if (!dump) break;
      take_line();
      append(*dump, size, record);
    }
    const bool ends_in_line_end = !record.is_exact && size - record.bytes.size() == 2;
    if (ends_in_line_end) record.bytes += "\r\n";
    if (record.bytes.size() != size && why_.empty()) why_ = fmt::format("{} of {} bytes", record.bytes.size(), size);
  }

  void append(const Dump& dump, std::size_t size, TraceRecord& record) {
    if (const auto bytes = hex_bytes(dump.text, std::min(hex_width, size - record.bytes.size()));
        bytes && record.is_exact && dump.offset == record.bytes.size()) {
      record.bytes += *bytes;
      return;
    }
    if (dump.offset == record.bytes.size() + 2) record.bytes += "\r\n";
    record.is_exact = false;
    if (dump.offset != record.bytes.size() || dump.text.size() > size - record.bytes.size()) {
      why_ = fmt::format("bytes from {} on where those from {} on were due", dump.offset, record.bytes.size());
      return;
    }
    record.bytes += dump.text;
  }

  [[nodiscard]] text::Diagnostic mistake(std::string found, std::string expected) const {
    return {name_, {line_, 1}, std::move(found), std::move(expected), ""};
  }

  const std::string& name_;
  std::string_view text_;
  std::size_t line_ = 0;
  std::chrono::microseconds last_{0};
  std::chrono::microseconds days_{0};
  std::string why_;
  std::vector<TraceRecord> records_;
};

}  // namespace

bool begins_as_trace(std::string_view text) {
  auto line = text.substr(0, std::min<std::size_t>(text.find('\n'), 200));
  (void)take_time(line);
  skip_ids(line);
  return title_of(line) != nullptr;
}

std::variant<std::vector<TraceRecord>, text::Diagnostic> trace_records(const std::string& name, std::string_view text) {
  return TraceReader(name, text).read();
}

}  // namespace wiretape::convert
