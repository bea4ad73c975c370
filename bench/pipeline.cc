// SPDX-License-Identifier: Apache-2.0
// Register bits of pipelines: da4ml's own graph of a network cut as da4ml cuts it and with the fewest registers, and
// the time that a program of 50 000 operations takes.
#include <wirefold/wirefold.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <limits>

#include "bench/jet_network.h"
#include "bench/stage_programs.h"
#include "tests/optimizer/pipelining/stage_problem_file.h"
#include "tests/programs/random_program.h"
#include "wirefold/importers/alir.h"
#include "wirefold/optimizer/depth_search.h"
#include "wirefold/optimizer/passes/pass.h"
#include "wirefold/optimizer/pipelining/minimum_registers.h"
#include "wirefold/optimizer/pipelining/repeat_wires.h"

namespace wf = wirefold;

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct Cut {
  std::uint32_t stages;
  std::int64_t adders;
  int peer;  // da4ml's register bits; 0: it has no figure
};

void print_da4ml_network(const std::string& path) {
  const wf::StageProblemFile network = wf::read_stage_problem(path);
  std::printf("da4ml's graph of the 16-64-32-32-5 network, delays in adders, input and output registers counted\n");
  std::printf("%6s %6s %8s %8s %8s %6s %8s\n", "stages", "adders", "da4ml", "asap", "fewest", "ratio", "CPU s");
  for (const Cut& cut : {Cut{4, 5, 3084}, Cut{5, 5, 0}, Cut{4, 6, 0}, Cut{4, 8, 0}, Cut{7, 3, 5262}, Cut{7, 4, 0},
                         Cut{7, 5, 0}, Cut{10, 2, 8607}}) {
    const double start = cpu_seconds();
    const wf::MinimumRegisters found = wf::minimum_registers(network.problem, {cut.stages, cut.adders});
    const double seconds = cpu_seconds() - start;
    const auto soon = network.register_bits(wf::earliest_stages(network.problem, cut.adders), cut.stages);
    const auto fewest = network.register_bits(found.stages, cut.stages);
    std::printf("%6u %6lld %8s %8llu %8llu %6.3f %8.3f\n", cut.stages, static_cast<long long>(cut.adders),
                cut.peer == 0 ? "-" : std::to_string(cut.peer).c_str(), static_cast<unsigned long long>(soon),
                static_cast<unsigned long long>(fewest), static_cast<double>(fewest) / static_cast<double>(soon),
                seconds);
  }
}

// A device without adders of three operands, which the formulas of the peers do not know.
constexpr const char* kBinaryDevice = "yosys_xcup";

wf::CombLogic traced_network(const std::string& path) {
  const auto data = wf::load_npz(path);
  const auto in = wf::FixedVariableArrayInput({data.at("w0").shape()[0]});
  return wf::comb_trace(in, jet_network(in, data));
}

std::uint64_t port_bits(const wf::CombLogic& logic) {
  wf::Schedule ports = wf::combinational_schedule(logic);
  ports.input_register = ports.output_register = true;
  return wf::register_bits(logic, ports).total();
}

// How a peer times an adder of two variables; all else takes no time. da4ml: 1 level. alkaid, in 1/1024 ns: 1120, and
// 26 for each bit of the chain but one.
struct PeerAdder {
  std::int64_t delay;
  std::int64_t carry;
};
constexpr PeerAdder kDa4mlAdder{1, 0};
constexpr PeerAdder kAlkaidAdder{1120, 26};

// From the higher of the two least bits to the highest bit; a difference from the lowest bit, one less.
std::int64_t alkaid_bits(const wf::CombLogic& logic, std::span<const wf::Use> terms) {
  const auto format = [&](const wf::Use& use) { return logic.format(wf::Use{use.value, use.shift, false}); };
  const auto top = [](const wf::Format& f) { return f.integer_bits + (f.is_signed ? 1 : 0); };
  const wf::Format a = format(terms[0]);
  const wf::Format b = format(terms[1]);
  const int highest = std::max(top(a), top(b));
  if (terms[0].negate != terms[1].negate) {
    return std::max(highest + std::max(a.fraction_bits, b.fraction_bits) - 1, 1);
  }
  return std::max(highest + std::min(a.fraction_bits, b.fraction_bits), 1);
}

