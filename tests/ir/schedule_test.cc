// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/schedule.h"

#include <array>

#include "tests/catch.h"
#include "wirefold/ir/builder.h"

namespace wirefold {
namespace {

using Stages = std::vector<std::uint32_t>;
using Texts = std::vector<std::string>;

// %0, %1 inputs of 4 bits; %2 = %0 + %1 of 5 bits; %3 = 3; %4 = %2 + %3; %5 = %0 + %1, used by nothing;
// %6, %7 = linear. Outputs: %4 and %0 negated.
CombLogic program() {
  Builder builder;
  builder.begin_input("x", Shape{2});
  builder.input({true, 3, 0});
  builder.input({true, 3, 0});
  const Use inputs[] = {{0}, {1}};
  builder.sum(inputs);
  builder.constant(3);
  const Use shifted[] = {{2}, {3}};
  builder.sum(shifted);
  builder.sum(inputs);
  Matrix matrix(1, 2);
  matrix.entries = {1, 0};
  builder.linear({{1}}, matrix);
  builder.add_output({"y", Shape{2}, {{4}, {0, 0, true}}});
  return builder.finish();
}

TEST_CASE("everything in one stage needs no registers") {
  const CombLogic logic = program();
  const Schedule schedule = combinational_schedule(logic);
  CHECK(violations(logic, schedule) == Texts{});
  CHECK_FALSE(schedule.is_pipelined());
  CHECK(schedule.latency_cycles() == 0);
  CHECK(register_bits(logic, schedule).total() == 0);
  CHECK(last_stages(logic, schedule) == Stages(8, 0));
}

TEST_CASE("a value lives until its last use and an output until the last stage") {
  const CombLogic logic = program();
  const Schedule schedule{.stage_count = 4, .stages = {0, 0, 1, 0, 2, 1, 3}};
  CHECK(violations(logic, schedule) == Texts{});
  // %1 is read by the linear in stage 3; %7 is zero, so it is nowhere; %5 has no use.
  CHECK(last_stages(logic, schedule) == Stages{3, 3, 2, 0, 3, 1, 3, 0});
  const RegisterBits bits = register_bits(logic, schedule);
  CHECK(bits.between_stages == 4 * 3 + 4 * 3 + 5 * 1 + 6 * 1);
  CHECK(bits.input == 0);
  CHECK(bits.output == 0);
  CHECK(schedule.latency_cycles() == 3);
}

TEST_CASE("input and output registers hold every port bit") {
  const CombLogic logic = program();
  Schedule schedule = combinational_schedule(logic);
  schedule.input_register = true;
  CHECK(register_bits(logic, schedule).input == 8);
  schedule.output_register = true;
  const RegisterBits bits = register_bits(logic, schedule);
  CHECK(bits.output == 6 + 5);  // -%0 reaches 8
  CHECK(bits.total() == 8 + 11);
  CHECK(schedule.latency_cycles() == 2);
  CHECK(schedule.is_pipelined());
}

TEST_CASE("delay lines end where a value is read and add up to the registers of the borders") {
  const CombLogic logic = program();
  const Schedule schedule{.stage_count = 4, .stages = {0, 0, 1, 0, 2, 1, 3}};
  std::vector<std::array<std::uint32_t, 3>> lines;
  for (const DelayLine& line : delay_lines(logic, schedule))
    lines.push_back({line.value, line.first_stage, line.ranks});
  CHECK(lines ==
        std::vector<std::array<std::uint32_t, 3>>{{0, 0, 1}, {0, 1, 2}, {1, 0, 1}, {1, 1, 2}, {2, 1, 1}, {4, 2, 1}});
  const std::vector<std::uint64_t> borders = border_bits(logic, schedule);
  CHECK(borders == std::vector<std::uint64_t>{8, 8 + 5, 8 + 6});
  CHECK(borders[0] + borders[1] + borders[2] == register_bits(logic, schedule).between_stages);
}

TEST_CASE("a stage that is longer than the limit is found out") {
  const CombLogic logic = program();
  const Schedule schedule{.stage_count = 2, .stages = {0, 0, 0, 1, 0, 0, 0}};
  const std::vector<std::int64_t> delays{0, 0, 3, 0, 4, 2, 0};
  CHECK(stage_delays(logic, schedule, delays) == std::vector<std::int64_t>{7, 0});
  CHECK(violations(logic, schedule, delays, 7) == Texts{});
  CHECK(violations(logic, schedule, delays, 6) == Texts{"operation 4 in stage 0 ends at 7 of 6"});
  CHECK(violations(logic, schedule, std::vector<std::int64_t>{1}, 6) == Texts{"the delays are not of this program"});
}

TEST_CASE("a constant may be made in a later stage than its use and takes no registers") {
  const CombLogic logic = program();
  const Schedule schedule{.stage_count = 2, .stages = {0, 0, 0, 1, 0, 0, 0}};
  CHECK(violations(logic, schedule) == Texts{});
  CHECK(register_bits(logic, schedule).between_stages == 6 + 4);
}

TEST_CASE("a schedule that breaks the order is found out") {
  const CombLogic logic = program();
  CHECK(violations(logic, {.stage_count = 2, .stages = {0, 1, 0, 0, 0, 1, 2}}) ==
        Texts{"operation 1 in stage 1 reads an input", "operation 2 in stage 0 uses %1 of a later stage",
              "operation 6 in stage 2 of 2 stages"});
  CHECK(violations(logic, {.stage_count = 3, .stages = {0, 0, 2, 0, 1, 0, 0}}) ==
        Texts{"operation 4 in stage 1 uses %2 of a later stage"});
  CHECK(violations(logic, {.stage_count = 1, .stages = {0}}) == Texts{"the schedule is not of this program"});
  CHECK(violations(CombLogic(), {.stage_count = 0, .stages = {}}) == Texts{"a schedule of no stages"});
  CHECK(violations(CombLogic(), combinational_schedule(CombLogic())) == Texts{});
}

}  // namespace
}  // namespace wirefold
