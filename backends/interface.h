// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wirefold/backends/hardware_options.h"
#include "wirefold/backends/names.h"
#include "wirefold/backends/ports.h"

namespace wirefold {

/// The ports of a module that carry no data; an empty name is a port that it does not have.
struct ControlPorts {
  std::string clock;
  std::string clock_enable;
  std::string reset;
  ResetKind reset_kind = ResetKind::kNone;  ///< kNone where there is no reset port
  bool reset_is_active_low = false;
};

/// The interface of the design itself: controls, then the pins of a port a tensor.
struct Interface {
  NameTable names = {};  ///< the names of module and ports are taken
  ControlPorts controls = {};
  std::vector<Port> inputs;
  std::vector<Port> outputs;
  std::vector<std::pair<std::string, std::string>> renamed = {};  ///< tensor and port, where they differ
};

/// A combinational design has no controls. A pipelined one has a clock, a clock enable where the option or a wrapper
/// with back-pressure asks for it, and a reset where data is reset.
///
/// Ports are named as the tensors, or as their elements (ports.h): ValueError with the remedy for a name that is
/// illegal or clashes, unless `options.may_rename_ports`. FormatError for ports wider than the option allows.
Interface make_interface(const CombLogic& logic, const Schedule& schedule, std::string_view module_name,
                         const HardwareOptions& options);

}  // namespace wirefold
