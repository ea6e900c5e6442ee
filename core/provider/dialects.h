#pragma once

#include <span>
#include <string_view>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// All dialects there are. The first one is spoken to whom nothing else is known of.
[[nodiscard]] std::span<const Dialect* const> all_dialects();

/// The dialect of that name, or nullptr.
[[nodiscard]] const Dialect* find_dialect(std::string_view name);

/// The first dialect that speaks the path, or nullptr.
[[nodiscard]] const Dialect* dialect_for_path(std::string_view path);

/// The dialect to speak to whoever asks for `path` with these fields: that of the fields, else of the path, else the
/// first.
[[nodiscard]] const Dialect& dialect_for_request(std::string_view path, const wire::HttpFieldLines& fields);

/// The dialect whose provider lists its models at this path: the one to speak to whoever asks, else the first; nullptr
/// where none does.
[[nodiscard]] const Dialect* dialect_for_models(std::string_view path, const wire::HttpFieldLines& fields);

/// What a request asks for beside the streams: of the dialect to speak to it, else of the first that has it; nullptr
/// where none has.
[[nodiscard]] const SideEndpoint* find_side_endpoint(const RequestView& request);

}  // namespace wiretape::provider
