// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wirefold/backends/rtl/part_writer.h"

namespace wirefold::rtl {

/// Writes one module a layer, which the design's library has afterwards, and their instances into the top module.
///
/// `top` has the inputs and is asked for the outputs afterwards; `value_names` are the names in the top module, those
/// of values inside a layer become paths: "u_dense0.v12". A layer's ports are x_0, x_1, ... and y-values out_0, ...;
/// the instance says what they are. Layers whose modules are the same but for comments share one.
void write_layers(const DesignContext& context, ModuleText& module, const LayerPlan& plan, PartWriter& top,
                  std::vector<std::string>& value_names);

}  // namespace wirefold::rtl
