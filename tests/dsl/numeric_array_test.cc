// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/numeric_array.h"

#include <limits>

#include "tests/dsl/dsl_testing.h"

namespace wirefold {
namespace {

// A container as other libraries have them: shape, begin, end; filled in C order.
template <class Number>
struct Container {
  using shape_type = std::vector<std::size_t>;

  static Container from_shape(const shape_type& shape) {
    std::size_t size = 1;
    for (const std::size_t extent : shape) size *= extent;
    return {shape, std::vector<Number>(size)};
  }
  std::size_t dimension() const { return extents.size(); }
  const shape_type& shape() const { return extents; }
  auto begin() const { return numbers.begin(); }
  auto end() const { return numbers.end(); }
  auto begin() { return numbers.begin(); }
  auto end() { return numbers.end(); }

  shape_type extents;
  std::vector<Number> numbers;
};

TEST_CASE("nested braces are rows of rows") {
  CHECK(to_string(NumericArray{1, 2.5, -3}.shape()) == "(3,)");
  const NumericArray matrix = {{1, 2}, {3, 4}};
  CHECK(to_string(matrix.shape()) == "(2, 2)");
  CHECK(to_string(matrix) == "[[1, 2], [3, 4]]");
  const NumericArray column = {{1}, {2.5}};
  CHECK(to_string(column) == "[[1], [5/2]]");
  const NumericArray cube = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}};
  CHECK(to_string(cube) == "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]");
  CHECK(to_string(NumericArray({5})) == "[5]");
}

TEST_CASE("a number is an array of no axes") {
  const NumericArray number = 0.75;
  CHECK(to_string(number.shape()) == "()");
  CHECK(to_string(number) == "3/4");
  CHECK(NumericArray(std::numeric_limits<std::uint64_t>::max()).numbers()[0].to_string() == "18446744073709551615");
  CHECK(NumericArray(std::numeric_limits<std::int64_t>::min()).numbers()[0].to_string() == "-1*2^63");
  CHECK(NumericArray(0.1F).numbers()[0].to_string() == "13421773/134217728");
}

TEST_CASE("values take a shape through a named function") {
  CHECK(to_string(NumericArray::from_values({2, 2}, {1, 2, 3, 4})) == "[[1, 2], [3, 4]]");
  CHECK(to_string(NumericArray::from_values({2}, std::vector<double>{0.5, 2})) == "[1/2, 2]");
  const std::vector<std::int64_t> large{(std::int64_t{1} << 62) + 1};
  CHECK(to_string(NumericArray::from_values({1, 1}, std::span<const std::int64_t>(large))) ==
        "[[4611686018427387905]]");
  CHECK(to_string(NumericArray::from_numbers({1}, {Dyadic(Integer(3), -60)})) == "[3*2^-60]");
}

TEST_CASE("a vector of numbers is an array of one axis") {
  const std::vector<double> values = {0.5, -2, 3};
  CHECK(to_string(NumericArray(values)) == "[1/2, -2, 3]");
  CHECK(WIREFOLD_ERROR(ShapeError, NumericArray(std::vector<int>{})) ==
        "NumericArray: an array of shape (0,) has no elements, every axis must have at least one [here]");
}

TEST_CASE("a container with a shape converts in and out by itself") {
  const Container<double> weights{{2, 2}, {1.5, -2, 3, 4}};
  const NumericArray array = weights;
  CHECK(to_string(array) == "[[3/2, -2], [3, 4]]");
  const Container<double> doubles = array * 2;
  CHECK(doubles.numbers == std::vector<double>{3, -4, 6, 8});
  const Container<std::int8_t> bytes = array * 2;
  CHECK(bytes.numbers == std::vector<std::int8_t>{3, -4, 6, 8});
  CHECK(array.to_doubles() == weights.numbers);
}

