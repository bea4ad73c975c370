// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "tools/commands.h"
#include "tools/figures.h"
#include "tools/program_file.h"
#include "tools/reference.h"
#include "tools/sample_files.h"
#include "wirefold/driver/load_arrays.h"
#include "wirefold/driver/mismatch.h"
#include "wirefold/driver/random_samples.h"
#include "wirefold/driver/rtl_model.h"
#include "wirefold/importers/keras.h"
#include "wirefold/importers/onnx.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold::tools {
namespace {

void print_report(const Report& report, bool json) { fmt::print("{}", json ? to_json(report) : to_string(report)); }

void print_tensors(const CombLogic& logic, const char* kind, const std::vector<NamedTensor>& tensors) {
  for (const NamedTensor& tensor : tensors) {
    int bits = 0;
    for (const Use& use : tensor.elements) bits += use.value == kNoValue ? 0 : std::max(logic.format(use).width(), 0);
    fmt::print("{} {} {}: {} bits\n", kind, tensor.name, to_string(tensor.shape), bits);
  }
}

void print_operations(const CombLogic& logic) {
  std::array<std::size_t, kOpcodeCount> counts{};
  for (const Operation& operation : logic.operations()) ++counts[static_cast<std::size_t>(operation.opcode)];
  for (std::size_t i = 0; i < kOpcodeCount; ++i) {
    if (counts[i] > 0) fmt::print("{:>8} {}\n", counts[i], info(static_cast<Opcode>(i)).name);
  }
}

struct Check {
  std::string name;
  std::string mismatch;
};

bool report_checks(const std::vector<Check>& checks, std::size_t samples) {
  bool all_well = true;
  for (const Check& check : checks) {
    all_well = all_well && check.mismatch.empty();
    fmt::print(
        "{}: {}\n", check.name,
        check.mismatch.empty() ? fmt::format("bit-exact: {0} of {0} samples", samples) : "MISMATCH: " + check.mismatch);
  }
  return all_well;
}

template <class Model>
bool print_layers(const Model& model, bool json) {
  fmt::print("{}", json ? to_json(model) : to_string(model));
  return model.is_supported();
}

// The layers of a model; whether all are supported.
bool print_model(const InspectArguments& arguments) {
  const std::map<std::string, Format> formats = parse_input_formats(arguments.input_formats);
  if (kind_of(arguments.program) == FileKind::kKerasModel) {
    return print_layers(inspect_keras(arguments.program, {.input_formats = formats}, {}), arguments.json);
  }
  return print_layers(inspect_onnx(arguments.program, {.input_formats = formats}, {}), arguments.json);
}

}  // namespace

int run_inspect(const InspectArguments& arguments) {
  if (kind_of(arguments.program) != FileKind::kProgram) {
    const bool is_supported = print_model(arguments);
    if (arguments.json || !is_supported) return is_supported ? 0 : 1;
  }
  const CombLogic logic = read_program_or_model(arguments.program, arguments.input_formats);
  const CombLogic lowered = is_lowered(logic) ? logic : optimize(logic, {.device = arguments.device});
  const Report report = make_report(lowered, combinational_schedule(lowered), arguments.device);
  if (!arguments.json) {
    print_tensors(logic, "input", logic.inputs());
    print_tensors(logic, "tensor", logic.named_tensors());
    print_tensors(logic, "output", logic.outputs());
    print_operations(logic);
  }
  print_report(report, arguments.json);
  return 0;
}

int run_translate(const TranslateArguments& arguments) {
  write_program_as_named(arguments.output, read_program_or_model(arguments.program, arguments.input_formats));
  return 0;
}

