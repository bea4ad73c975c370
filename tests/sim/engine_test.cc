// SPDX-License-Identifier: Apache-2.0
#include "wirefold/sim/engine.h"

#include <thread>

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
  for (int i = 0; i < 1000; ++i) {
    INFO("program " << i);
    RandomProgramOptions options;
    options.operations = random.between(1, 60);
    options.widest = random.one_in(3) ? 16 : (random.one_in(2) ? 40 : 90);
    options.widest_format = random.one_in(4) ? 80 : 12;
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

TEST_CASE("batches of any size give the same in any block size and number of threads") {
  const std::uint64_t seed = 31337;
  INFO("seed " << seed);
  Random random(seed);
  const CombLogic logic = random_program(random, {.operations = 50});
  constexpr std::size_t kMost = 2500;
  const ExactBatch inputs = random_batch(random, logic, kMost);
  const ExactBatch expected = interpret(logic, inputs, kMost);
  const auto first_samples = [&](ExactBatch batch, const auto& tensors, std::size_t count) {
    for (std::size_t t = 0; t < batch.size(); ++t) batch[t].resize(count * tensors[t].elements.size());
    return batch;
  };
  for (const std::size_t count : {0, 1, 2, 31, 32, 33, 255, 256, 257, 1000, 2500}) {
    for (const std::size_t block : {0, 1, 32, 100, 512}) {
      for (const unsigned threads : {0, 1, 3}) {
        INFO(count << " samples, blocks of " << block << ", " << threads << " threads");
        const Engine engine(logic, {.block_samples = block});
        const ExactBatch actual =
            run_engine(engine, first_samples(inputs, logic.inputs(), count), count, {.threads = threads});
        check_equal(logic, actual, first_samples(expected, logic.outputs(), count));
      }
    }
  }
}

TEST_CASE("threads may share an engine") {
  Random random(5150);
  const CombLogic logic = random_program(random, {.operations = 30});
  const Engine engine(logic);
  constexpr std::size_t kCount = 300;
  const ExactBatch inputs = random_batch(random, logic, kCount);
  const ExactBatch expected = interpret(logic, inputs, kCount);
  std::vector<ExactBatch> results(4);
  std::vector<std::thread> threads;
  for (ExactBatch& result : results) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) result = run_engine(engine, inputs, kCount);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const ExactBatch& result : results) check_equal(logic, result, expected);
}

TEST_CASE("lanes are as narrow as ranges and readers allow") {
  // The sum of two products of 20 bits is read only modulo 2^6, so all of it stays in 16 bits.
  const CombLogic logic = parse(
      "wirefold 1 \"m\"\ninput \"x\" (2,) s9.0, s9.0\n%2 = multiply (%0, %1) : [-523776, 524288] step 1\n"
      "%3 = sum (%2, %0 << 14) : [-16775168, 16890880] step 1\n%4 = quantize %3 to s5.0 TRN WRAP : [-32, 31] step 1\n"
      "output \"y\" (1,) %4\n");
  const Engine engine(logic);
  CHECK(engine.statistics().instructions == 2);
  CHECK(engine.statistics().wide_instructions == 0);
  CHECK(engine.statistics().bytes_a_sample == 6);  // the result takes the place of an input
  const std::vector<std::int32_t> x = {511, -511, -512, 511, 3, 5, -7, 512};
  std::vector<std::int32_t> y(4);
  const InputSamples inputs[] = {std::span<const std::int32_t>(x)};
  const OutputSamples outputs[] = {std::span<std::int32_t>(y)};
  engine.run(4, inputs, outputs);
  CHECK(y == std::vector<std::int32_t>{-1, 0, 15, 0});  // products modulo 2^6; 512 is read as -512
}

TEST_CASE("values of more than 64 bits are exact") {
  const CombLogic logic = parse(
      "wirefold 1 \"m\"\ninput \"x\" (2,) s50.0, s50.0\n"
      "%2 = multiply (%0, %1) : [-1267650600228228275596796362752, 1267650600228229401496703205376] step 1\n"
      "output \"y\" (1,) %2\n");
  const Engine engine(logic);
  CHECK(engine.statistics().wide_instructions == 1);
  const std::vector<Dyadic> a = {Dyadic(Integer::power_of_two(50) - 1, 0), Dyadic(-(Integer::power_of_two(50) - 3), 0)};
  CHECK(run_engine(engine, {a}, 1) == ExactBatch{{a[0] * a[1]}});
}

TEST_CASE("a million sums and a sum of a hundred thousand inputs are compiled and run") {
  constexpr int kLength = 100'000;
  Builder builder;
  builder.begin_input("x", Shape{kLength});
  for (int i = 0; i < kLength; ++i) builder.input({true, 7, 0});
  std::vector<Use> terms;
  Use total{0};
  for (ValueId i = 0; i < kLength; ++i) {
    terms.push_back({i});
    if (i == 0) continue;
    const Use pair[] = {total, {i, static_cast<std::int32_t>(i % 2), i % 3 == 1}};
    total = {builder.sum(pair)};
  }
  builder.add_output({"y", Shape{2}, {total, {builder.sum(terms)}}});
  const CombLogic logic = builder.finish();
  const ExactBatch inputs{std::vector<Dyadic>(kLength, Dyadic(3))};
  CHECK(run_engine(Engine(logic), inputs, 1) == interpret(logic, inputs, 1));
}

}  // namespace
}  // namespace wirefold
