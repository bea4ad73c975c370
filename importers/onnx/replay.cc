// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/onnx/replay.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "wirefold/dsl/input.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/importers/array_format.h"
#include "wirefold/importers/model_error.h"
#include "wirefold/importers/onnx/arithmetic.h"
#include "wirefold/importers/onnx/operator_table.h"
#include "wirefold/importers/onnx/tensor.h"
#include "wirefold/ir/error.h"

namespace wirefold::onnx {
namespace {

constexpr const char* kInput = "input";

// A port has no batch axis: a first axis of extent 1.
Shape without_batch(const Shape& shape) {
  if (shape.rank() < 2 || shape[0] != 1) return shape;
  Shape result;
  for (std::size_t axis = 1; axis < shape.rank(); ++axis) result.push_back(shape[axis]);
  return result;
}

// The inputs of the graph without its constants, which older files list as inputs as well.
std::vector<const ValueInfoProto*> variable_inputs(const GraphProto& graph) {
  std::set<std::string_view> constants;
  for (const TensorProto& tensor : graph.initializers) constants.insert(tensor.name);
  std::vector<const ValueInfoProto*> result;
  for (const ValueInfoProto& input : graph.inputs) {
    if (!constants.contains(input.name)) result.push_back(&input);
  }
  return result;
}

// The format of a FINN data type: INT4, UINT8, BINARY, FIXED<8,3> of which 3 bits are integer bits with the sign.
std::optional<Format> finn_format(const std::string& type) {
  const auto bits_at = [&](std::size_t place) {
    int bits = 0;
    std::from_chars(type.data() + place, type.data() + type.size(), bits);
    return bits > 0 && bits <= 64 ? bits : 0;
  };
  if (type == "BINARY") return Format{false, 1, 0};
  if (type == "BIPOLAR" || type == "TERNARY") return Format{true, 1, 0};
  if (type.starts_with("UINT") && bits_at(4) > 0) return Format{false, bits_at(4), 0};
  if (type.starts_with("INT") && bits_at(3) > 0) return Format{true, bits_at(3) - 1, 0};
  const auto comma = type.find(',');
  if (!type.starts_with("FIXED<") || comma == std::string::npos || bits_at(6) == 0) return std::nullopt;
  const int integer_bits = bits_at(comma + 1);
  if (integer_bits == 0) return std::nullopt;
  return Format{true, integer_bits - 1, bits_at(6) - integer_bits};
}

std::optional<Format> integer_format(DataType type) {
  switch (type) {
    case DataType::kUint8:
      return Format{false, 8, 0};
    case DataType::kInt8:
      return Format{true, 7, 0};
    case DataType::kUint16:
      return Format{false, 16, 0};
    case DataType::kInt16:
      return Format{true, 15, 0};
    case DataType::kBool:
      return Format{false, 1, 0};
    default:
      return std::nullopt;
  }
}

class Replay {
  // Runs what belongs to an input or a node; its errors name it.
  template <class Action>
  auto guarded(std::size_t row, Action action) {
    try {
      return action();
    } catch (const UserError& error) {
      ModelLayer& layer = layers_[row];
      const std::string problem = problem_of(error);
      layer.is_supported = false;
      layer.problem = problem;
      const bool is_input = row < inputs_.size();
      rethrow_as(error, file_,
                 "'" + file_.path + "', " + (is_input ? "input '" : "node '") + layer.name + "'" +
                     (is_input ? "" : " (" + layer.class_name + ")") + ": " + problem);
    }
  }

 public:
  Replay(const ModelProto& model, const InputFile& file, const OnnxOptions& options, std::vector<ModelLayer>& layers,
         bool inspects)
      : model_(model),
        file_(file),
        options_(options),
        layers_(layers),
        inspects_(inspects),
        inputs_(variable_inputs(model.graph)) {}

  Replayed run() {
    Replayed result;
    const GraphProto& graph = model_.graph;
    for (const TensorProto& tensor : graph.initializers) tensors_[tensor.name] = &tensor;
    for (const ValueInfoProto& output : graph.outputs) ports_.insert(output.name);
    for (std::size_t row = 0; row < inputs_.size(); ++row) add_input(row, result);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) run_node(graph.nodes[i], inputs_.size() + i);
    for (const ValueInfoProto& output : graph.outputs) result.outputs.push_back(output_of(output));
    if (result.inputs.empty()) file_.refuse("the graph has no inputs");
    if (result.outputs.empty()) file_.refuse("the graph has no outputs");
    return result;
  }

