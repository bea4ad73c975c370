// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/pipeline_simulator.h"

#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "tests/sim/engine_testing.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

std::vector<Dyadic> sample_of(const CombLogic& logic, const ExactBatch& batch, std::size_t i) {
  std::vector<Dyadic> sample;
  for (std::size_t t = 0; t < batch.size(); ++t) {
    const std::size_t size = logic.inputs()[t].elements.size();
    for (std::size_t e = 0; e < size; ++e) sample.push_back(batch[t][i * size + e]);
  }
  return sample;
}

std::vector<Dyadic> results_of(const CombLogic& logic, const ExactBatch& results, std::size_t i) {
  std::vector<Dyadic> sample;
  for (std::size_t t = 0; t < results.size(); ++t) {
    const std::size_t size = logic.outputs()[t].elements.size();
    for (std::size_t e = 0; e < size; ++e) sample.push_back(results[t][i * size + e]);
  }
  return sample;
}

TEST_CASE("a pipeline gives the program's results latency_cycles later, for a sample every cycle") {
  const std::uint64_t seed = 90210;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 60; ++i) {
    const CombLogic logic = random_program(random, {.operations = random.between(1, 40), .lowered = random.one_in(2)});
    Schedule schedule = random_schedule(logic, static_cast<std::uint32_t>(random.between(1, 6)), random.bits());
    schedule.input_register = random.one_in(2);
    schedule.output_register = random.one_in(2);
    INFO("program " << i << "\n" << print(logic));
    constexpr std::size_t kSamples = 12;
    const ExactBatch inputs = random_batch(random, logic, kSamples);
    const ExactBatch expected = interpret(logic, inputs, kSamples);
    PipelineSimulator simulator(logic, schedule);
    const std::size_t latency = schedule.latency_cycles();
    for (std::size_t cycle = 0; cycle < kSamples + latency; ++cycle) {
      const auto outputs = simulator.cycle(sample_of(logic, inputs, cycle < kSamples ? cycle : 0));
      if (cycle < latency) continue;
      const std::vector<Dyadic> results = results_of(logic, expected, cycle - latency);
      REQUIRE(outputs.size() == results.size());
      for (std::size_t e = 0; e < results.size(); ++e) CHECK(outputs[e] == results[e]);
    }
  }
}

TEST_CASE("the registers of a pipeline are those whose bits the schedule counts") {
  const std::uint64_t seed = 90211;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 40; ++i) {
    const CombLogic logic = random_program(random, {.operations = random.between(1, 40)});
    Schedule schedule = random_schedule(logic, static_cast<std::uint32_t>(random.between(1, 6)), random.bits());
    schedule.input_register = random.one_in(2);
    schedule.output_register = random.one_in(2);
    std::uint64_t bits = 0;
    for (const PipelineRegister& part : PipelineSimulator(logic, schedule).registers()) {
      CHECK_FALSE(part.number.has_value());
      const Format format = part.place == PipelineRegister::Place::input
                                ? logic.input_format(logic.definition(part.use.value))
                                : logic.format(part.use);
      bits += static_cast<std::uint64_t>(std::max(format.width(), 0));
    }
    CHECK(bits == register_bits(logic, schedule).total());
  }
}

TEST_CASE("the state of the registers can be read after every clock edge") {
  const CombLogic logic = parse(
      "wirefold 1 \"m\"\ninput \"x\" (1,) s3.0\n%1 = sum (%0, %0 << 1) : [-24, 21] step 1\n"
      "%2 = sum (%1, %0 << 3) : [-88, 77] step 1\noutput \"y\" (1,) %2\n");
  const Schedule schedule{.stage_count = 2, .stages = {0, 0, 1}, .input_register = false, .output_register = true};
  PipelineSimulator simulator(logic, schedule);
  const auto state = [&] {
    std::string text;
    for (const PipelineRegister& part : simulator.registers()) {
      text += part.place == PipelineRegister::Place::output ? "out" : "stage" + std::to_string(part.stage);
      text += " %" + std::to_string(part.use.value) + "=" + (part.number ? part.number->to_string() : "?") + " ";
    }
    return text;
  };
  CHECK(state() == "stage1 %0=? stage1 %1=? out %2=? ");
  CHECK_FALSE(simulator.cycle(std::vector<Dyadic>{5})[0].has_value());
  CHECK(state() == "stage1 %0=5 stage1 %1=15 out %2=? ");
  CHECK_FALSE(simulator.cycle(std::vector<Dyadic>{-2})[0].has_value());
  CHECK(state() == "stage1 %0=-2 stage1 %1=-6 out %2=55 ");
  CHECK(simulator.cycle(std::vector<Dyadic>{9})[0] == Dyadic(55));
  CHECK(state() == "stage1 %0=-7 stage1 %1=-21 out %2=-22 ");
}

TEST_CASE("a program without registers answers in the same cycle") {
  const CombLogic logic = parse("wirefold 1 \"m\"\ninput \"x\" (1,) s3.0\noutput \"y\" (1,) -%0\n");
  const Schedule schedule = combinational_schedule(logic);
  PipelineSimulator simulator(logic, schedule);
  CHECK(simulator.cycle(std::vector<Dyadic>{5})[0] == Dyadic(-5));
  CHECK(simulator.registers().empty());
}

TEST_CASE("a schedule that is not legal is our mistake") {
  const CombLogic logic = parse(
      "wirefold 1 \"m\"\ninput \"x\" (1,) s3.0\n%1 = relu %0 : [0, 7] step 1\n%2 = relu -%1 : [0]\n"
      "output \"y\" (2,) %1, %2\n");
  const Schedule schedule{.stage_count = 1, .stages = {0, 1, 0}};
  CHECK_THROWS_AS(PipelineSimulator(logic, schedule), InternalError);
}

}  // namespace
}  // namespace wirefold
