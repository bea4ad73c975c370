// SPDX-License-Identifier: Apache-2.0
// Times every step from a model function to RTL for the 16-64-32-32-5 network of tests/golden/jsc_like.npz, beside the
// figures that da4ml 0.6 and alkaid 0.8.1 reached on a machine of the same class (2 cores, one thread, CPU seconds).
#include <sys/resource.h>
#include <wirefold/backends/port_packing.h>
#include <wirefold/backends/process.h>
#include <wirefold/backends/verilog/verilator_emulator.h>
#include <wirefold/ir/text.h>
#include <wirefold/optimizer/cost/operation_cost.h>
#include <wirefold/wirefold.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "bench/jet_network.h"

namespace wf = wirefold;

namespace {

// Adders of two variables: what the peers count.
std::size_t variable_adders(const wf::CombLogic& logic) {
  std::size_t count = 0;
  for (const wf::Operation& operation : logic.operations()) {
    const auto terms = logic.operands(operation);
    const auto is_constant = [&](const wf::Use& term) { return logic.interval(term.value).is_point(); };
    count += wf::is_adder(logic, operation) && std::none_of(terms.begin(), terms.end(), is_constant) ? 1 : 0;
  }
  return count;
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

template <class Step>
auto timed(const char* what, double& total, const Step& step) {
  const double start = cpu_seconds();
  auto result = step();
  const double seconds = cpu_seconds() - start;
  total += seconds;
  std::printf("%-24s %8.3f CPU s\n", what, seconds);
  return result;
}

// Of this process and of the programs it ran: Verilator, compiler, linker.
double cpu_seconds_with_children() {
  rusage children{};
  getrusage(RUSAGE_CHILDREN, &children);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return cpu_seconds() + seconds(children.ru_utime) + seconds(children.ru_stime);
}

// Builds the RTL with Verilator into an empty cache and streams samples through one instance, packed before. The
// runtime of Verilator is built once a machine, so it is built before.
void time_emulator(const char* what, const wf::VerilogModel& rtl, const std::string& cache, double peer_build,
                   double peer_speed) {
  const wf::EmissionInput input{
      .logic = rtl.logic(), .schedule = rtl.schedule(), .module_name = "jet_network", .version = ""};
  const double start = cpu_seconds_with_children();
  wf::VerilatorEmulator emulator(wf::emulated_design(input, rtl.files()), {.cache_folder = cache});
  emulator.compile();
  const double build = cpu_seconds_with_children() - start;
  constexpr unsigned kSamples = 200'000;
  wf::PortWords words;
  for (const wf::Port& port : wf::input_ports(rtl.logic())) {
    words.emplace_back(kSamples * port.words_per_sample());
    std::uint64_t state = 1;  // a linear congruential generator: Knuth, MMIX
    for (std::uint64_t& word : words.back()) word = state = state * 6364136223846793005U + 1442695040888963407U;
  }
  double best = 0;
  for (int repeat = 0; repeat < 3; ++repeat) {
    const double before = cpu_seconds();
    emulator.run(words, kSamples, 1);
    best = std::max(best, kSamples / (cpu_seconds() - before));
  }
  std::printf("%-24s %8.2f CPU s to build (peers %.0f or more), %.0f k samples/s on one core (peers at most %.0f k)\n",
              what, build, peer_build, best / 1000, peer_speed);
}

// The emulators of a trivial design, so that what is built once is there.
void build_runtime(const std::string& cache) {
  const auto in = wf::FixedVariableArrayInput({1}, wf::Format{true, 3, 0});
  wf::RtlModelOptions options;
  options.name = "trivial";
  options.cache_dir = cache;
  wf::VerilogModel(wf::comb_trace(in, in + 1), options).compile();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 4) {
    std::fprintf(
        stderr,
        "usage: network JSC_LIKE_NPZ [PROGRAM [DEVICE]]   PROGRAM: write the optimized program there, and no more\n");
    return 2;
  }
  const std::string device = argc == 4 ? argv[3] : "ultrascale_plus";
  const auto data = wf::load_npz(argv[1]);
  constexpr double kPeerTrace = 0.33;       // alkaid; da4ml 0.45
  constexpr double kPeerAdderBits = 12739;  // alkaid; da4ml 12749
  double total = 0;
  const auto traced = timed("trace", total, [&] {
    const auto in = wf::FixedVariableArrayInput({data.at("w0").shape()[0]});
    return wf::comb_trace(in, jet_network(in, data));
  });
  const auto logic = timed("optimize", total, [&] { return wf::optimize(traced, {.device = device}); });
  if (argc > 2) {
    std::ofstream(argv[2]) << wf::print(logic);
    return 0;
  }
  wf::RtlModelOptions options;
  options.name = "jet_network";
  options.device = device;
  options.test_bench_samples = 0;
  const wf::VerilogModel combinational(logic, options);
  options.latency_cutoff = 5;
  const auto rtl = timed("pipeline and emit", total, [&] { return wf::VerilogModel(logic, options); });
  std::printf("%-24s %8.3f CPU s, alkaid's trace %.2f: ratio %.2f\n", "all", total, kPeerTrace, kPeerTrace / total);
  // The peers' adders have two operands: so have ours for a device without others.
  const auto binary = wf::optimize(traced, {.device = "versal"});
  const auto of_two = wf::make_report(binary, wf::combinational_schedule(binary), "versal").total;
  std::printf("%-24s %8zu, of two variables %zu (alkaid 1442, da4ml 1444)\n", "adders of two operands", of_two.adders,
              variable_adders(binary));
  std::printf("%-24s %8zu, alkaid %.0f: ratio %.3f\n", "their one-bit adders", of_two.one_bit_adders, kPeerAdderBits,
              static_cast<double>(of_two.one_bit_adders) / kPeerAdderBits);
  std::printf("%-24s %8.0f on %s (alkaid's own estimate with adders of three operands 10021)\n", "estimated LUTs",
              rtl.report().total.estimated_luts, device.c_str());
  const wf::TemporaryFolder cache(std::filesystem::temp_directory_path());
  build_runtime(cache.path().string());
  time_emulator("combinational emulator", combinational, cache.path().string(), 28, 476);
  time_emulator("pipelined emulator", rtl, cache.path().string(), 78, 476);
  return 0;
}
