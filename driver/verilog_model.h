// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/driver/rtl_model.h"

namespace wirefold {

using VerilogModelOptions = RtlModelOptions;

/// A program as Verilog, run in Verilator (driver/rtl_model.h).
class VerilogModel : public RtlModel {
 public:
  explicit VerilogModel(const CombLogic& logic, VerilogModelOptions options = {},
                        const Location& location = Location::here())
      : RtlModel(logic, "verilog", std::move(options), location) {}

  const std::string& verilog() const { return rtl(); }
};

}  // namespace wirefold
