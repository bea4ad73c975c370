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

/// The text of the error of that kind that `action` throws, with "[here]" for the location of `line`; "no error" if it
/// throws none.
template <class Error, class Action>
std::string error_of(const Location& line, Action action) {
  try {
    action();
  } catch (const Error& error) {
    std::string text = error.what();
    const std::string suffix = "  [" + to_string(line) + "]";
    if (text.ends_with(suffix)) text.replace(text.size() - suffix.size(), suffix.size(), " [here]");
    return text;
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

/// The text of the error of that kind that an expression throws. The expression stands on one line with the macro, and
/// that line is "[here]" in the text.
#define WIREFOLD_ERROR(kind, ...) \
  ::wirefold::error_of<kind>(::wirefold::Location::here(), [&] { static_cast<void>(__VA_ARGS__); })
