// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "tools/commands.h"
#include "wirefold/driver/rtl_model.h"

namespace wirefold::tools {

/// What runs hardware descriptions.
struct RtlSimulator {
  const char* engine;
  const char* backend;
  Simulator simulator;
  const char* check;
};
inline constexpr std::array kRtlSimulators = {
    RtlSimulator{"verilator", "verilog", Simulator::verilator, "RTL in Verilator"},
    RtlSimulator{"icarus", "verilog", Simulator::icarus, "RTL in Icarus"},
    RtlSimulator{"ghdl", "vhdl", Simulator::ghdl, "VHDL in GHDL"},
};

struct VerificationSamples {
  std::vector<NumericArray> inputs;
  std::vector<NumericArray> expected;      ///< empty: what the program itself computes
  std::optional<std::string> wrong_layer;  ///< of the layers that a reference tells of
};

/// Those of the arguments, or random ones.
VerificationSamples verification_samples(const VerifyArguments& arguments, const CombLogic& logic);

/// Compares what others compute with the reference interpreter, and that with a reference if there is one.
class Verification {
 public:
  Verification(const CombLogic& logic, VerificationSamples samples);

  const std::vector<NumericArray>& inputs() const { return samples_.inputs; }
  void check(const std::string& name, const std::vector<NumericArray>& actual);
  /// A line a check, or as JSON; whether all went well.
  bool print(bool json) const;

 private:
  struct Check {
    std::string name;
    std::string mismatch;
  };

  const CombLogic& logic_;
  VerificationSamples samples_;
  std::vector<NumericArray> computed_;
  std::vector<Check> checks_;
};

}  // namespace wirefold::tools
