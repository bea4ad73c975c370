// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx.h"

#include <algorithm>

#include "wirefold/dsl/comb_trace.h"
#include "wirefold/importers/model_error.h"
#include "wirefold/importers/onnx/operator_table.h"
#include "wirefold/importers/onnx/replay.h"
#include "wirefold/ir/error.h"

namespace wirefold {

CombLogic read_onnx(const std::string& path, const OnnxOptions& options, const Location& location) {
  const InputFile file{"read_onnx", path, location};
  const std::string bytes = file.read();
  const onnx::ModelProto model = onnx::parse_model(bytes, file);
  std::vector<ModelLayer> nodes = onnx::listed_nodes(model);
  const onnx::Replayed replayed = onnx::replay(model, file, options, nodes);
  const std::string own = model.graph.name.empty() ? "model" : model.graph.name;
  try {
    return comb_trace(replayed.inputs, replayed.outputs, {.name = options.name.empty() ? own : options.name}, location);
  } catch (const UserError& error) {
    rethrow_as(error, file, "'" + path + "': " + problem_of(error));
  }
}

OnnxModel inspect_onnx(const std::string& path, const OnnxOptions& options, const Location& location) {
  const InputFile file{"inspect_onnx", path, location};
  const std::string bytes = file.read();
  const onnx::ModelProto model = onnx::parse_model(bytes, file);
  OnnxModel result{.name = model.graph.name, .producer = model.producer, .nodes = onnx::listed_nodes(model)};
  try {
    onnx::replay(model, file, options, result.nodes, /*inspects=*/true);
  } catch (const IoError&) {
    throw;
  } catch (const UserError&) {
    // It stands at the node that could not be replayed; those behind it were not reached.
    for (ModelLayer& node : result.nodes) {
      if (node.is_supported && node.output_shapes.empty()) {
        node.problem = "not looked at: it stands behind what is not supported";
      }
    }
  }
  return result;
}

bool OnnxModel::is_supported() const {
  return std::all_of(nodes.begin(), nodes.end(), [](const ModelLayer& node) { return node.is_supported; });
}

bool is_onnx_file(std::string_view path, std::string_view bytes) {
  // The first field is the version of the format, which is below 32; no other form of a program begins so.
  const bool begins_as_model = bytes.size() > 1 && bytes[0] == 8 && bytes[1] > 0 && bytes[1] < 32;
  return path.ends_with(".onnx") || begins_as_model;
}

std::vector<OnnxOperatorType> supported_onnx_operators() {
  std::vector<OnnxOperatorType> result;
  for (const onnx::OperatorType& type : onnx::operator_types()) {
    result.push_back({type.name, onnx::to_string(type.origin)});
  }
  return result;
}

}  // namespace wirefold
