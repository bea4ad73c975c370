// SPDX-License-Identifier: Apache-2.0
// A user's program, built against an installed wirefold.
#include <wirefold/backends/backend.h>
#include <wirefold/ir/error.h>
#include <wirefold/wirefold.hpp>

#include <iostream>

namespace wf = wirefold;

template <class Tensor>
Tensor model(const Tensor& raw) {
  const wf::NumericArray weights = {{3, -5}, {7, 2.25}};
  return wf::relu(wf::matmul(wf::quantize(raw, {true, 3, 4}), weights));
}

// A backend of the user's own: the program as a graph for Graphviz.
std::vector<wf::ProjectFile> emit_dot(const wf::EmissionInput& input) {
  const wf::BackendOptions options = wf::completed_options(wf::find_backend("dot"), input.options);
  std::string text = "digraph " + input.module_name + " {\n  rankdir=" + options.at("direction") + ";\n";
  for (const wf::Operation& operation : input.logic.operations()) {
    const std::string node = "v" + std::to_string(operation.first_result);
    text += "  " + node + " [label=\"" + std::string(wf::info(operation.opcode).name) + "\"];\n";
    for (const wf::Use& use : input.logic.operands(operation)) {
      text += "  v" + std::to_string(use.value) + " -> " + node + ";\n";
    }
  }
  return {{input.module_name + ".dot", text + "}\n"}};
}

bool own_backend_works(const wf::CombLogic& logic) {
  wf::register_backend({.name = "dot",
                        .options = {{"direction", "LR", "LR or TB"}},
                        .legalize = [](wf::CombLogic program, const wf::BackendOptions&) { return program; },
                        .emit = emit_dot});
  const wf::Schedule schedule = wf::combinational_schedule(logic);
  const auto files = wf::find_backend("dot").emit(
      {.logic = logic, .schedule = schedule, .module_name = "graph", .version = "1", .options = {{"direction", "TB"}}});
  bool is_unknown_option_refused = false;
  try {
    wf::completed_options(wf::find_backend("dot"), {{"colour", "red"}});
  } catch (const wf::ValueError& error) {
    is_unknown_option_refused = std::string(error.what()) == "dot: there is no option 'colour'; known are direction";
  }
  const std::string& text = files.at(0).contents;
  return files.size() == 1 && files[0].path == "graph.dot" && text.find("rankdir=TB") != std::string::npos &&
         text.find("[label=\"relu\"]") != std::string::npos && text.find(" -> ") != std::string::npos &&
         is_unknown_option_refused;
}

int main() {
  const auto in = wf::FixedVariableArrayInput({2});
  const auto rtl = wf::VerilogModel(wf::comb_trace(in, model(in)), {.name = "consumer"});
  std::cout << rtl.verilog();

  const wf::NumericArray x = {{1.5, -2}, {0.25, 7}};
  const auto numbers = wf::map_samples(x, [](const wf::NumericArray& sample) { return model(sample); });
  return wf::predict(rtl.logic(), x) == numbers && own_backend_works(rtl.logic()) ? 0 : 1;
}
