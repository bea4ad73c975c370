// SPDX-License-Identifier: Apache-2.0
// Dense layers whose every weight is a function of one number, each a lookup table.
#include <algorithm>
#include <cmath>
#include <map>

#include "wirefold/dsl/broadcast.h"
#include "wirefold/dsl/rearrange.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/importers/keras/einsum_equation.h"
#include "wirefold/importers/keras/einsum_table.h"
#include "wirefold/importers/keras/json_fields.h"
#include "wirefold/importers/keras/layers.h"
#include "wirefold/importers/keras/tiny_networks.h"
#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

bool contains(const std::string& letters, char letter) { return letters.find(letter) != std::string::npos; }

/// The axes of a product before it is summed: those of the input, and behind them those that only the weights have.
struct PresumAxes {
  std::string letters;
  Shape shape;
  std::size_t input_rank = 0;

  std::size_t axis_of(char letter) const { return letters.find(letter); }
  /// Which element of an array of the shape `extents` along the axes `own` stands at each place of the product.
  std::vector<std::size_t> places(const std::string& own, const Shape& extents) const {
    std::vector<std::size_t> result(shape.size(), 0);
    for (std::size_t place = 0; place < result.size(); ++place) {
      for (std::size_t i = 0; i < own.size(); ++i) {
        result[place] = result[place] * static_cast<std::size_t>(extents[i]) +
                        (extents[i] == 1 ? 0 : coordinate(place, axis_of(own[i])));
      }
    }
    return result;
  }

 private:
  std::size_t coordinate(std::size_t place, std::size_t axis) const {
    for (std::size_t behind = shape.rank(); behind-- > axis + 1;) place /= static_cast<std::size_t>(shape[behind]);
    return place % static_cast<std::size_t>(shape[axis]);
  }
};

PresumAxes presum_axes(const EinsumEquation& parts, const Shape& input, const Shape& networks) {
  if (parts.left.size() != input.rank() || parts.right.size() != networks.rank()) {
    throw ShapeError("networks", "of shape " + to_string(networks) + " behind an input of shape " + to_string(input) +
                                     " by '" + parts.left + "," + parts.right + "->" + parts.result + "'");
  }
  PresumAxes axes{parts.left, input, input.rank()};
  for (std::size_t i = 0; i < networks.rank(); ++i) {
    const char letter = parts.right[i];
    if (const std::size_t axis = axes.axis_of(letter); axis != std::string::npos) {
      if (axes.shape[axis] == networks[i]) continue;
      throw ShapeError("networks", "of shape " + to_string(networks) + " behind an input of shape " + to_string(input));
    }
    if (!contains(parts.result, letter)) {
      throw UnsupportedError("equation", std::string("the axis '") + letter + "' of the weights alone is summed over");
    }
    axes.letters += letter;
    axes.shape.push_back(networks[i]);
  }
  return axes;
}

// The function of a network, normalized behind it, at each place.
std::function<float(float, std::size_t)> table_function(const LayerCall& call, const EinsumTable& table,
                                                        const EinsumEquation& parts, const TinyNetworks& networks,
                                                        const PresumAxes& axes) {
  const std::vector<std::size_t> network = axes.places(parts.right, networks.shape());
  std::vector<std::size_t> bias(axes.shape.size(), 0);
  if (table.has_bias) bias = stretched_places(networks.bias_shape(), axes.shape);
  const auto plain = [&networks, network, bias](float x, std::size_t place) {
    return networks(x, network[place], bias[place]);
  };
  if (!boolean_or(call.config, "batch_norm", false)) return plain;

  // A dense table layer normalizes by a layer of Keras, the one of an einsum on its own.
  const bool has_layer = call.has_part("bn_module");
  const LayerCall owner = has_layer ? call.part(call.config, "bn_module") : call;
  const TableNormalization normalization =
      table_normalization(call, owner, has_layer ? NormalizationFactor::kProduct : NormalizationFactor::kQuotient);
  std::string letters = table.normalized;
  if (letters.empty()) {
    std::copy_if(parts.right.begin(), parts.right.end(), std::back_inserter(letters),
                 [&](char letter) { return contains(parts.result, letter); });
  }
  // In the order of the axes, whatever the order of the letters.
  std::sort(letters.begin(), letters.end(), [&](char a, char b) { return axes.axis_of(a) < axes.axis_of(b); });
  Shape extents;
  for (const char letter : letters) {
    if (!contains(axes.letters, letter)) call.config.refuse("normalize_axes that the equation does not have");
    extents.push_back(axes.shape[axes.axis_of(letter)]);
  }
  if (normalization.factors.size() != extents.size()) call.config.refuse("statistics of another size than the axes");
  const std::vector<std::size_t> statistic = axes.places(letters, extents);
  double summed = 1;
  for (std::size_t axis = 0; axis < axes.input_rank; ++axis) {
    if (!contains(parts.result, axes.letters[axis])) summed *= static_cast<double>(axes.shape[axis]);
  }
  const auto root = static_cast<float>(std::sqrt(summed));
  return [plain, normalization, statistic, root](float x, std::size_t place) {
    const std::size_t i = statistic[place];
    return (plain(x, place) * normalization.factors[i] + normalization.offsets[i]) / root;
  };
}

