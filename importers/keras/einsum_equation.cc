// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/einsum_equation.h"

#include <algorithm>

#include "wirefold/ir/error.h"

namespace wirefold::keras {
namespace {

constexpr const char* kFunction = "equation";

// The letters of `axes` in the order in which they stand in `operand`.
std::string letters_in(std::string_view operand, std::string_view axes) {
  std::string result;
  for (const char letter : operand) {
    if (letter != '.' && axes.find(letter) != std::string_view::npos) result += letter;
  }
  return result;
}

}  // namespace

EinsumEquation parse_equation(std::string_view text) {
  std::string plain;
  for (const char letter : text) {
    if (letter != ' ') plain += letter;
  }
  const auto comma = plain.find(',');
  const auto arrow = plain.find("->");
  if (comma == std::string::npos || arrow == std::string::npos || comma > arrow) {
    throw ValueError(kFunction, "'" + std::string(text) + "' is not of the form 'abc,cd->abd'");
  }
  return {plain.substr(0, comma), plain.substr(comma + 1, arrow - comma - 1), plain.substr(arrow + 2)};
}

EinsumEquation expanded(EinsumEquation equation, std::size_t left_axes, std::size_t right_axes) {
  constexpr std::string_view kEllipsis = "...";
  const std::string text = equation.left + "," + equation.right + "->" + equation.result;
  const auto elided = [&](const std::string& operand, std::size_t axes) {
    if (operand.find(kEllipsis) == std::string::npos) return std::size_t{0};
    return axes - std::min(axes, operand.size() - kEllipsis.size());
  };
  const std::size_t count = std::max(elided(equation.left, left_axes), elided(equation.right, right_axes));
  std::string fresh;
  for (const char letter : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")) {
    if (fresh.size() < count && text.find(letter) == std::string::npos) fresh += letter;
  }
  for (std::string* const operand : {&equation.left, &equation.right, &equation.result}) {
    const auto place = operand->find(kEllipsis);
    if (place != std::string::npos) operand->replace(place, kEllipsis.size(), fresh);
  }
  if (equation.left.size() != left_axes || equation.right.size() != right_axes) {
    throw ValueError(kFunction, "'" + text + "' of operands of " + std::to_string(left_axes) + " and " +
                                    std::to_string(right_axes) + " axes");
  }
  return equation;
}

NormalizedAxes normalized_axes(std::string_view equation, std::string_view axes, const Shape& kernel, const Shape& bias,
                               const Shape& statistics) {
  const EinsumEquation parts = parse_equation(equation);
  const std::string in_kernel = letters_in(parts.right, axes);
  const std::string in_result = letters_in(parts.result, axes);
  const bool fits = parts.right.size() == kernel.rank() && in_result.size() == statistics.rank();
  if (!fits || in_kernel.size() > in_result.size()) {
    throw UnsupportedError(kFunction, "a normalization over '" + std::string(axes) + "' with statistics of shape " +
                                          to_string(statistics) + ", which '" + std::string(equation) +
                                          "' does not have; normalize over the axes of the bias");
  }
  if (in_kernel != in_result) {
    throw UnsupportedError(kFunction, "a normalization over '" + std::string(axes) + "', which stand as '" + in_kernel +
                                          "' in the kernel and as '" + in_result + "' in the result of '" +
                                          std::string(equation) + "'; give them in one order");
  }
  NormalizedAxes result;
  for (std::size_t place = 0, next = 0; place < parts.right.size(); ++place) {
    const bool is_normalized = axes.find(parts.right[place]) != std::string_view::npos;
    result.in_kernel.push_back(is_normalized ? statistics[next++] : 1);
  }
  // The bias begins at its first axis of the result; its axes beyond are 1 where they have none.
  const std::size_t skipped = parts.result.size() - std::min(parts.result.size(), bias.rank());
  for (std::size_t place = skipped, next = 0; place < parts.result.size(); ++place) {
    const bool is_normalized = axes.find(parts.result[place]) != std::string_view::npos;
    result.in_bias.push_back(is_normalized && next < statistics.rank() ? statistics[next++] : 1);
  }
  return result;
}

}  // namespace wirefold::keras
