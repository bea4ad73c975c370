// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wirefold/importers/onnx/signal.h"

namespace wirefold {
struct SoftmaxFormats;
}

namespace wirefold::onnx {

/// Weights of a node.
struct WeightFigures {
  std::size_t parameters = 0;
  std::size_t zeros = 0;
};

/// A node and what it computes with.
class NodeCall {
 public:
  NodeCall(const NodeProto& of_node, std::int64_t version, Location where, WeightFigures& figures)
      : node(of_node), opset(version), location(where), figures_(&figures) {}

  const NodeProto& node;
  std::int64_t opset;  ///< version of the node's domain; 0 if the model does not tell
  Location location;
  std::vector<const Signal*> inputs;                ///< null where an input is left out
  const SoftmaxFormats* softmax_formats = nullptr;  ///< null if they are not given for this node

  bool has_input(std::size_t index) const { return index < inputs.size() && inputs[index] != nullptr; }
  /// UnsupportedError for an input that is left out.
  const Signal& input(std::size_t index = 0) const;
  /// The numbers of a constant input. UnsupportedError, with what the input is, for one that the model computes.
  NumericArray constant(std::size_t index, const char* what) const;
  /// The same as integers. ValueError for fractions.
  std::vector<std::int64_t> integers(std::size_t index, const char* what) const;
  /// Integers of the attribute, or of the input that later versions of the operator have instead; nothing if neither is
  /// given.
  std::optional<std::vector<std::int64_t>> integers(const char* attribute, std::size_t index) const;

  const AttributeProto* find(std::string_view name) const;
  std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
  std::vector<std::int64_t> integers(std::string_view name) const;
  float real(std::string_view name, float otherwise) const;
  std::string text(std::string_view name, std::string_view otherwise) const;

  /// Counts a constant among the weights of the node.
  void count(const Signal& weights) const;

 private:
  WeightFigures* figures_;
};

/// Computes what a node gives.
using Handler = Signals (*)(const NodeCall& call);

/// The place in an array of `rank` axes that an axis of ONNX means, negative ones counted from the end.
std::size_t checked_axis(std::int64_t axis, std::size_t rank);

/// The float32 numbers of a constant.
std::vector<float> floats_of(const NumericArray& numbers);

}  // namespace wirefold::onnx
