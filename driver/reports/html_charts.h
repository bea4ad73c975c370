// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wirefold/driver/estimates.h"

// Drawings for the HTML report, as SVG inside the page; their colours are classes of its style.

namespace wirefold {

/// A text as it may stand in an element or a quoted attribute of HTML.
std::string html_escaped(std::string_view text);

struct Bar {
  std::string label;
  double value = 0;
  std::string value_text;
  const char* style = "estimate";  ///< class: estimate, synthesis, input, fault
};

/// Bars from left to right, all to one scale; a negative value has a bar of no length.
std::string bar_chart(const std::string& title, const std::vector<Bar>& bars);

/// For each tensor a bar from its narrowest to its widest element, in bits.
std::string width_chart(const std::vector<TensorEstimate>& tensors);

/// Inputs and layers as boxes, from left to right by how many layers lie before them, and what each reads.
std::string layer_graph(const std::vector<TensorEstimate>& tensors);

}  // namespace wirefold
