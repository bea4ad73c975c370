// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "wirefold/dsl/comb_trace.h"
#include "wirefold/dsl/numeric_array.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/verifier.h"
#include "wirefold/sim/interpreter.h"

namespace wirefold {

/// The outputs of a program for one array of numbers an input. The program is verified, and the interpreter holds every
/// value against its interval.
inline std::vector<NumericArray> run(const CombLogic& logic, std::span<const NumericArray> inputs) {
  verify(logic);
  std::vector<Dyadic> sample;
  for (const NumericArray& input : inputs) {
    sample.insert(sample.end(), input.numbers().begin(), input.numbers().end());
  }
  Interpreter interpreter(logic);
  const std::span<const Dyadic> results = interpreter.run(sample);
  std::vector<NumericArray> outputs;
  std::size_t first = 0;
  for (const NamedTensor& output : logic.outputs()) {
    const auto part = results.subspan(first, output.elements.size());
    outputs.push_back(NumericArray::from_numbers(output.shape, {part.begin(), part.end()}));
    first += part.size();
  }
  return outputs;
}

inline NumericArray run(const CombLogic& logic, const NumericArray& input) {
  return run(logic, std::span(&input, 1)).front();
}

/// The text of the error that `action` throws; "no error" if it throws none.
template <class Error, class Action>
std::string error_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

/// How many operations of a kind a program holds.
inline std::size_t count(const CombLogic& logic, Opcode opcode) {
  std::size_t found = 0;
  for (const Operation& operation : logic.operations()) found += operation.opcode == opcode ? 1 : 0;
  return found;
}

}  // namespace wirefold

/// The text of the UserError of that kind that an expression throws. The expression stands on the line of the macro, so
/// the text ends in that line.
#define WIREFOLD_ERROR(kind, ...) ::wirefold::error_of<kind>([&] { static_cast<void>(__VA_ARGS__); })
/// "  [file.cc:12]" for the line that the macro stands on.
#define WIREFOLD_HERE ("  [" + ::wirefold::to_string(::wirefold::Location::here(__FILE__, __LINE__)) + "]")
