// SPDX-License-Identifier: Apache-2.0
#include "tests/catch.h"
#include "wirefold/ir/builder.h"
#include "wirefold/optimizer/cost/operation_cost.h"

namespace wirefold {
namespace {

// The LUTs of a sum of two 12-bit signed inputs under the default profile.
std::int64_t luts_of_sum(int shift_a, bool negate_a, int shift_b, bool negate_b) {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const ValueId a = builder.input({true, 11, 0});
  const ValueId b = builder.input({true, 11, 0});
  const Use terms[] = {{a, shift_a, negate_a}, {b, shift_b, negate_b}};
  builder.sum(terms);
  const CombLogic logic = builder.finish();
  return cost_of(logic, logic.operations().back(), find_device_profile(kDefaultDevice)).area_milliluts / 1000;
}

TEST_CASE("12-bit adders cost what synthesis gives them") {
  CHECK(luts_of_sum(0, false, 0, false) == 12);  // a + b
  CHECK(luts_of_sum(0, false, 0, true) == 12);   // a - b
  CHECK(luts_of_sum(0, false, 4, false) == 12);  // a + (b << 4)
  CHECK(luts_of_sum(0, false, 4, true) == 12);   // a - (b << 4)
  CHECK(luts_of_sum(0, true, 4, false) == 16);   // (b << 4) - a: the low bits of a are negated too
}

TEST_CASE("unsigned operands without common bits are joined by wires") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const ValueId a = builder.input({false, 4, 0});
  const ValueId b = builder.input({false, 4, 0});
  const Use joined[] = {{a}, {b, 4, false}};
  builder.sum(joined);
  const Use overlapping[] = {{a}, {b, 3, false}};
  builder.sum(overlapping);
  const CombLogic logic = builder.finish();
  CHECK_FALSE(is_adder(logic, logic.operations()[2]));
  CHECK(is_adder(logic, logic.operations()[3]));
}

TEST_CASE("the unit profile counts every adder as one level and one unit") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const Use terms[] = {{builder.input({true, 40, 0})}, {builder.input({true, 3, 0})}};
  const ValueId sum = builder.sum(terms);
  builder.relu({sum});
  const CombLogic logic = builder.finish();
  const OperationCost adder = cost_of(logic, logic.operations()[2], find_device_profile("unit"));
  CHECK(adder.area_milliluts == 1000);
  CHECK(adder.delay_ps == 1000);
  const OperationCost relu = cost_of(logic, logic.operations()[3], find_device_profile("unit"));
  CHECK(relu.area_milliluts == 0);
  CHECK(relu.delay_ps == 0);
}

}  // namespace
}  // namespace wirefold
