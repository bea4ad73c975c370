// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "wirefold/dsl/comb_trace.h"
#include "wirefold/importers/onnx.h"
#include "wirefold/importers/onnx/messages.h"

namespace wirefold::onnx {

/// A model as it was replayed on symbolic arrays.
struct Replayed {
  std::vector<NamedArray> inputs;
  std::vector<NamedArray> outputs;
};

/// Replays a model. What is learnt of each input and node is put into `nodes`, which `listed_nodes` has filled; if a
/// node cannot be replayed, that stands there as well before the error is thrown. With `inspects` an input of no format
/// is noted there, and has the one that stands in for it.
///
/// Errors: of the kinds of the DSL, with file, node and operator in front; UnsupportedError for unknown operators.
Replayed replay(const ModelProto& model, const InputFile& file, const OnnxOptions& options,
                std::vector<ModelLayer>& nodes, bool inspects = false);

/// The inputs that are no constants, then the nodes, with names and operators.
std::vector<ModelLayer> listed_nodes(const ModelProto& model);

}  // namespace wirefold::onnx
