// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/pipelining/pipeline.h"
#include "tests/optimizer/equivalence.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cost/operation_cost.h"
#include "wirefold/optimizer/optimize.h"
#include "wirefold/optimizer/pipelining/pareto.h"

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

TEST_CASE("a pipeline needs a longest stage or a number of stages") {
  CHECK_THROWS_MATCHES(
      pipeline(adder_chain(1), unit(), {}), ValueError,
      Catch::Matchers::Message("pipeline: give a longest stage or a number of stages, greater than zero"));
}

TEST_CASE("too few stages for the longest stage are an error that names the first operation that ends too late") {
  CHECK_THROWS_MATCHES(
      pipeline(adder_chain(5), unit(), {.longest_stage_ps = 2000, .stage_count = 2}), ValueError,
      Catch::Matchers::Message("pipeline: 2 stages of at most 2 adders are too few: one sum of 14 bits "
                               "of 1 adder ends later; the program needs 3 stages, or stages of 3 "
                               "adders  [chain.cc:7]"));
}

TEST_CASE("fewest registers put the border where values are narrow, balanced stages where delays are equal") {
  // Two adders, then one bit of their sum.
  Builder builder;
  builder.begin_input("x", Shape{2});
  const Use a{builder.input({true, 7, 0})};
  const Use b{builder.input({true, 7, 0})};
  const Use terms[] = {a, b};
  const Use sum{builder.sum(terms)};
  const Use more[] = {sum, compose(a, 1, false)};
  const Use bit{builder.less_than({builder.sum(more)}, 0)};
  const Use last[] = {bit, compose(bit, 1, false)};
  builder.add_output({"y", Shape{1}, {{builder.sum(last)}}});
  const CombLogic logic = builder.finish();
  const auto bits = [&](PipelineStrategy strategy) {
    const Schedule schedule =
        pipeline(logic, unit(), {.longest_stage_ps = 2000, .stage_count = 2, .strategy = strategy});
    return register_bits(logic, schedule).between_stages;
  };
  CHECK(bits(PipelineStrategy::kMinimumRegisters) == 1);
  CHECK(bits(PipelineStrategy::kBalanced) == 9 + 8);  // between the adders: the first sum, and what it was made from
}

TEST_CASE("a sign that is read late is taken from the value that is held anyway") {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const Use a{builder.input({true, 7, 0})};
  const Use b{builder.input({true, 7, 0})};
  const Use sign{builder.less_than(a, 0, Location{"sign.cc", 3})};
  const Use first_terms[] = {b, sign};
  const Use first{builder.sum(first_terms)};
  const Use second_terms[] = {first, compose(sign, 2, false)};
  const Use second{builder.sum(second_terms)};
  const Use third_terms[] = {second, a};
  builder.add_output({"y", Shape{1}, {{builder.sum(third_terms)}}});
  const CombLogic logic = builder.finish();
  const PipelineOptions options{.longest_stage_ps = 1000};
  const PipelinedProgram repeated = pipelined(logic, unit(), options);
  CHECK(repeated.logic.operations().size() == logic.operations().size() + 1);
  CHECK(register_bits(repeated.logic, repeated.schedule).between_stages + 1 ==
        register_bits(logic, pipeline(logic, unit(), options)).between_stages);
  Random random(1);
  check_equivalent(logic, repeated.logic, random, 50);
}

TEST_CASE("wires are repeated without a change of what random programs compute") {
  const auto seed = GENERATE(range(0, 60));
  INFO("seed " << seed);
  Random random(static_cast<std::uint64_t>(seed));
  const CombLogic logic = optimize(random_program(random, {.operations = 40}));
  const DeviceProfile& profile = find_device_profile("ultrascale_plus");
  const PipelineOptions options{.stage_count = static_cast<std::uint32_t>(random.between(2, 8))};
  const PipelinedProgram repeated = pipelined(logic, profile, options);
  CHECK(violations(repeated.logic, repeated.schedule).empty());
  const Schedule plain = pipeline(logic, profile, options);
  CHECK(register_bits(repeated.logic, repeated.schedule).total() <= register_bits(logic, plain).total());
  const PipelineOptions soon{.stage_count = options.stage_count, .strategy = PipelineStrategy::kAsSoonAsPossible};
  CHECK(register_bits(logic, plain).total() <= register_bits(logic, pipeline(logic, profile, soon)).total());
  check_equivalent(logic, repeated.logic, random, 20);
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

TEST_CASE("no cut of the front beats another, and the default cut is one that none beats") {
  const auto seed = GENERATE(range(0, 20));
  INFO("seed " << seed);
  Random random(static_cast<std::uint64_t>(seed));
  const CombLogic logic = optimize(random_program(random, {.operations = 40}));
  const DeviceProfile& profile = find_device_profile("ultrascale_plus");
  const auto front = pareto_front(logic, profile, {.most_stages = 4, .least_step_per_mille = 0});
  REQUIRE_FALSE(front.empty());
  const PipelineTradeOff& any = front[static_cast<std::size_t>(random.between(0, static_cast<int>(front.size()) - 1))];
  for (const PipelineTradeOff& other : front) CHECK_FALSE(other.beats(any));
  const std::int64_t limit = any.longest_stage_ps + random.between(0, 300);
  if (limit == 0) return;
  const PipelinedProgram cut = pipelined(logic, profile, {.longest_stage_ps = limit});
  const auto delays = stage_delays_ps(cut.logic, cut.schedule, profile);
  const PipelineTradeOff own{cut.schedule.stage_count, *std::max_element(delays.begin(), delays.end()),
                             register_bits(cut.logic, cut.schedule).between_stages};
  for (const PipelineTradeOff& other : front) CHECK_FALSE(other.beats(own));
}

TEST_CASE("an unknown device is an error that lists the known ones") {
  CHECK_THROWS_MATCHES(
      find_device_profile("spartan"), ValueError,
      Catch::Matchers::Message("device: there is no profile 'spartan'; known are ultrascale_plus, series7, versal, "
                               "intel_alm, ice40, gates, yosys_xcup, unit"));
}

}  // namespace
}  // namespace wirefold
