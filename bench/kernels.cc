// SPDX-License-Identifier: Apache-2.0
// The constant matrices of programs with the ranges of their inputs, as they meet the solver, and what it makes of
// them: a line of JSON each, in CPU seconds. bench/kernels_against_alkaid.py gives the same to alkaid.
//
//   bench_kernels [--seconds S | --steps N] PROGRAM...
//     PROGRAM  a model (.keras) or a program (.wirefold, .json)
//     S, N     a third effort beside fast and default, on two threads
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <map>
#include <string>
#include <string_view>

#include "wirefold/importers/keras.h"
#include "wirefold/importers/program_file.h"
#include "wirefold/optimizer/cmvm/solver.h"
#include "wirefold/optimizer/passes/pass.h"

namespace wirefold {
namespace {

CombLogic read(const std::string& path) {
  if (std::string_view(path).ends_with(".keras")) return read_keras(path);
  return read_program(path).logic;
}

using Efforts = std::map<std::string, cmvm::Effort>;

void print_solution(const std::string& name, const cmvm::Problem& problem, const cmvm::Effort& effort) {
  cmvm::Options options;
  options.effort = effort;
  const bool is_long = effort.kind == cmvm::Effort::Kind::kSeconds || effort.kind == cmvm::Effort::Kind::kSteps;
  options.threads = is_long ? 2 : 1;
  const std::clock_t start = std::clock();
  const cmvm::Solution solution = cmvm::solve(problem, options);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  std::printf(R"("%s": {"adders": %llu, "bits": %llu, "depth": %u, "seconds": %.4f, "steps": %llu})", name.c_str(),
              static_cast<unsigned long long>(solution.cost.adders),
              static_cast<unsigned long long>(solution.cost.one_bit_adders), solution.cost.depth, seconds,
              static_cast<unsigned long long>(solution.steps));
}

// Numbers are printed as mantissa and exponent of two.
void print(const std::string& path, const cmvm::Problem& problem, const Efforts& efforts) {
  std::printf(R"({"program": "%s", "rows": %zu, "columns": %zu, "weights": [)", path.c_str(), problem.matrix.rows,
              problem.matrix.columns);
  const char* comma = "";
  for (const Dyadic& weight : problem.matrix.entries) {
    std::printf("%s[%s, %d]", comma, weight.mantissa().to_string().c_str(), weight.exponent());
    comma = ", ";
  }
  std::printf(R"(], "inputs": [)");
  comma = "";
  for (const Interval& input : problem.inputs) {
    std::printf("%s[%s, %s, %d]", comma, input.low.to_string().c_str(), input.high.to_string().c_str(), input.exponent);
    comma = ", ";
  }
  std::printf(R"(], "efforts": {)");
  comma = "";
  for (const auto& [name, effort] : efforts) {
    std::printf("%s", comma);
    print_solution(name, problem, effort);
    comma = ", ";
  }
  std::printf("}}\n");
  std::fflush(stdout);
}

void visit(const std::string& path, const Efforts& efforts) {
  CombLogic logic = read(path);
  run_pipeline(logic, optimization_pipeline().first(1), {});  // as traced, cleaned up
  for (const Operation& operation : logic.operations()) {
    if (operation.opcode != Opcode::kLinear) continue;
    cmvm::Problem problem;
    problem.matrix = logic.matrix(operation);
    for (const Use& use : logic.operands(operation)) problem.inputs.push_back(logic.interval(use));
    print(path, problem, efforts);
  }
}

}  // namespace
}  // namespace wirefold

int main(int argc, char** argv) {
  try {
    wirefold::Efforts efforts{{"fast", wirefold::cmvm::Effort::fast()}, {"default", {}}};
    const std::string option = argc > 2 ? argv[1] : "";
    if (option == "--seconds") efforts["long"] = wirefold::cmvm::Effort::in_seconds(std::atof(argv[2]));
    if (option == "--steps") efforts["long"] = wirefold::cmvm::Effort::in_steps(std::strtoull(argv[2], nullptr, 10));
    for (int i = efforts.size() > 2 ? 3 : 1; i < argc; ++i) wirefold::visit(argv[i], efforts);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
