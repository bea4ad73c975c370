// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <chrono>

#include "tools/commands.h"
#include "tools/figures.h"
#include "tools/program_file.h"
#include "wirefold/driver/load_arrays.h"
#include "wirefold/driver/report.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold::tools {
namespace {

CombLogic matrix_program(const CmvmArguments& arguments) {
  const NumericArray weights = load_npy(arguments.matrix);
  if (weights.rank() != 2 || weights.size() == 0) {
    throw ShapeError("cmvm", "'" + arguments.matrix + "' has shape " + to_string(weights.shape()) +
                                 ", a matrix of at least one row and one column is needed");
  }
  if (arguments.input_bits < 1 || arguments.input_bits > kMaxScalarBits) {
    throw FormatError("cmvm", "inputs of " + std::to_string(arguments.input_bits) + " bits; 1 to " +
                                  std::to_string(kMaxScalarBits) + " are possible");
  }
  Matrix matrix(static_cast<std::size_t>(weights.shape()[0]), static_cast<std::size_t>(weights.shape()[1]));
  const auto numbers = weights.numbers();
  matrix.entries.assign(numbers.begin(), numbers.end());
  const Format format{!arguments.is_unsigned, arguments.input_bits - (arguments.is_unsigned ? 0 : 1), 0};
  Builder builder;
  builder.set_name("cmvm");
  builder.begin_input("x", Shape{matrix.rows});
  std::vector<Use> inputs;
  for (std::size_t i = 0; i < matrix.rows; ++i) inputs.push_back({builder.input(format)});
  NamedTensor output{"y", Shape{matrix.columns}, {}};
  const std::size_t columns = matrix.columns;
  const ValueId first = builder.linear(std::move(inputs), std::move(matrix));
  for (std::size_t j = 0; j < columns; ++j) output.elements.push_back({first + static_cast<ValueId>(j)});
  builder.add_output(std::move(output));
  return builder.finish();
}

}  // namespace

int run_cmvm(const CmvmArguments& arguments) {
  const CombLogic traced = matrix_program(arguments);
  const auto start = std::chrono::steady_clock::now();
  const CombLogic logic = optimize(traced, {.device = arguments.device});
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const Schedule schedule = combinational_schedule(logic);
  const Report report = make_report(logic, schedule, arguments.device);
  const Report levels = make_report(logic, schedule, "unit");
  if (!arguments.graph.empty()) write_program_as_named(arguments.graph, logic);
  if (!arguments.alir.empty()) write_program(arguments.alir, ProgramForm::kAlir, logic, nullptr, {});
  if (arguments.json) {
    fmt::print("{}", to_json(report));
  } else {
    fmt::print("adders           {}\none-bit adders   {}\nestimated LUTs   {:.0f} ({})\n", report.total.adders,
               report.total.one_bit_adders, report.total.estimated_luts, report.device);
    fmt::print("depth            {:.0f} adders, {:.2f} ns\ntime             {:.3f} s\n", levels.longest_stage_ns(),
               report.longest_stage_ns(), seconds.count());
  }
  return 0;
}

}  // namespace wirefold::tools
