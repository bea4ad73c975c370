// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/trace_inputs.h"

#include <algorithm>

#include "wirefold/dsl/trace.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kFunction = "comb_trace";

// Which inputs a value depends on, and the first unlisted one.
struct Origin {
  bool has_listed = false;
  ValueId unlisted = kNoValue;
};

// One origin a value, of those the operations in `order` define, and of the inputs.
std::vector<Origin> origins_of(const CombLogic& traced, const std::vector<std::size_t>& order,
                               const std::vector<bool>& is_listed) {
  std::vector<Origin> origins(traced.value_count());
  for (ValueId value = 0; value < origins.size(); ++value) {
    if (traced.definition(value).opcode != Opcode::kInput) continue;
    origins[value] = is_listed[value] ? Origin{true, kNoValue} : Origin{false, value};
  }
  for (const std::size_t index : order) {
    const Operation& operation = traced.operations()[index];
    Origin origin;
    for (const Use& use : traced.operands(operation)) {
      origin.has_listed = origin.has_listed || origins[use.value].has_listed;
      if (origin.unlisted == kNoValue) origin.unlisted = origins[use.value].unlisted;
    }
    for (std::uint32_t i = 0; i < operation.result_count; ++i) origins[operation.first_result + i] = origin;
  }
  return origins;
}

// Where a value of listed inputs alone first met one that depends on an unlisted one; empty if none did.
std::string meeting_text(const CombLogic& traced, const std::vector<std::size_t>& order,
                         const std::vector<Origin>& origins) {
  for (const std::size_t index : order) {
    const Operation& operation = traced.operations()[index];
    const Origin& origin = origins[operation.first_result];
    if (origin.has_listed && origin.unlisted != kNoValue) {
      return " and mixed with values of a listed one at " + to_string(traced.location(operation));
    }
  }
  return "";
}

}  // namespace

void check_is_input(const NamedArray& port, const Location& location) {
  const CombLogic& traced = port.array.trace().graph();
  const std::vector<Use>& uses = port.array.elements().uses;
  const auto is_same = [&](const NamedTensor& input) { return input.elements == uses; };
  const auto input = std::find_if(traced.inputs().begin(), traced.inputs().end(), is_same);
  if (input != traced.inputs().end() && input->shape == port.array.shape()) return;
  throw UnsupportedError(kFunction,
                         "'" + port.name + "' is listed as an input but is the result of a function; list what " +
                             "FixedVariableArrayInput returned",
                         location);
}

void check_inputs_are_listed(const CombLogic& traced, const std::vector<std::size_t>& order,
                             const std::vector<NamedArray>& inputs, const std::vector<NamedArray>& outputs,
                             const Location& location) {
  std::vector<bool> is_listed(traced.value_count(), false);
  for (const NamedArray& input : inputs) {
    for (const Use& use : input.array.elements().uses) {
      if (is_listed[use.value]) {
        throw ValueError(kFunction, "'" + input.name + "' is listed twice among the inputs", location);
      }
      is_listed[use.value] = true;
    }
  }
  const std::vector<Origin> origins = origins_of(traced, order, is_listed);
  for (const NamedArray& output : outputs) {
    for (const Use& use : output.array.elements().uses) {
      const ValueId unlisted = origins[use.value].unlisted;
      if (unlisted == kNoValue) continue;
      throw UnsupportedError(kFunction,
                             "output '" + output.name + "' depends on an input that is not listed, made at " +
                                 to_string(traced.location(traced.definition(unlisted))) +
                                 meeting_text(traced, order, origins) +
                                 "; values of two traces cannot be mixed, list every input",
                             location);
    }
  }
}

}  // namespace wirefold
