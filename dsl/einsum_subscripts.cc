// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/einsum_subscripts.h"

#include <algorithm>
#include <map>

#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kFunction = "einsum";
constexpr int kEllipsis = 0;  // in the place of the axes it stands for

class Subscripts {
 public:
  Subscripts(std::string_view text, const Location& location) : text_(text), location_(location) {}

  [[noreturn]] void refuse(const std::string& why) const {
    throw ValueError(kFunction, "the subscripts \"" + std::string(text_) + "\" " + why, location_);
  }

  // The labels of one array: letters, and kEllipsis for "...".
  std::vector<int> labels_of(std::string_view term) const {
    std::vector<int> labels;
    for (std::size_t i = 0; i < term.size(); ++i) {
      const char c = term[i];
      if (c == ' ') continue;
      if (term.substr(i, 3) == "...") {
        if (std::find(labels.begin(), labels.end(), kEllipsis) != labels.end())
          refuse("have two ellipses in one array");
        labels.push_back(kEllipsis);
        i += 2;
      } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        labels.push_back(c);
      } else {
        refuse(std::string("have a '") + c + "', letters and \"...\" name axes");
      }
    }
    return labels;
  }

 private:
  std::string_view text_;
  const Location& location_;
};

std::vector<int> ellipsis_labels(std::size_t count) {
  std::vector<int> labels;
  for (std::size_t i = count; i > 0; --i) labels.push_back(-static_cast<int>(i));
  return labels;
}

// Puts `count` labels in the place of the ellipsis, if there is one.
void expand_ellipsis(std::vector<int>& labels, std::size_t count) {
  const auto place = std::find(labels.begin(), labels.end(), kEllipsis);
  if (place == labels.end()) return;
  const std::vector<int> axes = ellipsis_labels(count);
  labels.insert(labels.erase(place), axes.begin(), axes.end());
}

// Expands the ellipsis of an operand to what its shape leaves for it; returns how many axes these are.
std::size_t fit_to_shape(std::vector<int>& labels, const Shape& shape, int operand, const Location& location) {
  const bool has_ellipsis = std::find(labels.begin(), labels.end(), kEllipsis) != labels.end();
  const std::size_t letters = labels.size() - (has_ellipsis ? 1 : 0);
  if (has_ellipsis ? letters > shape.rank() : letters != shape.rank()) {
    throw ShapeError(kFunction,
                     "operand " + std::to_string(operand) + " of shape " + to_string(shape) + " has " +
                         std::to_string(shape.rank()) + (shape.rank() == 1 ? " axis" : " axes") +
                         ", its subscripts name " + std::to_string(letters),
                     location);
  }
  const std::size_t count = shape.rank() - letters;
  expand_ellipsis(labels, count);
  return count;
}

// What a missing "->" stands for: the axes of the ellipsis, then the letters that occur once.
std::vector<int> implicit_result(const std::vector<std::vector<int>>& operands) {
  std::map<int, int> counts;
  for (const std::vector<int>& labels : operands) {
    for (const int label : labels) ++counts[label];
  }
  std::vector<int> result{kEllipsis};
  for (const auto& [label, count] : counts) {
    if (label != kEllipsis && count == 1) result.push_back(label);
  }
  return result;
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t comma = text.find(','); comma != std::string_view::npos; comma = text.find(',')) {
    parts.push_back(text.substr(0, comma));
    text.remove_prefix(comma + 1);
  }
  parts.push_back(text);
  return parts;
}

std::string of_arrays_text(std::size_t count) {
  if (count == 1) return "one array, as \"ij->i\"";
  if (count == 2) return "two arrays, as \"ij,jk->ik\"";
  return std::to_string(count) + " arrays, one between each two commas";
}

void check_result(const Subscripts& subscripts, const EinsumLabels& labels, std::size_t ellipsis_axes) {
  for (const int label : labels.result) {
    if (label == kEllipsis) continue;
    const std::string letter(1, static_cast<char>(label));
    if (std::count(labels.result.begin(), labels.result.end(), label) > 1) {
      subscripts.refuse("have '" + letter + "' twice in the result");
    }
    const bool is_known =
        std::any_of(labels.operands.begin(), labels.operands.end(), [&](const std::vector<int>& operand) {
          return std::find(operand.begin(), operand.end(), label) != operand.end();
        });
    if (!is_known) subscripts.refuse("have '" + letter + "' in the result but in no operand");
  }
  const bool has_ellipsis = std::find(labels.result.begin(), labels.result.end(), kEllipsis) != labels.result.end();
  if (ellipsis_axes != 0 && !has_ellipsis) {
    subscripts.refuse("have axes under an ellipsis that the result lacks; write \"...\" there or sum first");
  }
}

}  // namespace

EinsumLabels einsum_labels(std::string_view subscripts, std::span<const Shape> shapes, const Location& location) {
  const Subscripts parser(subscripts, location);
  const std::size_t arrow = subscripts.find("->");
  const std::vector<std::string_view> parts = parts_of(subscripts.substr(0, arrow));
  if (parts.size() != shapes.size()) parser.refuse("are not those of " + of_arrays_text(shapes.size()));
  EinsumLabels labels;
  for (const std::string_view part : parts) labels.operands.push_back(parser.labels_of(part));
  labels.result = arrow == std::string_view::npos ? implicit_result(labels.operands)
                                                  : parser.labels_of(subscripts.substr(arrow + 2));
  std::size_t ellipsis_axes = 0;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    ellipsis_axes = std::max(ellipsis_axes, fit_to_shape(labels.operands[i], shapes[i], static_cast<int>(i), location));
  }
  check_result(parser, labels, ellipsis_axes);
  expand_ellipsis(labels.result, ellipsis_axes);
  return labels;
}

}  // namespace wirefold