std::vector<std::int64_t> peer_delays(const wf::CombLogic& logic, const PeerAdder& adder) {
  std::vector<std::int64_t> delays;
  for (const wf::Operation& operation : logic.operations()) {
    const auto terms = logic.operands(operation);
    const auto is_constant = [&](const wf::Use& term) { return logic.interval(term.value).is_point(); };
    // Also of sums that are only wires, as x and y << 8 of eight bits.
    const bool is_sum = operation.opcode == wf::Opcode::kSum && terms.size() == 2;
    if (!is_sum || std::any_of(terms.begin(), terms.end(), is_constant)) {
      delays.push_back(0);  // the device has no sums of three
    } else {
      delays.push_back(adder.delay + adder.carry * (alkaid_bits(logic, terms) - 1));
    }
  }
  return delays;
}

struct PeerCut {
  const char* peer;
  std::uint32_t stages;
  std::int64_t limit;  // adders or 1/1024 ns
  PeerAdder adder;
  int bits;
};

// The program whose products are as deep as that makes its registers few, at the stages and the longest stage given.
wf::DepthChoice fewest_registers(const wf::CombLogic& traced, std::uint32_t stages, std::int64_t limit,
                                 const PeerAdder& adder) {
  const auto price = [&](const wf::CombLogic& logic) -> wf::DepthPrice {
    const wf::StageProblem problem = wf::stage_problem(logic, peer_delays(logic, adder), true);
    const std::int64_t least = wf::least_limit(problem, stages);
    if (least > limit) return {least - limit, 0};
    return {0, port_bits(logic) + wf::minimum_registers(problem, {stages, limit}).bits_between_stages};
  };
  return wf::find_depth(traced, price, {.optimize = {.device = kBinaryDevice}});
}

void print_own_network(const std::string& path) {
  const wf::CombLogic traced = traced_network(path);
  std::printf("\nour graph of that network, at the peer's stages and longest stage, by the peer's delays\n");
  std::printf("%-28s %6s %6s %8s %8s %6s\n", "peer", "stages", "limit", "peer", "ours", "ratio");
  // alkaid is asked for its own figures by bench/registers_against_peers.py.
  for (const PeerCut& cut : {PeerCut{"da4ml", 4, 5, kDa4mlAdder, 3084}, PeerCut{"da4ml", 7, 3, kDa4mlAdder, 5262},
                             PeerCut{"da4ml", 10, 2, kDa4mlAdder, 8607}}) {
    const wf::DepthChoice choice = fewest_registers(traced, cut.stages, cut.limit, cut.adder);
    if (choice.price.excess > 0) {
      std::printf("%-28s %6u %6lld: our graph needs %lld\n", cut.peer, cut.stages, static_cast<long long>(cut.limit),
                  static_cast<long long>(cut.limit + choice.price.excess));
      continue;
    }
    const auto bits = choice.price.cost;
    std::printf("%-28s %6u %6lld %8d %8llu %6.3f\n", cut.peer, cut.stages, static_cast<long long>(cut.limit), cut.bits,
                static_cast<unsigned long long>(bits), static_cast<double>(bits) / cut.bits);
    std::fflush(stdout);
  }
}

