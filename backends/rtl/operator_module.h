// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/rtl/part_writer.h"

namespace wirefold::rtl {

/// The module of one operation, and what its ports are.
struct OperatorModule {
  std::string name;
  std::vector<ValueId> operands;  ///< the values that it reads, each once
  std::vector<std::string> operand_ports;
  std::string result_port;
};

/// The module that computes an operation, which the design's library has afterwards. It is named after the top module,
/// the operation and its own content, so a change elsewhere in the model leaves its name alone.
OperatorModule operator_module(const DesignContext& context, const Operation& operation);

}  // namespace wirefold::rtl
