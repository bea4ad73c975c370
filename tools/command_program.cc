// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "tools/commands.h"
#include "tools/figures.h"
#include "tools/program_file.h"
#include "tools/sample_files.h"
#include "tools/verification.h"
#include "wirefold/driver/load_arrays.h"
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

template <class Model>
bool print_layers(const Model& model, bool json) {
  fmt::print("{}", json ? to_json(model) : to_string(model));
  return model.is_supported();
}

// The layers of a model; whether all are supported.
bool print_model(const InspectArguments& arguments) {
  if (kind_of(arguments.program) == FileKind::kKerasModel) {
    return print_layers(inspect_keras(arguments.program, keras_options(arguments.model), {}), arguments.json);
  }
  return print_layers(inspect_onnx(arguments.program, onnx_options(arguments.model), {}), arguments.json);
}

// Of hardware that is only run nobody reads the names of the ports.
RtlModelOptions unseen_hardware(const CombLogic& logic, const RtlSimulator& rtl) {
  return {.name = logic.name(), .simulator = rtl.simulator, .backend_options = {{"rename_ports", "true"}}};
}

}  // namespace

int run_inspect(const InspectArguments& arguments) {
  const bool is_model = kind_of(arguments.program) != FileKind::kProgram;
  if (is_model) {
    const bool is_supported = print_model(arguments);
    if (arguments.json || !is_supported) return is_supported ? 0 : 1;
  }
  const CombLogic logic = read_program_or_model(arguments.program, arguments.model);
  if (!arguments.json) {
    print_tensors(logic, "input", logic.inputs());
    if (!is_model) print_tensors(logic, "tensor", logic.named_tensors());
    print_tensors(logic, "output", logic.outputs());
    print_operations(logic);
  }
  if (is_model) return 0;  // a look takes no search; what it costs, convert tells
  const CombLogic lowered = is_lowered(logic) ? logic : optimize(logic, {.device = arguments.device});
  print_report(make_report(lowered, combinational_schedule(lowered), arguments.device), arguments.json);
  return 0;
}

int run_translate(const TranslateArguments& arguments) {
  write_program_as_named(arguments.output, read_program_or_model(arguments.program, arguments.model));
  return 0;
}

int run_verify(const VerifyArguments& arguments) {
  if (arguments.formal) return run_formal(arguments);
  if (std::filesystem::is_directory(arguments.program)) return run_verify_project(arguments);
  const CombLogic logic = read_program_or_model(arguments.program, arguments.model);
  Verification verification(logic, verification_samples(arguments, logic));
  const CombLogic lowered = optimize(logic);
  verification.check("batch engine", predict_all(logic, verification.inputs()));
  verification.check("optimized program", predict_all(lowered, verification.inputs()));
  for (const RtlSimulator& rtl : kRtlSimulators) {
    RtlModel model(lowered, rtl.backend, unseen_hardware(logic, rtl));
    verification.check(rtl.check, model.predict_all(verification.inputs()));
  }
  return verification.print(arguments.json) ? 0 : 1;
}

int run_sim(const SimArguments& arguments) {
  const CombLogic logic = read_program_or_model(arguments.program, arguments.model);
  check_output_files(arguments.outputs, logic);
  const std::vector<NumericArray> inputs = read_samples("sim", arguments.inputs, logic);
  const PredictOptions options{.inputs = arguments.strict ? Inputs::strict : Inputs::wrap};
  if (arguments.engine == "batch") {
    write_outputs(arguments.outputs, logic, predict_all(logic, inputs, options));
  } else if (arguments.engine == "interpreter") {
    write_outputs(arguments.outputs, logic, interpret_all(logic, inputs, options));
  } else {
    for (const RtlSimulator& rtl : kRtlSimulators) {
      if (arguments.engine != rtl.engine) continue;
      RtlModel model(logic, rtl.backend, unseen_hardware(logic, rtl));
      write_outputs(arguments.outputs, logic, model.predict_all(inputs, options));
    }
  }
  return 0;
}

}  // namespace wirefold::tools
