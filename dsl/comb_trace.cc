// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/comb_trace.h"

#include <algorithm>

#include "wirefold/dsl/replay.h"
#include "wirefold/dsl/trace.h"
#include "wirefold/dsl/trace_inputs.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kFunction = "comb_trace";

std::vector<NamedArray> with_names(const NamedArrays& ports, const std::string& kind, const std::string& name,
                                   const Location& location) {
  std::vector<NamedArray> result = ports.arrays();
  if (result.empty()) throw ValueError(kFunction, "no " + kind + ", at least one is needed", location);
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (result[i].name.empty()) result[i].name = result.size() == 1 ? name : name + std::to_string(i);
  }
  return result;
}

void check_names(const std::vector<NamedArray>& inputs, const std::vector<NamedArray>& outputs,
                 const Location& location) {
  std::vector<std::string> names;
  for (const NamedArray& port : inputs) names.push_back(port.name);
  for (const NamedArray& port : outputs) names.push_back(port.name);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) throw ValueError(kFunction, "two ports are called '" + *twice + "'", location);
}

void check_port(const CombLogic& logic, const char* kind, const NamedTensor& port, const TraceOptions& options,
                const Location& location) {
  std::uint64_t bits = 0;
  for (const Use& use : port.elements) bits += static_cast<std::uint64_t>(std::max(0, logic.format(use).width()));
  if (bits > options.max_port_bits) {
    throw FormatError(kFunction,
                      std::string(kind) + " '" + port.name + "' of shape " + to_string(port.shape) + " needs " +
                          std::to_string(bits) + " bits, the limit is " + std::to_string(options.max_port_bits) +
                          "; use fewer or narrower elements, or raise TraceOptions::max_port_bits",
                      location);
  }
}

}  // namespace

CombLogic comb_trace(const NamedArrays& inputs, const NamedArrays& outputs, const TraceOptions& options,
                     const Location& location) {
  const std::vector<NamedArray> in = with_names(inputs, "inputs", "x", location);
  const std::vector<NamedArray> out = with_names(outputs, "outputs", "y", location);
  check_names(in, out, location);

  std::vector<const FixedVariableArray*> all;
  for (const NamedArray& port : in) all.push_back(&port.array);
  for (const NamedArray& port : out) all.push_back(&port.array);
  const CombLogic& traced = Trace::join(all).graph();

  std::vector<Use> roots;
  for (const NamedArray& port : in) check_is_input(port, location);
  for (const NamedArray& port : out) {
    const std::span<const Use> uses = operands_of(port.array, kFunction, location);
    roots.insert(roots.end(), uses.begin(), uses.end());
  }
  const std::vector<std::size_t> order = operations_in_order(traced, roots);
  check_inputs_are_listed(traced, order, in, out, location);

  CombLogic logic = replayed(traced, order, in, out, options.name);
  for (const NamedTensor& port : logic.inputs()) check_port(logic, "input", port, options, location);
  for (const NamedTensor& port : logic.outputs()) check_port(logic, "output", port, options, location);
  return logic;
}

}  // namespace wirefold