 private:
  Location location_of(std::size_t row) const { return {file_.path.c_str(), static_cast<int>(row) + 1}; }

  void add_input(std::size_t row, Replayed& result) {
    const ValueInfoProto& info = *inputs_[row];
    guarded(row, [&] {
      if (!info.has_shape) throw UnsupportedError(kInput, "has no shape; run shape inference (qonnx-cleanup)");
      Shape batched;
      for (std::size_t axis = 0; axis < info.dims.size(); ++axis) {
        std::int64_t extent = info.dims[axis];
        if (extent < 0 && axis == 0) extent = 1;
        if (extent < 0) {
          throw UnsupportedError(
              kInput, "axis " + std::to_string(axis) + " has no fixed extent; set it before exporting the model");
        }
        batched.push_back(extent);
      }
      check_elements("shape", batched.extents());
      const FixedVariableArray array =
          FixedVariableArrayInput(without_batch(batched), format_of(info, row), location_of(row));
      result.inputs.emplace_back(info.name, array);
      note(row, known_.insert_or_assign(info.name, Signal(reshape(array, batched, location_of(row)))).first->second);
      return 0;
    });
  }

  Format format_of(const ValueInfoProto& info, std::size_t row) {
    const auto named = options_.input_formats.find(info.name);
    const auto given = named != options_.input_formats.end() ? named : options_.input_formats.find("");
    if (given != options_.input_formats.end()) return given->second;
    if (const auto format = integer_format(info.type)) return *format;
    const auto annotation = model_.graph.finn_datatypes.find(info.name);
    if (annotation != model_.graph.finn_datatypes.end()) {
      if (const auto format = finn_format(annotation->second)) return *format;
    }
    const UnsupportedError error(kInput, "the model does not tell its format; give it, as --input-format " + info.name +
                                             "=s3.4 or OnnxOptions::input_formats");
    if (!inspects_) throw error;
    layers_[row].is_supported = false;
    layers_[row].problem = problem_of(error);
    return kStandInFormat;
  }

  // A tensor that was computed, or a constant of the file; null for an input that is left out.
  const Signal* signal_of(const std::string& name, const NodeProto& node) {
    if (name.empty()) return nullptr;
    const auto known = known_.find(name);
    if (known != known_.end()) return &known->second;
    const auto tensor = tensors_.find(name);
    if (tensor != tensors_.end()) {
      const auto constant = constant_of(*tensor->second);
      return constant ? &known_.emplace(name, *constant).first->second : nullptr;
    }
    for (const NodeProto& other : model_.graph.nodes) {
      if (std::find(other.outputs.begin(), other.outputs.end(), name) == other.outputs.end()) continue;
      throw IoError(kInput, "'" + name + "' is computed by " +
                                (&other == &node ? "this node itself" : "the node '" + other.label() + "' behind it") +
                                ": the nodes form a cycle or are out of order");
    }
    throw IoError(kInput, "'" + name + "' is neither computed by a node nor a constant of the file");
  }

  const SoftmaxFormats* softmax_formats_of(const NodeProto& node) const {
    const auto named = options_.softmax_formats.find(node.label());
    const auto given = named != options_.softmax_formats.end() ? named : options_.softmax_formats.find("");
    return given != options_.softmax_formats.end() ? &given->second : nullptr;
  }

  void run_node(const NodeProto& node, std::size_t row) {
    const Signals results = guarded(row, [&] {
      const OperatorType* const type = find_operator_type(node);
      if (type == nullptr) throw UnsupportedError("operator", "is not supported; " + remedy_of(node));
      const auto opset = model_.opsets.find(node.domain == "ai.onnx" ? "" : node.domain);
      WeightFigures figures;
      NodeCall call(node, opset == model_.opsets.end() ? 0 : opset->second, location_of(row), figures);
      for (const std::string& name : node.inputs) call.inputs.push_back(signal_of(name, node));
      call.softmax_formats = softmax_formats_of(node);
      const Signals computed = handled(*type, call);
      layers_[row].parameters = figures.parameters;
      layers_[row].zeros = figures.zeros;
      return computed;
    });
    for (std::size_t i = 0; i < std::min(results.size(), node.outputs.size()); ++i) {
      if (node.outputs[i].empty()) continue;
      note(row, results[i]);
      guarded(row, [&] {
        if (known_.contains(node.outputs[i]) || tensors_.contains(node.outputs[i])) {
          throw IoError("output", "'" + node.outputs[i] + "' is given twice");
        }
        known_.emplace(node.outputs[i], results[i]);
        name_tensor(node.outputs[i], results[i], row);
        return 0;
      });
    }
  }

