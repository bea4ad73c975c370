// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/print.h"

#include <algorithm>
#include <ostream>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/trace.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

constexpr std::size_t kMostPrinted = 1000;
constexpr std::int64_t kCorner = 3;  // elements at each end of a long axis

// "[[a, b],\n [c, d]]": `of_place(place)` is the text of an element.
template <class OfPlace>
class NestedText {
 public:
  NestedText(const Shape& shape, OfPlace of_place)
      : shape_(shape), strides_(strides_of(shape)), is_cut_(shape.size() > kMostPrinted), of_place_(of_place) {
    append(0, 0);
  }

  std::string text() && { return std::move(text_); }

 private:
  void append(std::size_t axis, std::size_t place) {
    if (axis == shape_.rank()) {
      text_ += of_place_(place);
      return;
    }
    const bool is_last_axis = axis + 1 == shape_.rank();
    const std::string separator = is_last_axis ? ", " : ",\n" + std::string(axis + 1, ' ');
    text_ += "[";
    for (std::int64_t i = 0; i < shape_[axis]; ++i) {
      if (i != 0) text_ += separator;
      if (is_cut_ && i == kCorner && shape_[axis] > 2 * kCorner) {
        text_ += "..." + separator;
        i = shape_[axis] - kCorner;
      }
      append(axis + 1, place + static_cast<std::size_t>(i * strides_[axis]));
    }
    text_ += "]";
  }

  const Shape& shape_;
  std::vector<std::ptrdiff_t> strides_;
  bool is_cut_;
  OfPlace of_place_;
  std::string text_;
};

template <class OfPlace>
std::string nested_text(const Shape& shape, OfPlace of_place) {
  return NestedText<OfPlace>(shape, of_place).text();
}

std::string element_text(const FixedVariableArray& array, std::size_t place) {
  const CombLogic& graph = array.trace().graph();
  const TracedElements& elements = array.elements();
  const Use& use = elements.uses[place];
  std::string text;
  if (is_open(graph, use)) {
    text = "open";
  } else if (const Interval interval = graph.interval(use); interval.is_point()) {
    text = interval.low_value().to_string();
  } else {
    text = to_string(interval.format()) + " " + to_string(interval);
  }
  const bool is_quotient = !elements.divisors.empty() && elements.divisors[place] != Integer(1);
  return is_quotient ? "(" + text + ")/" + elements.divisors[place].to_string() : text;
}

std::string number_text(const NumericArray& array, std::size_t place) {
  const std::string number = array.numerators()[place].to_string();
  const bool is_quotient = !array.divisors().empty() && array.divisors()[place] != Integer(1);
  return is_quotient ? "(" + number + ")/" + array.divisors()[place].to_string() : number;
}

}  // namespace

std::string to_string(const FixedVariableArray& array) {
  if (array.rank() == 0) return element_text(array, 0);
  const std::string first = element_text(array, 0);
  bool are_alike = array.size() > 1;
  for (std::size_t place = 1; are_alike && place < array.size(); ++place) {
    are_alike = element_text(array, place) == first;
  }
  if (are_alike) return to_string(array.shape()) + " of " + first;
  return nested_text(array.shape(), [&](std::size_t place) { return element_text(array, place); });
}

std::string to_string(const FormatArray& formats) {
  return nested_text(formats.shape(), [&](std::size_t place) { return to_string(formats.formats()[place]); });
}

std::ostream& operator<<(std::ostream& stream, const FixedVariableArray& array) { return stream << to_string(array); }
std::ostream& operator<<(std::ostream& stream, const NumericArray& array) {
  return stream << nested_text(array.shape(), [&](std::size_t place) { return number_text(array, place); });
}
std::ostream& operator<<(std::ostream& stream, const FormatArray& formats) { return stream << to_string(formats); }
std::ostream& operator<<(std::ostream& stream, const CombLogic& logic) { return stream << print(logic); }
std::ostream& operator<<(std::ostream& stream, const Shape& shape) { return stream << to_string(shape); }
std::ostream& operator<<(std::ostream& stream, const Format& format) { return stream << to_string(format); }
std::ostream& operator<<(std::ostream& stream, const Interval& interval) { return stream << to_string(interval); }

}  // namespace wirefold
