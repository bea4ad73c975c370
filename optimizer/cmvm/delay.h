// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "wirefold/optimizer/cmvm/solver.h"
#include "wirefold/optimizer/cost/device_profile.h"

namespace wirefold::cmvm {

/// A delay limit in time: by when the outputs must be there on a device.
struct DelayLimit {
  std::int64_t picoseconds = 0;
  const DeviceProfile* device = &find_device_profile(kDefaultDevice);
  std::vector<std::int64_t> arrivals;  ///< of each input, in picoseconds; empty means all at 0
};

/// The time at which the last output is there: along each path the carry chains of its adders, by the profile.
std::int64_t delay_ps(const AdderGraph& graph, const Problem& problem, const DelayLimit& limit);

/// As `solve`, under a limit in time beside those of the options: without a limit in levels if that is in time, and
/// otherwise with the most levels that are. The arrivals of the problem are replaced by those of the limit, counted in
/// adders of the inputs' width.
///
/// Errors:  those of `solve`; ShapeError if the arrivals are not one for each row; ValueError for an arrival that is
///          negative, and if the fastest graph that was found is too slow.
Solution solve_within(const DelayLimit& limit, Problem problem, const Options& options = {});

}  // namespace wirefold::cmvm