// Over the axes that the result does not have, which come in the order of the result.
FixedVariableArray summed(const FixedVariableArray& tables, const EinsumEquation& parts, const PresumAxes& axes,
                          const Location& location) {
  std::vector<std::int64_t> contracted;
  std::string left;
  for (std::size_t axis = 0; axis < axes.letters.size(); ++axis) {
    if (contains(parts.result, axes.letters[axis])) {
      left += axes.letters[axis];
    } else {
      contracted.push_back(static_cast<std::int64_t>(axis));
    }
  }
  const FixedVariableArray sums = contracted.empty() ? tables : sum(tables, Axes(contracted), false, location);
  std::vector<std::int64_t> order;
  for (const char letter : parts.result) {
    if (!contains(left, letter)) throw ValueError("equation", std::string("'") + letter + "' is of the result alone");
    order.push_back(static_cast<std::int64_t>(left.find(letter)));
  }
  return transpose(sums, Axes(order), location);
}

}  // namespace

Signal einsum_table_of(const LayerCall& call, const Signal& x, const EinsumTable& table) {
  const TinyNetworks networks(call, table.has_bias);
  const EinsumEquation parts = expanded(parse_equation(table.equation), x.shape().rank(), networks.shape().rank());
  const PresumAxes axes = presum_axes(parts, x.shape(), networks.shape());
  Shape column = x.shape();
  while (column.rank() < axes.shape.rank()) column.push_back(1);
  const Signal spread = x.moved(broadcast_to(reshape(x.array, column, call.location), axes.shape, call.location));
  const FixedVariableArray quantized = table.quantize_input(spread).plain();
  const FixedVariableArray tables =
      call.quantizer(table.table_key, "toq")
          .of_tables(quantized, table_function(call, table, parts, networks, axes), call.location);
  return {summed(tables, parts, axes, call.location)};
}

Signals call_q_einsum_dense_table(const LayerCall& call) {
  const bool is_normalized = boolean_or(call.config, "batch_norm", false);
  const std::string bias_axes = text_or(call.config, "bias_axes", "");
  const Signal y = einsum_table_of(call, call.input(),
                                   {.equation = call.config.at("equation").text(),
                                    .has_bias = !bias_axes.empty() && !is_normalized,
                                    .normalized = text_or(call.config, "normalize_axes", bias_axes),
                                    .table_key = "toq_conf",
                                    .quantize_input = [&](const Signal& x) { return call.with_input_quantizer(x); }});
  return {call.with_output_quantizer(call.activated(y))};
}

Signals call_q_dense_table(const LayerCall& call) { return dense_table_of(call, call.input()); }

Signals dense_table_of(const LayerCall& call, const Signal& input) {
  const Signal y = einsum_table_of(call, input,
                                   {.equation = "...i,io->...o",
                                    .has_bias = boolean_or(call.config, "use_bias", true),
                                    .normalized = "o",
                                    .table_key = "toq_conf",
                                    .quantize_input = [&](const Signal& x) { return call.with_input_quantizer(x); }});
  return {call.with_output_quantizer(call.activated(y))};
}

}  // namespace wirefold::keras
