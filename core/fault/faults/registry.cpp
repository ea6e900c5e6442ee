#include "wiretape/core/fault/faults/registry.h"

#include <algorithm>
#include <array>

namespace wiretape::fault {

// One file each, named after the fault.
extern const FaultType bad_chunk_size_fault;
extern const FaultType bad_frame_fault;
extern const FaultType bad_handshake_fault;
extern const FaultType bom_fault;
extern const FaultType comment_flood_fault;
extern const FaultType content_length_fault;
extern const FaultType content_type_fault;
extern const FaultType corrupt_json_fault;
extern const FaultType delay_first_read_fault;
extern const FaultType drip_fault;
extern const FaultType drop_fault;
extern const FaultType duplicate_fault;
extern const FaultType early_hints_fault;
extern const FaultType empty_data_fault;
extern const FaultType end_fault;
extern const FaultType error_fault;
extern const FaultType fin_fault;
extern const FaultType finish_fault;
extern const FaultType gzip_fault;
extern const FaultType half_close_fault;
extern const FaultType handshake_cut_fault;
extern const FaultType handshake_stall_fault;
extern const FaultType hang_fault;
extern const FaultType hold_fault;
extern const FaultType huge_event_fault;
extern const FaultType invalid_utf8_fault;
extern const FaultType line_ends_fault;
extern const FaultType missing_blank_line_fault;
extern const FaultType multi_line_data_fault;
extern const FaultType never_close_fault;
extern const FaultType no_chunk_crlf_fault;
extern const FaultType no_done_fault;
extern const FaultType no_finish_fault;
extern const FaultType no_space_fault;
extern const FaultType no_usage_fault;
extern const FaultType overloaded_fault;
extern const FaultType redirect_fault;
extern const FaultType refuse_fault;
extern const FaultType reset_fault;
extern const FaultType silent_fault;
extern const FaultType slow_read_fault;
extern const FaultType split_message_fault;
extern const FaultType stall_fault;
extern const FaultType status_fault;
extern const FaultType swap_fault;
extern const FaultType tls_cut_fault;
extern const FaultType tool_args_cut_fault;
extern const FaultType tool_index_reuse_fault;
extern const FaultType tool_interleave_fault;
extern const FaultType trailers_fault;
extern const FaultType truncated_gzip_fault;
extern const FaultType unknown_event_fault;
extern const FaultType ws_close_fault;

std::span<const FaultType* const> all_faults() {
  static constexpr std::array faults{
      // listener
      &refuse_fault,
      &silent_fault,
      &delay_first_read_fault,
      &slow_read_fault,
      &handshake_stall_fault,
      &handshake_cut_fault,
      // before the stream
      &status_fault,
      &redirect_fault,
      &content_type_fault,
      // endings
      &content_length_fault,
      &end_fault,
      &fin_fault,
      &half_close_fault,
      &never_close_fault,
      &reset_fault,
      &tls_cut_fault,
      // stalls
      &drip_fault,
      &hang_fault,
      &hold_fault,
      &stall_fault,
      // provider errors
      &error_fault,
      &overloaded_fault,
      &finish_fault,
      &no_finish_fault,
      &no_usage_fault,
      &no_done_fault,
      // content
      &tool_args_cut_fault,
      &tool_interleave_fault,
      &tool_index_reuse_fault,
      // events
      &bom_fault,
      &comment_flood_fault,
      &corrupt_json_fault,
      &drop_fault,
      &duplicate_fault,
      &empty_data_fault,
      &huge_event_fault,
      &invalid_utf8_fault,
      &line_ends_fault,
      &missing_blank_line_fault,
      &multi_line_data_fault,
      &no_space_fault,
      &swap_fault,
      &unknown_event_fault,
      // HTTP framing
      &bad_chunk_size_fault,
      &early_hints_fault,
      &gzip_fault,
      &no_chunk_crlf_fault,
      &trailers_fault,
      &truncated_gzip_fault,
      // WebSocket
      &bad_handshake_fault,
      &ws_close_fault,
      &bad_frame_fault,
      &split_message_fault,
  };
  return faults;
}

const FaultType* find_fault(std::string_view name) {
  const auto faults = all_faults();
  const auto fault = std::ranges::find(faults, name, [](const FaultType* each) { return each->name; });
  return fault == faults.end() ? nullptr : *fault;
}

std::vector<std::string_view> fault_names() {
  std::vector<std::string_view> names;
  for (const FaultType* fault : all_faults())
    names.push_back(fault->name);
  return names;
}

}  // namespace wiretape::fault
