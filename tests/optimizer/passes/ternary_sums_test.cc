// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/ternary_sums.h"
#include "tests/optimizer/passes/pass_check.h"
#include "wirefold/optimizer/cost/program_cost.h"

namespace wirefold {
namespace {

const DeviceProfile& ultrascale() { return find_device_profile("ultrascale_plus"); }

struct Inputs : TwoInputs {
  explicit Inputs(int count) {
    builder = Builder();
    builder.begin_input("x", Shape{count});
    for (int i = 0; i < count; ++i) x.push_back({builder.input({true, 7, 0})});
  }
  std::vector<Use> x;
};

TEST_CASE("fuse_ternary_sums joins two adders to one") {
  Inputs program(3);
  const Use sum = program.sum(program.sum(program.x[0], minus(program.x[1])), compose(program.x[2], 2, true));
  const CombLogic before = program.with_outputs({sum});
  const CombLogic logic = after(fuse_ternary_sums, before);
  CHECK(count_of(logic, Opcode::kSum) == 1);
  CHECK(made(logic).operand_count == 3);
  CHECK(violations(logic, ProgramStage::kLowered).empty());
  CHECK(program_cost(logic, ultrascale()).area_milliluts < program_cost(before, ultrascale()).area_milliluts);
}

TEST_CASE("fuse_ternary_sums takes the pairs that save most") {
  // Of a chain of three adders the two last ones are wider than the first.
  Inputs program(4);
  const Use first = program.sum(program.x[0], program.x[1]);
  const Use second = program.sum(first, compose(program.x[2], 1, false));
  const Use third = program.sum(second, compose(program.x[3], 1, false));
  const CombLogic logic = after(fuse_ternary_sums, program.with_outputs({third}));
  CHECK(count_of(logic, Opcode::kSum) == 2);
  CHECK(made(logic).operand_count == 3);
}

TEST_CASE("fuse_ternary_sums keeps an adder that is read twice") {
  Inputs program(3);
  const Use inner = program.sum(program.x[0], program.x[1]);
  const CombLogic before = program.with_outputs({program.sum(inner, program.x[2]), inner});
  after(fuse_ternary_sums, before, /*changes=*/false);
}

TEST_CASE("fuse_ternary_sums makes no path longer than the longest") {
  // The last operand comes late: a sum of three would take longer than an adder from there.
  Inputs program(3);
  Use late = program.x[2];
  for (int i = 0; i < 4; ++i) late = program.sum(late, compose(late, 3, false));
  const Use sum = program.sum(program.sum(program.x[0], program.x[1]), late);
  const CombLogic before = program.with_outputs({sum, late});
  const CombLogic logic = after(fuse_ternary_sums, before, /*changes=*/false);
  CHECK(program_cost(logic, ultrascale()).longest_path_ps == program_cost(before, ultrascale()).longest_path_ps);
}

TEST_CASE("fuse_ternary_sums leaves a device without ternary adders alone") {
  Inputs program(3);
  const Use sum = program.sum(program.sum(program.x[0], program.x[1]), program.x[2]);
  after(fuse_ternary_sums, program.with_outputs({sum}), /*changes=*/false,
        {.device = &find_device_profile("yosys_xcup")});
}

}  // namespace
}  // namespace wirefold
