#include "cli/record/record_lines.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/print/json_line.h"
#include "cli/serve/proxy_lines.h"

namespace wiretape::cli {
namespace {

using recorder::relay::Upstream;

/// "https://api.openai.com/v1"
std::string url_of(const Upstream& upstream) {
  return origin_of(upstream) + upstream.url.path;
}

std::string replayed_text(const recorder::replay::ReplayCounts& counts) {
  const auto refused = counts.refused == 0 ? "" : fmt::format(", {} refused that no tape answers", counts.refused);
  return fmt::format("; {} answered by tapes{}", counts.replayed, refused);
}

}  // namespace

std::string recording_text(const Recording& recording) {
  std::string passes;
  for (const auto& upstream : recording.upstreams.all()) {
    if (!passes.empty()) passes += ", ";
    passes += upstream.name.empty() ? url_of(upstream) : fmt::format("/{}/ to {}", upstream.name, url_of(upstream));
  }
  const auto trust = recording.authority_file.empty() ? "" : "; clients trust " + recording.authority_file;
  if (!passes.empty()) passes.insert(0, " what goes to ");
  return fmt::format("wiretape: recording on {}{} into {}; control on {}{}\n", recording.url, passes, recording.folder,
                     recording.control_url, trust) +
         proxy_text(recording.proxy, recording.url);
}

std::string recording_json(const Recording& recording) {
  auto upstreams = nlohmann::ordered_json::array();
  for (const auto& upstream : recording.upstreams.all())
    upstreams.push_back({{"name", upstream.name}, {"url", url_of(upstream)}});
  nlohmann::ordered_json line{{"ready", true},
                              {"url", recording.url},
                              {"port", recording.port},
                              {"control_url", recording.control_url},
                              {"control_port", recording.control_port},
                              {"upstreams", std::move(upstreams)},
                              {"out", recording.folder}};
  if (!recording.authority_file.empty()) line["tls_ca_file"] = recording.authority_file;
  if (recording.proxy.terms) line["proxy"] = proxy_json(recording.proxy, recording.url);
  return json_line(line);
}

std::string kept_line(const recorder::log::KeptTape& tape, LogForm form) {
  if (form == LogForm::json)
    return json_line(nlohmann::ordered_json{{"kept", tape.path}, {"incomplete", tape.is_incomplete}});
  return fmt::format("wiretape: kept {}{}\n", tape.path, tape.is_incomplete ? " (incomplete)" : "");
}

std::string stale_line(const recorder::replay::StaleRequest& stale, LogForm form) {
  if (form == LogForm::json) {
    return json_line(nlohmann::ordered_json{
        {"stale", stale.exchange}, {"method", stale.method}, {"path", stale.path}, {"pointers", stale.pointers}});
  }
  std::string places;
  for (const auto& pointer : stale.pointers)
    places.append(places.empty() ? "" : ", ").append(pointer.empty() ? "all of it" : pointer);
  return fmt::format(
      "wiretape: {} answers {} {}, whose body is no longer as it was recorded: {}; record it anew, or name what "
      "changes "
      "with each run under 'volatile' in a rules file\n",
      stale.exchange, stale.method, stale.path, places);
}

std::string recovered_text(const recorder::log::Recovered& recovered, const std::string& folder) {
  const auto count = recovered.tapes.size();
  const auto busy = recovered.still_written == 0
                        ? ""
                        : fmt::format("; {} still written by a recorder that runs", recovered.still_written);
  return fmt::format("wiretape: {} exchange{} recovered in {}{}\n", count, count == 1 ? "" : "s", folder, busy);
}

std::string recovered_json(const recorder::log::Recovered& recovered, const std::string& folder) {
  return json_line(nlohmann::ordered_json{{"recovered", recovered.tapes.size()},
                                          {"still_written", recovered.still_written},
                                          {"trouble", recovered.mistakes.size()},
                                          {"out", folder}});
}

std::string recorded_text(const recorder::log::CaptureCounts& counts, const std::string& folder,
                          const recorder::replay::Replay* replay) {
  const auto trouble = counts.trouble == 0 ? "" : fmt::format("; {} not kept whole, as told above", counts.trouble);
  return fmt::format("wiretape: {} exchange{} recorded in {}{}{}\n", counts.kept, counts.kept == 1 ? "" : "s", folder,
                     trouble, replay == nullptr ? "" : replayed_text(replay->counts()));
}

std::string recorded_json(const recorder::log::CaptureCounts& counts, const std::string& folder,
                          const recorder::replay::Replay* replay) {
  nlohmann::ordered_json line{{"recorded", counts.kept}, {"trouble", counts.trouble}, {"out", folder}};
  if (replay != nullptr) {
    const auto replayed = replay->counts();
    line["replayed"] = replayed.replayed;
    line["refused"] = replayed.refused;
    line["stale"] = replayed.stale;
  }
  return json_line(line);
}

}  // namespace wiretape::cli