// Adders of two earlier values out of the last thousand; one step in twenty narrows a value and takes no time. What
// nothing reads is an output.
wf::StageProblem large_problem(std::uint32_t size) {
  constexpr std::uint32_t kInputs = 64;
  wf::Random random(1);
  std::vector<wf::StageProblem::Step> steps(size);
  std::vector<std::vector<std::uint32_t>> reads(size);
  for (std::uint32_t i = 0; i < size; ++i) {
    const bool is_narrowing = random.one_in(20);
    steps[i] = {.delay = i < kInputs || is_narrowing ? 0 : 1,
                .width_bits = static_cast<std::uint32_t>(is_narrowing ? 4 : random.between(4, 17)),
                .is_input = i < kInputs,
                .is_output = true};
    for (int count = i < kInputs ? 0 : is_narrowing ? 1 : 2; count > 0; --count) {
      reads[i].push_back(i - static_cast<std::uint32_t>(random.between(1, static_cast<int>(std::min(i, 1000U)))));
      steps[reads[i].back()].is_output = false;
    }
  }
  wf::StageProblem problem;
  for (std::uint32_t i = 0; i < size; ++i) problem.add(steps[i], reads[i]);
  return problem;
}

void print_large() {
  constexpr std::uint32_t kSize = 50'000;
  const wf::StageProblem problem = large_problem(kSize);
  std::printf("\n%u operations\n%6s %6s %10s %10s %8s\n", kSize, "stages", "adders", "asap", "fewest", "CPU s");
  for (const std::int64_t adders : {5, 8, 15, 30}) {
    const std::uint32_t stages = wf::least_stage_count(problem, adders);
    const double start = cpu_seconds();
    const wf::MinimumRegisters found = wf::minimum_registers(problem, {stages, adders});
    const double seconds = cpu_seconds() - start;
    const auto soon = wf::bits_between_stages(problem, wf::earliest_stages(problem, adders), stages);
    std::printf("%6u %6lld %10llu %10llu %8.2f\n", stages, static_cast<long long>(adders),
                static_cast<unsigned long long>(soon), static_cast<unsigned long long>(found.bits_between_stages),
                seconds);
  }
}

// Writes the stages of a network as ALIR, stage0.json and so on, for bench/registers_against_peers.py, and prints the
// register bits. Prints the longest stage that is needed where none keeps the limit.
int write_cut(char** arguments) {
  const auto stages = static_cast<std::uint32_t>(std::strtoul(arguments[1], nullptr, 10));
  const std::int64_t limit = std::strtoll(arguments[2], nullptr, 10);
  const PeerAdder& adder = std::strcmp(arguments[3], "alkaid") == 0 ? kAlkaidAdder : kDa4mlAdder;
  const wf::DepthChoice choice = fewest_registers(traced_network(arguments[0]), stages, limit, adder);
  if (choice.price.excess > 0) {
    std::printf("needs %lld\n", static_cast<long long>(limit + choice.price.excess));
    return 1;
  }
  const wf::StageProblem problem = wf::stage_problem(choice.logic, peer_delays(choice.logic, adder), true);
  const wf::Schedule cut{stages, wf::minimum_registers(problem, {stages, limit}).stages, true, true};
  const wf::PipelinedProgram program = wf::repeat_wires(choice.logic, cut);
  std::uint32_t stage = 0;
  for (const wf::CombLogic& logic : stage_programs(program.logic, program.schedule)) {
    std::ofstream(std::filesystem::path(arguments[4]) / ("stage" + std::to_string(stage++) + ".json"))
        << wf::print_alir(logic);
  }
  std::printf("%llu\n", static_cast<unsigned long long>(wf::register_bits(program.logic, program.schedule).total()));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 6) return write_cut(argv + 1);
  if (argc != 3) {
    std::fprintf(stderr,
                 "usage: pipeline tests/optimizer/pipelining/da4ml_network.txt tests/golden/jsc_like.npz\n"
                 "       pipeline NETWORK_NPZ STAGES LONGEST_STAGE alkaid|da4ml FOLDER\n");
    return 2;
  }
  print_da4ml_network(argv[1]);
  print_own_network(argv[2]);
  print_large();
  return 0;
}
