// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine.h"

#include "tests/catch.h"
#include "tests/sim/engine_testing.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

// Reports the first difference, with the program.
void check_equal(const CombLogic& logic, const ExactBatch& actual, const ExactBatch& expected) {
  REQUIRE(actual.size() == expected.size());
  for (std::size_t t = 0; t < expected.size(); ++t) {
    REQUIRE(actual[t].size() == expected[t].size());
    for (std::size_t i = 0; i < expected[t].size(); ++i) {
      if (actual[t][i] == expected[t][i]) continue;
      FAIL("tensor " << t << ", number " << i << " is " << actual[t][i].to_string() << ", the interpreter says "
                     << expected[t][i].to_string() << "\n"
                     << print(logic));
    }
  }
}

TEST_CASE("random programs give at every SIMD level what the interpreter gives") {
  const std::uint64_t seed = 20261122;
  INFO("seed " << seed);
  Random random(seed);
  for (int i = 0; i < 400; ++i) {
    INFO("program " << i);
    RandomProgramOptions options;
    options.operations = random.between(1, 60);
    options.widest = random.one_in(3) ? 16 : (random.one_in(2) ? 40 : 90);
    options.lowered = random.one_in(2);
    const CombLogic logic = random_program(random, options);
    const std::size_t count = static_cast<std::size_t>(random.between(1, 40));
    const ExactBatch inputs = random_batch(random, logic, count);
    const ExactBatch expected = interpret(logic, inputs, count, {"middle"});
    for (const SimdLevel level : simd_levels()) {
      const Engine engine(logic, {.taps = {"middle"}, .simd = level});
      check_equal(logic, run_engine(engine, inputs, count), expected);
    }
  }
}

}  // namespace
}  // namespace wirefold
