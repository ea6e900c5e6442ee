#include "wiretape/core/program/compile.h"

#include <string_view>
#include <utility>

#include "wiretape/core/program/fragment.h"
#include "wiretape/core/program/pace.h"
#include "wiretape/core/wire/chunked_writer.h"
#include "wiretape/core/wire/http_writer.h"

namespace wiretape::program {
namespace {

using std::chrono::microseconds;
using Kind = wire::HttpFraming::Kind;

/// Collects bytes and turns each stretch of them that is due at one time into a write.
class Writer {
 public:
  std::string& bytes() { return program_.bytes; }

  void write_at(microseconds at) {
    if (written_ == program_.bytes.size()) return;
    program_.steps.push_back({at, WriteAction{written_, program_.bytes.size() - written_}});
    written_ = program_.bytes.size();
  }

  WireProgram finish(microseconds at, const TransferPlan& transfer) && {
    write_at(at);
    if (transfer.closes) program_.steps.push_back({at, FinAction{}});
    program_.ending = transfer.ending;
    return std::move(program_);
  }

 private:
  WireProgram program_;
  std::size_t written_ = 0;
};

}  // namespace

WireProgram compile(Response response, const tape::Delivery& delivery, const ResponseContext& context,
                    std::uint64_t seed) {
  const auto transfer = plan_transfer(response.head, response.is_stream, response.body.bytes.size(), context);
  const Body body = transfer.framing.kind == Kind::none ? Body{} : std::move(response.body);
  const bool is_chunked = transfer.framing.kind == Kind::chunked;

  Random random(seed);
  const auto cuts = cut_body(body, delivery.fragment, random);
  const auto schedule = pace_body(body, cuts, delivery, random);

  Writer writer;
  wire::append_response_head(writer.bytes(), response.head);
  if (schedule.fragments.empty() || schedule.fragments.front() > schedule.head) writer.write_at(schedule.head);
  for (std::size_t index = 0; index < schedule.fragments.size(); ++index) {
    const std::size_t begin = index == 0 ? 0 : cuts[index - 1];
    const std::size_t end = index < cuts.size() ? cuts[index] : body.bytes.size();
    const auto fragment = std::string_view(body.bytes).substr(begin, end - begin);
    if (is_chunked) {
      wire::append_chunk(writer.bytes(), fragment);
    } else {
      writer.bytes() += fragment;
    }
    const bool is_last = index + 1 == schedule.fragments.size();
    if (!is_last || schedule.end > schedule.fragments[index]) writer.write_at(schedule.fragments[index]);
  }
  if (is_chunked) writer.bytes() += wire::last_chunk;
  return std::move(writer).finish(schedule.end, transfer);
}

}  // namespace wiretape::program
