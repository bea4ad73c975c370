// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "wirefold/driver/report.h"
#include "wirefold/importers/keras.h"
#include "wirefold/importers/onnx.h"
#include "wirefold/optimizer/pipelining/pareto.h"

namespace wirefold::tools {

/// The figures of a report as one JSON object.
std::string to_json(const Report& report);
/// The same with the ways to cut the program, where there are any.
std::string to_json(const Report& report, std::span<const PipelineTradeOff> trade_offs);

/// The layers of a model as a table, or as JSON: shape, format, weights, and what is not supported.
std::string to_string(const KerasModel& model);
std::string to_json(const KerasModel& model);
std::string to_string(const OnnxModel& model);
std::string to_json(const OnnxModel& model);

/// The ways to cut a program as a table; the report's own one has a star.
std::string to_string(const Report& report, std::span<const PipelineTradeOff> trade_offs);

}  // namespace wirefold::tools
