// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "wirefold/ir/graph.h"
#include "wirefold/optimizer/cmvm/solver.h"
#include "wirefold/optimizer/cost/device_profile.h"

namespace wirefold {

/// What passes may ask for.
struct PassContext {
  const DeviceProfile* device = &find_device_profile(kDefaultDevice);
  cmvm::Options search = {};  ///< of the search for each constant product
};

/// A pass rewrites a program and returns whether it changed it. It keeps every output value, the order and the names
/// of inputs and outputs, and is idempotent. Named tensors follow their elements; a removed element becomes kNoValue.
using Pass = bool (*)(CombLogic& logic, const PassContext& context);

struct PassInfo {
  std::string_view name;
  std::string_view does;
  Pass run;
};

/// Every pass, in the order in which `optimize` runs them (a pass may stand there more than once).
std::span<const PassInfo> optimization_pipeline();

/// Runs the pipeline. The program is verified after every pass; InternalError names the pass that broke it.
void run_pipeline(CombLogic& logic, std::span<const PassInfo> pipeline, const PassContext& context);

}  // namespace wirefold
