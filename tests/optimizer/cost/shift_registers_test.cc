// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cost/shift_registers.h"

#include "tests/catch.h"
#include "wirefold/ir/builder.h"

namespace wirefold {
namespace {

// x of 8 bits and y of 4 bits; their sum of 9 bits; x added to that.
CombLogic program() {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const Use x{builder.input({true, 7, 0})};
  const Use y{builder.input({true, 3, 0})};
  const Use terms[] = {x, y};
  const Use sum{builder.sum(terms)};
  const Use late[] = {x, sum};
  builder.add_output({"y", Shape{1}, {{builder.sum(late)}}});
  return builder.finish();
}

TEST_CASE("delay lines that are long enough become LUTs, as deep as a LUT is") {
  const CombLogic logic = program();
  const DeviceProfile& profile = find_device_profile("ultrascale_plus");
  // x waits 40 borders for the last sum, y and x one for the first; the first sum waits 39, x after its reader too.
  const Schedule schedule{.stage_count = 41, .stages = {0, 0, 1, 40}};
  const ShiftRegisters found = shift_registers(logic, schedule, profile);
  CHECK(found.register_bits == 39 * 8 + 39 * 9);
  CHECK(found.luts == 2 * 8 + 2 * 9);
  CHECK(shift_registers(logic, schedule, find_device_profile("ice40")).register_bits == 0);
  const Schedule brief{.stage_count = 3, .stages = {0, 0, 0, 2}};
  CHECK(shift_registers(logic, brief, profile).luts == 0);
}

}  // namespace
}  // namespace wirefold
