#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wiretape/core/program/layout/transfer.h"
#include "wiretape/core/program/stage/body.h"

namespace wiretape::program {

//   data: a¶¶data: b¶¶data: c¶¶     seams are where in the body a read or a chunk ends: they move along as places do
//   reads:     7       9  11
//   chunks:  9    9    9

/// Where the reads, then where the chunks of a recording end in its body.
[[nodiscard]] std::vector<std::size_t> seams_of(const RecordedTransfer& recorded);

/// `after` is the body that the events of `before` were made into again when some had changed. Gives it the seams: each
/// changed event stays in the read and the chunk that brought it, a new one comes with the event behind it.
void carry_seams(Body before, Body& after);

/// How many bytes more than the body has the chunks promise: where the recording was cut in a chunk's data.
[[nodiscard]] std::uint64_t promised_beyond(const RecordedTransfer& recorded, std::size_t body_size);

/// Fits a recording's reads and chunks to a body that faults have changed, by its seams. The last ones take what is
/// behind all seams; a chunk of nothing vanishes. Unless the recording is made to end whole, the last chunk goes on
/// promising `beyond` more than comes.
void fit_to_seams(RecordedTransfer& recorded, const Body& body, std::uint64_t beyond = 0);

}  // namespace wiretape::program
