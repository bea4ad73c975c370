// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/numeric_array.h"

#include <array>

#include "wirefold/dsl/array_shape.h"
#include "wirefold/dsl/quotient.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

constexpr const char* kFunction = "NumericArray";

void append_text(const NumericArray& array, std::size_t axis, std::size_t& place, std::string& text) {
  if (axis == array.rank()) {
    const std::string number = array.numerators()[place].to_string();
    const bool is_quotient = !array.divisors().empty() && array.divisors()[place] != Integer(1);
    text += is_quotient ? "(" + number + ")/" + array.divisors()[place].to_string() : number;
    ++place;
    return;
  }
  text += "[";
  for (std::int64_t i = 0; i < array.shape()[axis]; ++i) {
    if (i != 0) text += ", ";
    append_text(array, axis + 1, place, text);
  }
  text += "]";
}

}  // namespace

NumericArray::NumericArray(std::initializer_list<NestedNumbers> rows, const Location& location) {
  const NestedNumbers nested(rows, location);
  shape_ = nested.shape();
  numbers_ = nested.numbers();
}

NumericArray::NumericArray(Shape shape, std::vector<Dyadic> numerators, std::vector<Integer> divisors)
    : shape_(std::move(shape)), numbers_(std::move(numerators)), divisors_(std::move(divisors)) {}

NumericArray NumericArray::from_numbers(const Shape& shape, std::vector<Dyadic> numbers, const Location& location) {
  check_shape(kFunction, shape, location);
  NumericArray result(shape, std::move(numbers), {});
  result.check_count(location);
  return result;
}

void NumericArray::reserve(const Location& location) {
  check_shape(kFunction, shape_, location);
  numbers_.reserve(shape_.size());
}

void NumericArray::check_count(const Location& location) const {
  if (numbers_.size() == shape_.size()) return;
  throw ShapeError(kFunction,
                   std::to_string(numbers_.size()) + " numbers for shape " + to_string(shape_) + ", which has " +
                       std::to_string(shape_.size()) + " elements",
                   location);
}

void NumericArray::check_rank(std::size_t rank) const {
  if (rank == shape_.rank()) return;
  throw ShapeError(kFunction, "an array of shape " + to_string(shape_) + " is converted to a container of " +
                                  std::to_string(rank) + (rank == 1 ? " axis" : " axes"));
}

std::span<const Dyadic> NumericArray::numbers(const Location& location) const {
  refuse_quotients("numbers", shape_, divisors_, location);
  return numbers_;
}

std::vector<double> NumericArray::to_doubles(const Location& location) const {
  std::vector<double> result;
  result.reserve(size());
  for (std::size_t place = 0; place < size(); ++place) result.push_back(double_of(place, location));
  return result;
}

double NumericArray::double_of(std::size_t place, const Location& location) const {
  refuse_quotients("to_doubles", shape_, divisors_, location);
  const std::optional<double> value = numbers_[place].to_double();
  if (!value) {
    throw ValueError("to_doubles",
                     element_text(shape_, place) + " is " + numbers_[place].to_string() +
                         ", which a double does not hold exactly; numbers() gives it as it is",
                     location);
  }
  return *value;
}

float NumericArray::float_of(std::size_t place) const {
  const double value = double_of(place, {});
  const auto narrow = static_cast<float>(value);
  if (static_cast<double>(narrow) != value) {
    throw ValueError(kFunction, element_text(shape_, place) + " is " + numbers_[place].to_string() +
                                    ", which a float does not hold exactly; convert to double");
  }
  return narrow;
}

std::uint64_t NumericArray::integer_bits_of(std::size_t place, const Integer& low, const Integer& high) const {
  refuse_quotients(kFunction, shape_, divisors_, {});
  const Dyadic& number = numbers_[place];
  if (!number.is_integer() || number < Dyadic(low, 0) || number > Dyadic(high, 0)) {
    throw ValueError(kFunction, element_text(shape_, place) + " is " + number.to_string() +
                                    ", the array it is converted to holds the integers from " + low.to_string() +
                                    " to " + high.to_string());
  }
  std::array<std::uint64_t, 1> words{};
  number.on_grid(0).to_words(words);
  return words[0];
}

NumericArray NumericArray::operator()(const Slice& first, const Slice& second, const Slice& third, const Slice& fourth,
                                      const Slice& fifth, const Slice& sixth, const Slice& seventh, const Slice& eighth,
                                      const Location& location) const {
  return gather(slice_plan(shape_, std::array{first, second, third, fourth, fifth, sixth, seventh, eighth}, location));
}

NumericArray NumericArray::item(const Location& location) const {
  if (size() != 1) {
    throw ShapeError("item", "an array of shape " + to_string(shape_) + " has more than one element", location);
  }
  return NumericArray(Shape{}, numbers_, divisors_);
}

NumericArray NumericArray::gather(const Gather& plan) const {
  return NumericArray(plan.shape, gathered(numbers_, plan.source),
                      divisors_.empty() ? divisors_ : carried_divisors(gathered(divisors_, plan.source)));
}

bool NumericArray::equals(const NumericArray& other) const {
  refuse_quotients("operator==", shape_, divisors_, {});
  refuse_quotients("operator==", other.shape_, other.divisors_, {});
  return shape_ == other.shape_ && numbers_ == other.numbers_;
}

std::string to_string(const NumericArray& array) {
  std::string text;
  std::size_t place = 0;
  append_text(array, 0, place, text);
  return text;
}

}  // namespace wirefold
