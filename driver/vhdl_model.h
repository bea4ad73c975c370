// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wirefold/driver/rtl_model.h"

namespace wirefold {

using VHDLModelOptions = RtlModelOptions;

/// A program as VHDL-93, or 2008 with the backend's option {"standard", "2008"}, run in GHDL (driver/rtl_model.h).
class VHDLModel : public RtlModel {
 public:
  explicit VHDLModel(const CombLogic& logic, VHDLModelOptions options = {}, const Location& location = Location::here())
      : RtlModel(logic, "vhdl", std::move(options), location) {}

  const std::string& vhdl() const { return rtl(); }
};

}  // namespace wirefold