namespace {

// What runs the hardware descriptions of a program.
struct RtlSimulator {
  const char* engine;
  const char* backend;
  Simulator simulator;
  const char* check;
};
constexpr std::array kRtlSimulators = {
    RtlSimulator{"verilator", "verilog", Simulator::verilator, "RTL in Verilator"},
    RtlSimulator{"icarus", "verilog", Simulator::icarus, "RTL in Icarus"},
    RtlSimulator{"ghdl", "vhdl", Simulator::ghdl, "VHDL in GHDL"},
};

struct Samples {
  std::vector<NumericArray> inputs;
  std::vector<NumericArray> expected;      // empty: what the program itself computes
  std::optional<std::string> wrong_layer;  // of the layers that a reference tells of
};

Samples verification_samples(const VerifyArguments& arguments, const CombLogic& logic) {
  constexpr std::uint64_t kSeed = 2;
  if (!arguments.inputs.empty() && !arguments.reference.empty()) {
    throw ValueError("verify", "--input and --reference are both given; a reference brings its own samples");
  }
  if (!arguments.inputs.empty()) return {read_samples("verify", arguments.inputs, logic), {}, {}};
  if (arguments.reference.empty()) return {random_samples(logic, arguments.samples, kSeed), {}, {}};
  const Reference reference = read_reference(arguments.reference, logic);
  return {reference.inputs, reference.outputs, first_wrong_layer(logic, reference)};
}

// The place where samples differ first, with the name of the output.
std::string first_mismatch_of(const CombLogic& logic, const std::vector<NumericArray>& actual,
                              const std::vector<NumericArray>& expected) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const std::string mismatch = first_mismatch(actual[i], expected[i]);
    if (!mismatch.empty()) return "output '" + logic.outputs()[i].name + "': " + mismatch;
  }
  return "";
}

}  // namespace

int run_verify(const VerifyArguments& arguments) {
  if (arguments.formal) return run_formal(arguments);
  const CombLogic logic = read_program_or_model(arguments.program, arguments.input_formats);
  const Samples samples = verification_samples(arguments, logic);
  const std::vector<NumericArray> computed = interpret_all(logic, samples.inputs);
  const std::size_t count = static_cast<std::size_t>(samples.inputs.at(0).shape()[0]);
  std::vector<Check> checks;
  if (samples.wrong_layer) checks.push_back({"layers against the reference", *samples.wrong_layer});
  if (!samples.expected.empty()) {
    checks.push_back({"program against the reference", first_mismatch_of(logic, computed, samples.expected)});
  }
  const CombLogic lowered = optimize(logic);
  checks.push_back({"batch engine", first_mismatch_of(logic, predict_all(logic, samples.inputs), computed)});
  checks.push_back({"optimized program", first_mismatch_of(logic, predict_all(lowered, samples.inputs), computed)});
  for (const RtlSimulator& rtl : kRtlSimulators) {
    RtlModel model(lowered, rtl.backend, {.name = logic.name(), .simulator = rtl.simulator});
    checks.push_back({rtl.check, first_mismatch_of(logic, model.predict_all(samples.inputs), computed)});
  }
  return report_checks(checks, count) ? 0 : 1;
}

int run_sim(const SimArguments& arguments) {
  const CombLogic logic = read_program_or_model(arguments.program, arguments.input_formats);
  check_output_files(arguments.outputs, logic);
  const std::vector<NumericArray> inputs = read_samples("sim", arguments.inputs, logic);
  const PredictOptions options{.inputs = arguments.strict ? Inputs::strict : Inputs::wrap};
  if (arguments.engine == "batch") {
    write_outputs(arguments.outputs, predict_all(logic, inputs, options));
  } else if (arguments.engine == "interpreter") {
    write_outputs(arguments.outputs, interpret_all(logic, inputs, options));
  } else {
    for (const RtlSimulator& rtl : kRtlSimulators) {
      if (arguments.engine != rtl.engine) continue;
      RtlModel model(logic, rtl.backend, {.name = logic.name(), .simulator = rtl.simulator});
      write_outputs(arguments.outputs, model.predict_all(inputs, options));
    }
  }
  return 0;
}

}  // namespace wirefold::tools
