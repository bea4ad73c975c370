// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "wirefold/ir/graph.h"
#include "wirefold/optimizer/cmvm/solution_cache.h"
#include "wirefold/optimizer/cmvm/solver.h"
#include "wirefold/optimizer/cost/device_profile.h"
#include "wirefold/optimizer/lowering/depth_limits.h"

namespace wirefold {

/// What passes may ask for.
struct PassContext {
  const DeviceProfile* device = &find_device_profile(kDefaultDevice);
  cmvm::Options search = {};                 ///< of the search for each constant product
  DepthLimits depth = {};                    ///< of the adder graphs that it makes
  cmvm::SolutionCache* solutions = nullptr;  ///< of products, for programs that have many in common; null: none
};

/// A pass rewrites a program and returns whether it changed it. It keeps every output value, the order and the names
/// of inputs and outputs, and is idempotent. Named tensors follow their elements; a removed element becomes kNoValue.
using Pass = bool (*)(CombLogic& logic, const PassContext& context);

struct PassInfo {
  std::string_view name;
  std::string_view does;
  Pass run;
  bool only_removes = false;     ///< it takes operations away that nothing reads, and changes no other
  bool ignores_readers = false;  ///< what it does to a value does not depend on who reads it
};

/// Every pass, each once.
std::span<const PassInfo> all_passes();

/// The pass of that name; ValueError that lists the names if there is none.
const PassInfo& find_pass(std::string_view name);

/// Passes in their order. They are run once, or again and again until none of them changes anything.
struct PassGroup {
  std::string_view name;
  std::span<const PassInfo* const> passes;
  bool repeats;
};

/// What `optimize` runs.
std::span<const PassGroup> optimization_pipeline();

/// One pass that was run.
struct PassRun {
  std::string_view group;
  const PassInfo& pass;
  bool changed;
  double cpu_seconds;
};

/// Called after every pass, with the program as it is then. False ends the pipeline.
using PassObserver = std::function<bool(const PassRun& run, const CombLogic& logic)>;

/// Runs the pipeline. The program is verified after every pass that changed it; InternalError names the pass that broke
/// it. A pass is left out where nothing has changed since it last changed nothing; one that ignores readers, also where
/// operations were only removed since.
void run_pipeline(CombLogic& logic, std::span<const PassGroup> pipeline, const PassContext& context,
                  const PassObserver& observer = nullptr);

}  // namespace wirefold
