// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/pipelining/pipeline.h"
#include "tests/optimizer/equivalence.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cost/operation_cost.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold {
namespace {

// A chain of `length` additions of the input, each an adder.
CombLogic adder_chain(int length) {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const Use a{builder.input({true, 7, 0})};
  Use sum{builder.input({true, 7, 0})};
  for (int i = 0; i < length; ++i) {
    const Use terms[] = {sum, compose(a, i + 1, false)};
    sum = {builder.sum(terms, Location{"chain.cc", 7})};
  }
  builder.add_output({"y", Shape{1}, {sum}});
  return builder.finish();
}

const DeviceProfile& unit() { return find_device_profile("unit"); }

TEST_CASE("no stage is longer than the limit and the stages are as few as that allows") {
  const CombLogic logic = adder_chain(10);
  const auto limit = GENERATE(1000, 2000, 2999, 3000, 5000, 10000, 20000);
  const Schedule schedule = pipeline(logic, unit(), {.longest_stage_ps = limit});
  const int adders_per_stage = limit / 1000;
  CHECK(schedule.stage_count == static_cast<std::uint32_t>((10 + adders_per_stage - 1) / adders_per_stage));
  for (const std::int64_t delay : stage_delays_ps(logic, schedule, unit())) CHECK(delay <= limit);
  CHECK(violations(logic, schedule).empty());
}

TEST_CASE("a number of stages gives the shortest longest stage") {
  const CombLogic logic = adder_chain(10);
  const Schedule schedule = pipeline(logic, unit(), {.stage_count = 4});
  CHECK(schedule.stage_count == 4);
  const auto delays = stage_delays_ps(logic, schedule, unit());
  CHECK(*std::max_element(delays.begin(), delays.end()) == 3000);
}

TEST_CASE("more stages than operations are kept as asked") {
  const Schedule schedule = pipeline(adder_chain(2), unit(), {.stage_count = 5});
  CHECK(schedule.stage_count == 5);
  CHECK(schedule.latency_cycles() == 6);
}

TEST_CASE("register bits count inputs, outputs and what crosses each border") {
  const CombLogic logic = adder_chain(2);  // x is s7.0; x + 2a is 10 bits, the result 11
  const Schedule schedule = pipeline(logic, unit(), {.longest_stage_ps = 1000});
  REQUIRE(schedule.stage_count == 2);
  const RegisterBits bits = register_bits(logic, schedule);
  CHECK(bits.input == 16);
  CHECK(bits.between_stages == 8 + 10);  // `a` is used again
  CHECK(bits.output == 11);
}

TEST_CASE("an operation longer than the limit is an error that names it and its line") {
  CHECK_THROWS_MATCHES(
      pipeline(adder_chain(3), find_device_profile("ultrascale_plus"), {.longest_stage_ps = 500}), ValueError,
      Catch::Matchers::Message("pipeline: the longest stage is 0.500 ns, but one sum of 10 bits takes 1.269 ns; allow "
                               "longer stages or quantize its operands  [chain.cc:7]"));
}

TEST_CASE("a pipeline needs a longest stage or a number of stages, not both") {
  const std::string text = "pipeline: give either a longest stage or a number of stages, and greater than zero";
  CHECK_THROWS_MATCHES(pipeline(adder_chain(1), unit(), {}), ValueError, Catch::Matchers::Message(text));
  CHECK_THROWS_MATCHES(pipeline(adder_chain(1), unit(), {.longest_stage_ps = 1000, .stage_count = 2}), ValueError,
                       Catch::Matchers::Message(text));
}

TEST_CASE("random programs are cut legally at any limit") {
  const auto seed = GENERATE(range(0, 60));
  INFO("seed " << seed);
  Random random(static_cast<std::uint64_t>(seed));
  const CombLogic logic = optimize(random_program(random, {.operations = 40}));
  const DeviceProfile& profile = find_device_profile("ultrascale_plus");
  const auto stages = static_cast<std::uint32_t>(random.between(1, 8));
  const Schedule schedule = pipeline(logic, profile, {.stage_count = stages});
  CHECK(violations(logic, schedule).empty());
  const auto delays = stage_delays_ps(logic, schedule, profile);
  const std::int64_t longest = *std::max_element(delays.begin(), delays.end());
  if (longest == 0) return;
  const Schedule again = pipeline(logic, profile, {.longest_stage_ps = longest});
  CHECK(again.stage_count <= stages);
}

TEST_CASE("an unknown device is an error that lists the known ones") {
  CHECK_THROWS_MATCHES(
      find_device_profile("spartan"), ValueError,
      Catch::Matchers::Message("device: there is no profile 'spartan'; known are ultrascale_plus, unit"));
}

}  // namespace
}  // namespace wirefold
