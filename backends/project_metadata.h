// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/backend.h"
#include "wirefold/backends/wrapper.h"

namespace wirefold {

/// What every backend knows of a design after it wrote its module.
struct EmittedDesign {
  std::string backend;
  BackendOptions options;                ///< complete
  std::string content_hash;              ///< of the hardware description
  std::vector<std::string> value_names;  ///< by value; empty for a value without a signal of its own
  Interface interface;
  std::vector<Wrapper> wrappers = {};
  /// Whether an input element is a part of its port, x[7:0], or has a name of its own among `value_names`.
  bool has_packed_ports = true;
};

/// metadata.json: top, options, control ports, ports with the format of each element, wrappers with their latencies,
/// stages, latency, the caller's figures.
std::string metadata_json(const EmissionInput& input, const EmittedDesign& design);

/// name_map.json: where every signal comes from (operation, format, stage, the user's line), what each element of the
/// user's tensors is in the hardware, which ports were left out because they have no bits, and which were renamed.
std::string name_map_json(const EmissionInput& input, const EmittedDesign& design);

/// "20 x s7.0" or "mixed formats".
std::string element_summary(const Port& port);

/// "combinational" or "pipelined, 5 stages, input register; latency 5 cycles, initiation interval 1".
std::string timing_summary(const Schedule& schedule);

}  // namespace wirefold
