// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "wirefold/dsl/fixed_variable_array.h"
#include "wirefold/ir/graph.h"

namespace wirefold {

/// An input or output and the name of its port.
struct NamedArray {
  NamedArray(const FixedVariableArray& named) : array(named) {}  // NOLINT(google-explicit-constructor)
  NamedArray(std::string port, const FixedVariableArray& named) : name(std::move(port)), array(named) {}

  std::string name;  ///< empty: comb_trace gives one
  FixedVariableArray array;
};

/// The inputs or the outputs of a program: `x`, `{x, y}`, or `{{"pixels", x}, {"gain", y}}`.
class NamedArrays {
 public:
  NamedArrays(const FixedVariableArray& array) : arrays_{array} {}  // NOLINT(google-explicit-constructor)
  NamedArrays(std::initializer_list<NamedArray> arrays) : arrays_(arrays) {}
  NamedArrays(std::vector<NamedArray> arrays) : arrays_(std::move(arrays)) {}  // NOLINT(google-explicit-constructor)
  NamedArrays(const std::vector<FixedVariableArray>& arrays)                   // NOLINT(google-explicit-constructor)
      : arrays_(arrays.begin(), arrays.end()) {}

  const std::vector<NamedArray>& arrays() const { return arrays_; }

 private:
  std::vector<NamedArray> arrays_;
};

inline constexpr std::uint64_t kMaxPortBits = 65536;

struct TraceOptions {
  std::string name = "model";                  ///< of the program
  std::uint64_t max_port_bits = kMaxPortBits;  ///< the widest input or output
};

/// The program that computes `outputs` from `inputs`, as it was written: nothing is optimized.
///
/// Inputs come first, in the order listed; then every operation that an output needs, depth first from the outputs,
/// operands in order. So the program does not depend on the order in which a compiler evaluates expressions. Ports
/// without a name are called x and y, or x0, x1, ... and y0, y1, ... where there are several.
///
/// Shapes:  as those of the arrays; the elements of an output have their exact interval formats.
/// Errors:  UnsupportedError for an input that is not as FixedVariableArrayInput returned it, for outputs that depend
/// on
///          an input that is not listed, and for outputs that are open inputs or quotients; ValueError for two ports of
///          one name; FormatError for a port beyond `max_port_bits`.
/// Example: auto logic = wf::comb_trace(in, model(in, w));
CombLogic comb_trace(const NamedArrays& inputs, const NamedArrays& outputs, const TraceOptions& options = {},
                     const Location& location = Location::here());

}  // namespace wirefold
