// SPDX-License-Identifier: Apache-2.0
// The batch engine on the 16-64-32-32-5 network of tests/golden/jsc_like.npz, optimized as for hardware.
//
//   engine JSC_LIKE_NPZ [--json]     bench/engine_against_alkaid.py runs it beside alkaid's interpreter
#include <wirefold/sim/engine.h>
#include <wirefold/wirefold.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string_view>

#include "bench/jet_network.h"

namespace wf = wirefold;

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// CPU seconds of one call: the best of several rounds.
template <class Work>
double seconds_a_call(const Work& work) {
  work();
  double best = 1e9;
  for (int round = 0; round < 7; ++round) {
    int calls = 0;
    const double start = cpu_seconds();
    double spent = 0;
    while (spent < 0.1) {
      work();
      ++calls;
      spent = cpu_seconds() - start;
    }
    best = std::min(best, spent / calls);
  }
  return best;
}

constexpr std::size_t kBatch = 100'000;

/// The golden samples again and again.
template <class Number>
std::vector<Number> repeated(const std::vector<double>& samples, std::size_t size) {
  std::vector<Number> result(size);
  for (std::size_t i = 0; i < size; ++i) result[i] = static_cast<Number>(samples[i % samples.size()]);
  return result;
}

template <class In, class Out>
double run_seconds(const wf::Engine& engine, const std::vector<In>& x, std::vector<Out>& y, std::size_t count,
                   unsigned threads = 1) {
  const wf::InputSamples inputs[] = {std::span<const In>(x).first(count * engine.inputs()[0].shape.size())};
  const wf::OutputSamples outputs[] = {std::span<Out>(y).first(count * engine.outputs()[0].shape.size())};
  return seconds_a_call([&] { engine.run(count, inputs, outputs, {.threads = threads}); });
}

void print_rate(const char* what, double seconds, std::size_t operations) {
  const double rate = static_cast<double>(kBatch) / seconds;
  std::printf("  %-28s %7.2f M samples/s, %6.1f G operation-samples/s\n", what, rate / 1e6,
              rate * static_cast<double>(operations) / 1e9);
}

void run(const char* path, bool json) {
  const auto data = wf::load_npz(path);
  const auto in = wf::FixedVariableArrayInput({16});
  const auto logic = wf::optimize(wf::comb_trace(in, jet_network(in, data)));
  const double start = cpu_seconds();
  const wf::Engine engine(logic);
  const double compile = cpu_seconds() - start;

  const std::vector<double> golden_x = data.at("x").to_doubles();
  const std::vector<double> golden_y = data.at("y").to_doubles();
  const auto x = repeated<double>(golden_x, kBatch * 16);
  std::vector<double> y(kBatch * 5);
  const double batch = run_seconds(engine, x, y, kBatch);
  const bool is_right = y == repeated<double>(golden_y, y.size());
  const double single = run_seconds(engine, x, y, 1);
  if (json) {
    std::printf("{\"right\": %s, \"samples_per_second\": %.0f, \"one_sample_seconds\": %.3e, \"operations\": %zu}\n",
                is_right ? "true" : "false", static_cast<double>(kBatch) / batch, single, logic.operations().size());
    return;
  }
  const auto statistics = engine.statistics();
  std::printf("%zu operations, %zu instructions of %.2f operands, %zu bytes a sample alive, compiled in %.1f ms\n",
              logic.operations().size(), statistics.instructions,
              static_cast<double>(statistics.operands) / static_cast<double>(statistics.instructions),
              statistics.bytes_a_sample, compile * 1e3);
  std::printf("outputs are %s\n", is_right ? "those of the golden file" : "WRONG");
  for (const wf::SimdLevel level : wf::simd_levels()) {
    const wf::Engine at_level(logic, {.simd = level});
    std::printf("%s, blocks of %zu samples, CPU seconds of one thread\n", std::string(to_string(level)).c_str(),
                at_level.statistics().block_samples);
    print_rate("double to double", run_seconds(at_level, x, y, kBatch), logic.operations().size());
    if (level != wf::simd_levels().back()) continue;
    const auto x32 = repeated<float>(golden_x, kBatch * 16);
    std::vector<float> y32(kBatch * 5);
    print_rate("float to float", run_seconds(at_level, x32, y32, kBatch), logic.operations().size());
    const auto x_int = repeated<std::int32_t>(golden_x, kBatch * 16);
    print_rate("int32 to double", run_seconds(at_level, x_int, y, kBatch), logic.operations().size());
    for (const std::size_t block : {64U, 128U, 256U, 512U, 768U, 1024U, 2048U}) {
      const wf::Engine with_block(logic, {.block_samples = block});
      print_rate(("blocks of " + std::to_string(block)).c_str(), run_seconds(with_block, x, y, kBatch),
                 logic.operations().size());
    }
  }
  std::printf("one sample, double to double: %.2f us\n", single * 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  const bool json = argc == 3 && std::string_view(argv[2]) == "--json";
  if (argc != 2 && !json) {
    std::fprintf(stderr, "usage: engine JSC_LIKE_NPZ [--json]\n");
    return 2;
  }
  try {
    run(argv[1], json);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
