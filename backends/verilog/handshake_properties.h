// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/interface.h"
#include "wirefold/backends/wrapper.h"

namespace wirefold::verilog {

/// Whether there are properties for a wrapper: for those with back-pressure.
bool has_handshake_properties(const Wrapper& wrapper);

/// The module `<wrapper>_properties`, which says in assertions what a wrapper with back-pressure promises, over a model
/// of where the samples are:
/// - a result is offered exactly when its sample went in as many moves before as the latency has cycles, so nothing is
///   lost, repeated, overtaken or late, and what came in is what went out and what is inside;
/// - the result of a sample of any chosen value is what the design computes of that value;
/// - what is offered stays as it is until it is taken;
/// - a sample is accepted exactly when there is room for it, and none during reset; none is offered behind a reset;
/// - over AXI-Stream TLAST and TKEEP are those of the result, on its last beat.
/// With `HANDSHAKE_INDUCTION` defined, neither side pauses for two cycles in a row, and the source offers a sample
/// until it is accepted: what an induction begins with then leaves the design after some steps.
std::string handshake_properties(const Wrapper& wrapper, const Interface& interface, const std::string& design_name);

/// A script for yosys, to be run from the project folder, that ends with an error status unless all holds: for any
/// pauses within some cycles after a reset; and, where a sample and a result are one transfer each, by induction for
/// any time.
std::string handshake_script(const Wrapper& wrapper, const std::vector<std::string>& sources);

}  // namespace wirefold::verilog
