// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "wirefold/ir/graph.h"
#include "wirefold/optimizer/cmvm/effort.h"
#include "wirefold/optimizer/lowering/depth_limits.h"

namespace wirefold {

struct PassContext;

struct OptimizeOptions {
  std::string device = "ultrascale_plus";  ///< the profile whose costs count (optimizer/cost/device_profile.h)
  /// Of the search for each constant product; `Effort::fast()` where compiling takes too long.
  cmvm::Effort effort = {};
  DepthLimits depth = {};  ///< of adder graphs: shallow ones are faster and have more adders
  unsigned threads = 1;    ///< of these searches; 0: one a core. Changes the time, not the result.
  std::uint64_t seed = 0;  ///< of these searches
};

/// What the passes of `optimize` are given.
/// Errors:  ValueError for a device that is not known.
PassContext context_of(const OptimizeOptions& options);

/// The program that hardware is made of: the same outputs for every input, from adders of two operands, or of
/// three where the device packs them into one chain, selects and bit drops.
///
/// Errors:  ValueError for a device that is not known; FormatError where an intermediate of the lowered program is
///          wider than a scalar may be.
CombLogic optimize(const CombLogic& logic, const OptimizeOptions& options = {});

/// True if `optimize` has been over the program, or it needs nothing of it.
bool is_lowered(const CombLogic& logic);

}  // namespace wirefold
