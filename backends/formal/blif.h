// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wirefold::formal {

/// A flat model of the Berkeley Logic Interchange Format, as yosys writes it: gates as lists of cubes, registers that
/// take their value at the rising edge of one clock.
struct BlifModel {
  using Signal = std::uint32_t;
  /// `output` is 1 where one of the cubes holds: a character an input, 0, 1 or - for either.
  struct Gate {
    std::vector<Signal> inputs;
    Signal output;
    std::vector<std::string> cubes;
  };
  struct Register {
    Signal next;
    Signal value;
  };
  std::vector<std::string> signals;  ///< names, by Signal
  std::vector<Signal> inputs;
  std::vector<Signal> outputs;
  std::vector<Gate> gates;  ///< none reads what a later one drives
  std::vector<Register> registers;
};

/// Errors: ToolError for anything else than such a model, with the line.
BlifModel read_blif(std::string_view text);

}  // namespace wirefold::formal
