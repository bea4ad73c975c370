// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/optimizer/equivalence.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/verifier.h"
#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {

/// A program of two inputs of one format, and what is made of them.
struct TwoInputs {
  explicit TwoInputs(const Format& format = {true, 3, 0}) {
    builder.begin_input("x", Shape{2});
    a = {builder.input(format)};
    b = {builder.input(format)};
  }
  CombLogic with_outputs(std::vector<Use> elements) {
    builder.add_output({"y", Shape{elements.size()}, elements});
    return builder.finish();
  }
  Use sum(const Use& first, const Use& second) {
    const Use terms[] = {first, second};
    return {builder.sum(terms)};
  }
  Use number(const Dyadic& value) { return {builder.constant(value)}; }
  Use bit() { return {builder.less_than(a, Dyadic(-2))}; }
  Use cut(const Use& x, const Format& format) { return {builder.quantize(x, {.format = format})}; }

  Builder builder;
  Use a;
  Use b;
};

inline Use minus(const Use& use) { return compose(use, 0, true); }

/// Element i of the first output.
inline Use output(const CombLogic& logic, std::size_t i = 0) { return logic.outputs()[0].elements[i]; }

/// The operation behind it.
inline const Operation& made(const CombLogic& logic, std::size_t i = 0) {
  return logic.definition(output(logic, i).value);
}

inline std::size_t count_of(const CombLogic& logic, Opcode opcode) {
  std::size_t count = 0;
  for (const Operation& operation : logic.operations()) count += operation.opcode == opcode ? 1 : 0;
  return count;
}

/// The program after the pass, which says whether it changed anything, does nothing the second time, and keeps the
/// outputs of random samples.
inline CombLogic after(Pass pass, const CombLogic& before, bool changes = true, const PassContext& context = {}) {
  CombLogic result = before;
  const bool changed = pass(result, context);
  CHECK(changed == changes);
  CHECK((result == before) == !changes);
  CHECK(violations(result).empty());
  CombLogic again = result;
  CHECK_FALSE(pass(again, context));
  CHECK(again == result);
  Random random(1);
  check_equivalent(before, result, random, 100);
  return result;
}

}  // namespace wirefold
