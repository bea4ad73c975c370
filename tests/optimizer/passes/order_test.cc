// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/order.h"
#include "tests/optimizer/passes/pass_check.h"

namespace wirefold {
namespace {

TEST_CASE("order_operations makes a value shortly before it is read") {
  TwoInputs program;
  std::vector<Use> products;
  for (int i = 0; i < 10; ++i) {
    products.push_back({program.builder.multiply(program.a, program.sum(program.b, program.number(i)))});
  }
  Use total = products[0];
  for (std::size_t i = 1; i < products.size(); ++i) total = program.sum(total, products[i]);
  const CombLogic before = program.with_outputs({total});
  const CombLogic logic = after(order_operations, before);
  CHECK(logic.operations().size() == before.operations().size());
  CHECK(peak_live_bits(logic) < peak_live_bits(before) / 2);
}

TEST_CASE("order_operations keeps an order that is as good") {
  TwoInputs program;
  const Use sum = program.sum(program.a, program.b);
  after(order_operations, program.with_outputs({sum}), /*changes=*/false);
}

TEST_CASE("peak_live_bits counts inputs, outputs and what is between") {
  TwoInputs program;
  const Use sum = program.sum(program.a, program.b);  // 5 bits, -16 to 14
  const CombLogic logic = program.with_outputs({{program.builder.multiply(sum, sum)}});
  // The inputs of 4 bits are gone when the product of 9 bits, 0 to 256, is made.
  CHECK(peak_live_bits(logic) == 5 + 9);
}

}  // namespace
}  // namespace wirefold