  // Operators with the channels behind are ONNX' own between two transpositions, of the weights as well.
  static Signals handled(const OperatorType& type, NodeCall& call) {
    if (type.origin != Origin::kChannelsLast) return type.handler(call);
    const auto rank = static_cast<std::int64_t>(call.input().shape().rank());
    if (rank < 3) throw ShapeError("input", "of shape " + to_string(call.input().shape()));
    std::vector<std::int64_t> first{0, rank - 1};
    std::vector<std::int64_t> last{0};
    for (std::int64_t axis = 1; axis < rank - 1; ++axis) first.push_back(axis);
    for (std::int64_t axis = 2; axis < rank; ++axis) last.push_back(axis);
    last.push_back(1);
    std::vector<Signal> moved;
    const std::size_t count = std::string_view(type.name) == "Conv" ? 2 : 1;
    for (std::size_t i = 0; i < count; ++i) moved.push_back(transposed(call.input(i), first, call.location));
    for (std::size_t i = 0; i < count; ++i) call.inputs[i] = &moved[i];
    Signals results = type.handler(call);
    for (Signal& result : results) result = transposed(result, last, call.location);
    return results;
  }

  // Only what has a value of its own has a name; a port has its name already.
  void name_tensor(const std::string& text, const Signal& signal, std::size_t row) {
    if (signal.is_constant() || !signal.is_plain() || ports_.contains(text)) return;
    const FixedVariableArray array = signal.elements(location_of(row));
    wirefold::name(reshape(array, without_batch(array.shape())), text, location_of(row));
  }

  NamedArray output_of(const ValueInfoProto& output) {
    const auto known = known_.find(output.name);
    if (known == known_.end()) file_.refuse("the output '" + output.name + "' is computed by no node");
    const auto& nodes = model_.graph.nodes;
    const auto node = std::find_if(nodes.begin(), nodes.end(), [&](const NodeProto& candidate) {
      return std::find(candidate.outputs.begin(), candidate.outputs.end(), output.name) != candidate.outputs.end();
    });
    if (node == nodes.end()) file_.refuse("the output '" + output.name + "' is an input or a constant");
    const std::size_t row = inputs_.size() + static_cast<std::size_t>(node - nodes.begin());
    return guarded(row, [&] {
      if (known->second.is_constant()) throw UnsupportedError("output", "is a constant");
      const FixedVariableArray array = known->second.values(location_of(row));
      return NamedArray(output.name, reshape(array, without_batch(array.shape()), location_of(row)));
    });
  }

  void note(std::size_t row, const Signal& signal) {
    layers_[row].output_shapes.push_back(without_batch(signal.shape()));
    const bool has_format = signal.is_plain() && !signal.is_constant();
    layers_[row].formats.push_back(has_format ? smallest_format(signal.elements(location_of(row))) : Format{});
  }

  const ModelProto& model_;
  const InputFile& file_;
  const OnnxOptions& options_;
  std::vector<ModelLayer>& layers_;
  bool inspects_;
  std::vector<const ValueInfoProto*> inputs_;
  std::map<std::string, const TensorProto*> tensors_;
  std::map<std::string, Signal> known_;
  std::set<std::string> ports_;
};

}  // namespace

Replayed replay(const ModelProto& model, const InputFile& file, const OnnxOptions& options,
                std::vector<ModelLayer>& nodes, bool inspects) {
  return Replay(model, file, options, nodes, inspects).run();
}

std::vector<ModelLayer> listed_nodes(const ModelProto& model) {
  std::vector<ModelLayer> layers;
  for (const ValueInfoProto* const input : variable_inputs(model.graph)) {
    ModelLayer layer;
    layer.name = input->name;
    layer.class_name = "input";
    layers.push_back(std::move(layer));
  }
  for (const NodeProto& node : model.graph.nodes) {
    ModelLayer layer;
    layer.name = node.label();
    layer.class_name = node.op_type;
    if (find_operator_type(node) == nullptr) {
      layer.is_supported = false;
      layer.problem = "is not supported; " + remedy_of(node);
    }
    layers.push_back(std::move(layer));
  }
  return layers;
}

}  // namespace wirefold::onnx
