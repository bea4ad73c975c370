// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "wirefold/optimizer/cmvm/adder_graph.h"
#include "wirefold/optimizer/cmvm/linear_form.h"

namespace wirefold::cmvm {

/// LUTs of adders (`a` and `b` refer to nodes as in AdderGraph) on a device whose carry chains add three operands: an
/// adder that is used once may join the one that uses it, in pairs chosen for the fewest LUTs in all. A chain of three
/// operands and w bits takes w + w / 8 LUTs, rounded up.
///
/// `formats` has one format a node. Adders that the outputs do not need count for nothing.
/// Source: the fit of alkaid 0.8.1 to post-route UltraScale+ designs; see optimizer/cost/device_profile.cc.
std::uint64_t ternary_luts(std::uint32_t input_count, std::span<const Adder> adders, std::span<const Format> formats,
                           std::span<const Term> outputs);

}  // namespace wirefold::cmvm
