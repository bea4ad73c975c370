// SPDX-License-Identifier: Apache-2.0
// The constant matrices of programs with the ranges of their inputs, as they meet the solver, and what it makes of
// them: a line of JSON each. bench/kernels_against_alkaid.py gives the same to alkaid.
//
//   bench_kernels PROGRAM...
//     PROGRAM  a model (.keras) or a program (.wirefold, .json)
#include <cstdio>
#include <ctime>
#include <exception>
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

void print_solution(const char* name, const cmvm::Problem& problem, const cmvm::Effort& effort) {
  cmvm::Options options;
  options.effort = effort;
  const std::clock_t start = std::clock();
  const cmvm::Cost cost = cmvm::solve(problem, options).cost;
  std::printf(R"(, "%s": {"adders": %llu, "bits": %llu, "depth": %u, "seconds": %.4f})", name,
              static_cast<unsigned long long>(cost.adders), static_cast<unsigned long long>(cost.one_bit_adders),
              cost.depth, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
}

// Numbers are printed as mantissa and exponent of two.
void print(const std::string& path, const cmvm::Problem& problem) {
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
  std::printf("]");
  print_solution("fast", problem, cmvm::Effort::fast());
  print_solution("default", problem, {});
  std::printf("}\n");
  std::fflush(stdout);
}

void visit(const std::string& path) {
  CombLogic logic = read(path);
  run_pipeline(logic, optimization_pipeline().first(1), {});  // as traced, cleaned up
  for (const Operation& operation : logic.operations()) {
    if (operation.opcode != Opcode::kLinear) continue;
    cmvm::Problem problem;
    problem.matrix = logic.matrix(operation);
    for (const Use& use : logic.operands(operation)) problem.inputs.push_back(logic.interval(use));
    print(path, problem);
  }
}

}  // namespace
}  // namespace wirefold

int main(int argc, char** argv) {
  try {
    for (int i = 1; i < argc; ++i) wirefold::visit(argv[i]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
