// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/transfers.h"
#include "wirefold/backends/vhdl/bits.h"

namespace wirefold::vhdl {

/// A self-checking test bench of a wrapper with valid (and ready), entity `<name>_tb`.
///
/// It sends all transfers in several rounds: without a pause, with random pauses of source and sink, with a slow
/// source, with a slow sink; each round begins with a reset while transfers are under way, if there is a reset. It
/// checks every transfer that comes back, that none is lost or repeated, that nothing changes while the sink is not
/// ready, that nothing is taken during reset, and that the round without a pause takes one cycle a transfer. PASS, FAIL
/// and the status are those of `write_test_bench`.
std::string write_stream_bench(const Wrapper& wrapper, const Transfers& sent, const Transfers& expected,
                               bool is_one_cycle_a_transfer, Standard standard);

}  // namespace wirefold::vhdl