TEST_CASE("integers of 64 bits stay exact in and out") {
  const Container<std::uint64_t> unsigned_numbers{{1}, {std::numeric_limits<std::uint64_t>::max()}};
  const Container<std::uint64_t> same = NumericArray(unsigned_numbers);
  CHECK(same.numbers == unsigned_numbers.numbers);
  const Container<std::int64_t> signed_numbers{{2}, {std::numeric_limits<std::int64_t>::min(), (1LL << 53) + 1}};
  const Container<std::int64_t> signed_again = NumericArray(signed_numbers);
  CHECK(signed_again.numbers == signed_numbers.numbers);
}

TEST_CASE("operators take containers of someone else on either side") {
  const Container<double> weights{{2}, {1.5, -2}};
  const NumericArray x = {2, 4};
  CHECK(to_string(x * weights) == "[3, -8]");
  CHECK(to_string(weights * x) == "[3, -8]");
  CHECK(to_string(weights - x) == "[-1/2, -6]");
  CHECK(to_string(x / Container<int>{{2}, {2, 3}}) == "[1, (4)/3]");
  NumericArray y = x;
  y += weights;
  y -= weights;
  y *= weights;
  CHECK(to_string(y) == "[3, -8]");
}

TEST_CASE("equality is of the whole array") {
  CHECK(NumericArray({1, 2}) == NumericArray({1.0, 2.0}));
  CHECK(NumericArray({1, 2}) != NumericArray({1, 3}));
  CHECK(NumericArray({1, 2}) != NumericArray({{1, 2}}));
}

TEST_CASE("numbers that are not finite are refused with their place") {
  const Container<double> weights{{2, 2}, {0, 1, std::numeric_limits<double>::quiet_NaN(), 3}};
  CHECK(WIREFOLD_ERROR(ValueError, NumericArray(weights)) ==
        "NumericArray: element (1, 0) is nan, every number must be finite [here]");
  const Container<float> floats{{1}, {-std::numeric_limits<float>::infinity()}};
  CHECK(WIREFOLD_ERROR(ValueError, NumericArray(floats)) ==
        "NumericArray: element (0,) is -inf, every number must be finite [here]");
}

TEST_CASE("a bit that would be lost on the way out is an error with the number") {
  const NumericArray wide = NumericArray({1, 9007199254740992}) + 1;
  CHECK(WIREFOLD_ERROR(ValueError, wide.to_doubles()) ==
        "to_doubles: element (1,) is 9007199254740993, which a double does not hold exactly; numbers() gives it as it "
        "is [here]");
  const auto convert = [](auto type, const NumericArray& array) {
    return error_of<ValueError>({}, [&] { const Container<decltype(type)> converted = array; });
  };
  CHECK(convert(0.0F, NumericArray({0.1})) ==
        "NumericArray: element (0,) is 3602879701896397*2^-55, which a float does not hold exactly; convert "
        "to double");
  CHECK(convert(std::int8_t{}, NumericArray({127, 128})) ==
        "NumericArray: element (1,) is 128, the array it is converted to holds the integers from -128 to 127");
  CHECK(convert(std::uint16_t{}, NumericArray({-1})) ==
        "NumericArray: element (0,) is -1, the array it is converted to holds the integers from 0 to 65535");
  CHECK(convert(0, NumericArray({0.5})) ==
        "NumericArray: element (0,) is 1/2, the array it is converted to holds the integers from -2147483648 to "
        "2147483647");
}

TEST_CASE("shapes that do not fit the numbers are refused") {
  CHECK(WIREFOLD_ERROR(ShapeError, NumericArray({{1, 2}, {3}})) ==
        "NumericArray: rows of shapes (2,) and (1,) in one list, all rows must have one shape [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, NumericArray({{1, 2}, 3})) ==
        "NumericArray: rows of shapes (2,) and () in one list, all rows must have one shape [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, NumericArray::from_values({2, 2}, {1, 2, 3})) ==
        "NumericArray: 3 numbers for shape (2, 2), which has 4 elements [here]");
  const Container<double> empty{{0, 3}, {}};
  CHECK(WIREFOLD_ERROR(ShapeError, NumericArray(empty)) ==
        "NumericArray: an array of shape (0, 3) has no elements, every axis must have at least one [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, NumericArray({1, 2}).item()) ==
        "item: an array of shape (2,) has more than one element [here]");
}

}  // namespace
}  // namespace wirefold
