// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "wirefold/importers/onnx/signal.h"

namespace wirefold::onnx {

/// The constant that a tensor of the file holds; nothing for one of no elements, which stands for an input that is left
/// out.
///
/// Errors:  IoError for data that do not fit the shape; UnsupportedError for data in another file and for types without
///          numbers; ValueError for NaN and infinity.
std::optional<Signal> constant_of(const TensorProto& tensor);

}  // namespace wirefold::onnx
