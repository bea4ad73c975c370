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

// LUTs and inverters of the sum of a term of `a` and one of `b` under the profile of yosys.
std::int64_t yosys_cells(const Format& a, const Format& b, int shift_b, bool negate_a, bool negate_b) {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const ValueId first = builder.input(a);
  const ValueId second = builder.input(b);
  const Use terms[] = {{first, 0, negate_a}, {second, shift_b, negate_b}};
  builder.sum(terms);
  const CombLogic logic = builder.finish();
  return cost_of(logic, logic.operations().back(), find_device_profile("yosys_xcup")).area_milliluts / 1000;
}

TEST_CASE("the profile of yosys prices adders as yosys 0.23 maps them") {
  const Format s12{true, 11, 0};
  const Format u8{false, 8, 0};
  CHECK(yosys_cells(s12, s12, 0, false, false) == 12);     // 12 LUT2
  CHECK(yosys_cells(s12, s12, 4, false, true) == 12);      // 12 LUT2: the low bits are wires
  CHECK(yosys_cells(s12, s12, 4, true, false) == 12 + 4);  // 12 LUT2, 4 INV
  CHECK(yosys_cells(s12, u8, 0, false, false) == 8);       // 8 LUT2: the chain takes the rest
  CHECK(yosys_cells(s12, u8, 0, false, true) == 8 + 4);    // 8 LUT2, 4 INV
  CHECK(yosys_cells(u8, s12, 0, false, true) == 8 + 4);    // 8 LUT2, 4 INV
  CHECK(yosys_cells(u8, u8, 4, false, true) == 4 + 4);     // 4 LUT2, 4 INV
  CHECK(yosys_cells(u8, u8, 4, true, false) == 4 + 8);     // 4 LUT2, 8 INV
  CHECK(yosys_cells(s12, s12, 0, true, true) == 12 + 13);  // 14 LUT2, 12 INV: yosys negates to 14 bits, not 13
}

TEST_CASE("the profile of yosys inverts where a constant's bits are one") {
  Builder builder;
  builder.begin_input("x", Shape{1});
  const Use terms[] = {{builder.input({true, 11, 0})}, {builder.constant(37)}};
  builder.sum(terms);
  const CombLogic logic = builder.finish();
  CHECK(cost_of(logic, logic.operations().back(), find_device_profile("yosys_xcup")).area_milliluts == 3000);
}

TEST_CASE("every profile prices an adder, a select and a comparison") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const Use a{builder.input({true, 7, 0})};
  const Use b{builder.input({true, 7, 0})};
  const Use terms[] = {a, b};
  builder.sum(terms);
  const Use bit{builder.less_than(a, 3)};
  builder.select(bit, a, b);
  const CombLogic logic = builder.finish();
  for (const DeviceProfile& profile : device_profiles()) {
    INFO(profile.name);
    CHECK_FALSE(profile.calibration.empty());
    CHECK(cost_of(logic, logic.operations()[2], profile).area_milliluts > 0);
    CHECK(cost_of(logic, logic.operations()[2], profile).delay_ps > 0);
    for (const std::size_t i : {3, 4}) {
      CHECK((cost_of(logic, logic.operations()[i], profile).area_milliluts > 0) == !profile.counts_adders);
      CHECK((cost_of(logic, logic.operations()[i], profile).delay_ps > 0) == !profile.counts_adders);
    }
  }
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
