// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>

#include "tools/commands.h"
#include "tools/figures.h"
#include "wirefold/driver/hls_model.h"
#include "wirefold/driver/load_arrays.h"
#include "wirefold/driver/write_files.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold::tools {
namespace {

constexpr const char* kCommand = "kernel";

NumericArray load(const std::string& path, std::size_t rank, std::int64_t rows) {
  NumericArray array = load_npy(path);
  const Shape& shape = array.shape();
  if (array.rank() != rank || (rows > 0 && shape[0] != rows)) {
    throw ShapeError(kCommand, "'" + path + "' has shape " + to_string(shape) + ", " +
                                   (rows > 0 ? std::to_string(rows) + " rows in " : "") + std::to_string(rank) +
                                   " dimensions are needed");
  }
  return array;
}

int field(const Dyadic& number, const std::string& path) {
  const bool is_small = number.is_integer() && -Dyadic(kMaxExponent) <= number && number <= Dyadic(kMaxExponent);
  if (!is_small) {
    throw FormatError(kCommand, "'" + path + "' holds " + number.to_string() + ", which is no number of bits");
  }
  return static_cast<int>(number.on_grid(0).to_int64());
}

// One format an input: is_signed, integer bits without the sign, fraction bits.
std::vector<Format> read_formats(const std::string& path, std::int64_t rows) {
  const NumericArray array = load(path, 2, rows);
  if (array.shape()[1] != 3) {
    throw ShapeError(kCommand, "'" + path + "' has shape " + to_string(array.shape()) +
                                   ", a format has 3 fields: is_signed, integer_bits, fraction_bits");
  }
  std::vector<Format> formats;
  const auto numbers = array.numbers();
  for (std::size_t i = 0; i + 2 < numbers.size(); i += 3) {
    const Format format{!numbers[i].is_zero(), field(numbers[i + 1], path), field(numbers[i + 2], path)};
    formats.push_back(format.is_zero() ? Format{} : format);
  }
  return formats;
}

CombLogic kernel_program(const KernelArguments& arguments) {
  const NumericArray weights = load(arguments.matrix, 2, 0);
  const std::int64_t rows = weights.shape()[0];
  Matrix matrix(static_cast<std::size_t>(rows), static_cast<std::size_t>(weights.shape()[1]));
  matrix.entries.assign(weights.numbers().begin(), weights.numbers().end());
  const std::size_t columns = matrix.columns;

  Builder builder;
  builder.set_name(arguments.name);
  builder.begin_input("x", Shape{static_cast<std::size_t>(rows)});
  std::vector<Use> inputs;
  for (const Format& format : read_formats(arguments.formats, rows)) inputs.push_back({builder.input(format)});
  const ValueId first = builder.linear(std::move(inputs), std::move(matrix));
  NamedTensor output{"y", Shape{columns}, {}};
  for (std::size_t i = 0; i < columns; ++i) output.elements.push_back({first + static_cast<ValueId>(i)});
  if (!arguments.bias.empty()) {
    const NumericArray bias = load(arguments.bias, 1, static_cast<std::int64_t>(columns));
    for (std::size_t i = 0; i < columns; ++i) {
      const Use terms[] = {output.elements[i], {builder.constant(bias.numbers()[i])}};
      output.elements[i] = {builder.sum(terms)};
    }
  }
  builder.add_output(std::move(output));
  return builder.finish();
}

}  // namespace

int run_kernel(const KernelArguments& arguments) {
  const cmvm::Effort effort = arguments.effort == "fast"  ? cmvm::Effort::fast()
                              : arguments.effort == "max" ? cmvm::Effort::max()
                                                          : cmvm::Effort{};
  const CombLogic logic = optimize(kernel_program(arguments), {.device = arguments.device, .effort = effort});
  const HLSModel model(logic, {.name = arguments.name,
                               .device = arguments.device,
                               .test_bench_samples = 0,
                               .backend_options = {{"interface", "kernel"}}});
  const std::filesystem::path path(arguments.output);
  write_files(path.has_parent_path() ? path.parent_path().string() : ".", {{path.filename().string(), model.source()}});
  const Report report = model.report();
  fmt::print("{}", arguments.json ? to_json(report) : to_string(report));
  return 0;
}

}  // namespace wirefold::tools
