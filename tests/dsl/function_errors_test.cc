// SPDX-License-Identifier: Apache-2.0
// The mistakes that functions refuse, and the text that says so. numpy_*_test.cc compares results.
#include <sstream>

#include "tests/dsl/dsl_testing.h"
#include "wirefold/dsl/compare.h"
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/logic.h"
#include "wirefold/dsl/mask.h"
#include "wirefold/dsl/pad.h"
#include "wirefold/dsl/print.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/rearrange.h"
#include "wirefold/dsl/reduce.h"
#include "wirefold/dsl/structure.h"

namespace wirefold {
namespace {

FixedVariableArray array_of(const Shape& shape) { return FixedVariableArrayInput(shape, {true, 3, 0}); }

TEST_CASE("reductions refuse open inputs and quotients by their own names") {
  const auto quotients = array_of({2}) / 3;
  const std::string why =
      ": element (0,) is a quotient by a multiple of 3, which no finite number of bits holds; quantize it first [here]";
  CHECK(WIREFOLD_ERROR(UnsupportedError, mean(quotients)) == "mean" + why);
  CHECK(WIREFOLD_ERROR(UnsupportedError, prod(quotients)) == "prod" + why);
  CHECK(WIREFOLD_ERROR(UnsupportedError, cumsum(quotients)) == "cumsum" + why);
  CHECK(WIREFOLD_ERROR(UnsupportedError, max(quotients)) == "max" + why);
  CHECK(WIREFOLD_ERROR(UnsupportedError, square(quotients)) == "square" + why);
  CHECK(WIREFOLD_ERROR(UnsupportedError, less(quotients, 1)) == "less" + why);
  CHECK(WIREFOLD_ERROR(UnsupportedError, any(quotients)) == "any" + why);
  CHECK(WIREFOLD_ERROR(UnsupportedError, invert(quotients)) == "invert" + why);
  CHECK(WIREFOLD_ERROR(UnsupportedError, quotients.low()) == "low" + why);
}

TEST_CASE("rounding refuses an open input, which has no range yet") {
  const auto open = FixedVariableArrayInput({2});
  const std::string text = WIREFOLD_ERROR(UnsupportedError, floor(open));
  CHECK(text.starts_with("floor: element (0,) is of the open input made at function_errors_test.cc:"));
  CHECK(
      text.ends_with("which only quantize takes; quantize it first, or declare its format: "
                     "FixedVariableArrayInput(shape, format) [here]"));
}

TEST_CASE("weights that do not fit are refused") {
  const auto x = array_of({2, 3});
  CHECK(WIREFOLD_ERROR(ShapeError, average(x, {}, {1, 2})) ==
        "average: weights of shape (2,) for an array of shape (2, 3), they must have its shape, or one axis and the "
        "length of the one axis that is reduced [here]");
  CHECK(WIREFOLD_ERROR(ValueError, average(x, 0, {1, -1})) ==
        "average: the weights of element (0,) sum to zero [here]");
}

TEST_CASE("exponents below zero and beyond every format are refused") {
  const auto x = array_of({2});
  CHECK(WIREFOLD_ERROR(ValueError, power(x, -1)) == "power: an exponent of -1, allowed are 0 to 1024 [here]");
  CHECK(WIREFOLD_ERROR(ValueError, power(x, 1025)) == "power: an exponent of 1025, allowed are 0 to 1024 [here]");
  CHECK(WIREFOLD_ERROR(FormatError, power(x, 600)) ==
        "multiply: the result needs 1801 bits, the limit is 1024; quantize the operands to fewer bits [here]");
}

TEST_CASE("axes and shapes that do not fit are refused") {
  const auto x = array_of({2, 3});
  CHECK(WIREFOLD_ERROR(ShapeError, moveaxis(x, 2, 0)) ==
        "moveaxis: axis 2 of an array of shape (2, 3), which has 2 axes [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, expand_dims(x, {0, 0})) == "expand_dims: axis 0 is given twice [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, squeeze(x, 0)) ==
        "squeeze: axis 0 of an array of shape (2, 3) is 2, only axes of extent 1 can go [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, broadcast_to(x, {3})) ==
        "broadcast_to: an array of shape (2, 3) does not stretch to shape (3,) [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, tile(x, {0, 1})) ==
        "tile: repetitions (0, 1), each axis must be there at least once [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, take(x, {3}, 1)) ==
        "take: index 3 is out of range for axis 1 of an array of shape (2, 3), allowed are -3 to 2 [here]");
  CHECK(WIREFOLD_ERROR(ValueError, take(x, {0.5}, 1)) ==
        "take: element (0,) of the indices is 1/2, indices are integers [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, split(x, 2, 1)) ==
        "split: axis 1 of an array of shape (2, 3) cannot be split into 2 equal parts [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, split(x, {2, 2}, 1)) ==
        "split: a part from 2 to 2 along axis 1 of an array of shape (2, 3), every part must have at least one element "
        "[here]");
}

TEST_CASE("widths and masks that do not fit are refused") {
  const auto x = array_of({2, 3});
  CHECK(WIREFOLD_ERROR(ShapeError, pad(x, {{1, 1}})) ==
        "pad: 1 width for an array of shape (2, 3), each of its axes needs one [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, pad(x, {{1, -1}, 0})) == "pad: a width of (1, -1), widths are not negative [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, pad(x, 1, PadMode::kConstant, {1, 2})) ==
        "pad: a value of shape (2,), it must be one number [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, extract(x, {{0, 0, 0}, {0, 0, 0}})) ==
        "extract: the mask of shape (2, 3) is false everywhere, an array must have elements [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, extract(x, {1, 0, 1})) ==
        "extract: a mask of shape (3,) for an array of shape (2, 3), it must have its leading axes [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, compress(x, {0, 0, 1}, 0)) ==
        "compress: a mask of shape (3,) along axis 0 of an array of shape (2, 3), it must have one axis and choose "
        "indices [here]");
}

TEST_CASE("products of arrays that do not fit are refused") {
  const auto x = array_of({2, 3});
  const auto y = array_of({4, 2});
  CHECK(WIREFOLD_ERROR(ShapeError, inner(x, y)) ==
        "inner: axes (1,) of shape (2, 3) with axes (1,) of shape (4, 2), there must be as many and of equal extents "
        "[here]");
  CHECK(WIREFOLD_ERROR(ShapeError, tensordot(x, y, 3)) ==
        "tensordot: 3 axes of arrays of shapes (2, 3) and (4, 2), at most 2 can be summed over [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, tensordot(x, y, {{0, 1}, {1}})) ==
        "tensordot: axes (0, 1) of shape (2, 3) with axes (1,) of shape (4, 2), there must be as many and of equal "
        "extents [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, einsum("ij,jk,kl", x, x, y)) ==
        "einsum: axis 'j' is 3 in operand 0 (2, 3) but 2 in operand 1 (2, 3) [here]");
  CHECK(WIREFOLD_ERROR(ValueError, einsum("ij,jk", x)) ==
        "einsum: the subscripts \"ij,jk\" are not those of one array, as \"ij->i\" [here]");
  CHECK(WIREFOLD_ERROR(ValueError, einsum("ij,jk", x, x, x)) ==
        "einsum: the subscripts \"ij,jk\" are not those of 3 arrays, one between each two commas [here]");
}

TEST_CASE("numbers have no format whose bits could be counted") {
  CHECK(WIREFOLD_ERROR(UnsupportedError, invert(NumericArray{1})) ==
        "invert: a number has no format of its own to keep a field of, give every field [here]");
  CHECK(to_string(invert(array_of({1})).low()) == "[-8]");
}

TEST_CASE("a constant condition moves open inputs and quotients") {
  const auto open = FixedVariableArrayInput({2});
  CHECK(where({1, 0}, open, open(range(wirefold::end, wirefold::end, -1))).shape() == Shape{2});
  CHECK(to_string(where(NumericArray{1, 0}, NumericArray{2, 4} / 3, NumericArray{7, 8})) == "[(2)/3, 8]");
}

TEST_CASE("what is known of an array is told") {
  const auto x = FixedVariableArrayInput({2}, {true, 3, 2});
  const auto y = concatenate({x * 3, constant({1.5})});
  CHECK(to_string(y.low()) == "[-24, -24, 3/2]");
  CHECK(to_string(y.high()) == "[93/4, 93/4, 3/2]");
  CHECK(to_string(y.step()) == "[1/4, 1/4, 1/2]");
  CHECK(to_string(y.format()) == "[s5.2, s5.2, u1.1]");
  CHECK(to_string(y(0).item().format()) == "s5.2");
  CHECK(y(2).item().high() == *Dyadic::parse("3/2"));
}

TEST_CASE("arrays are printed for people") {
  const auto x = FixedVariableArrayInput({2, 2}, {true, 3, 2});
  const auto text = [](const auto& value) {
    std::ostringstream stream;
    stream << value;
    return stream.str();
  };
  CHECK(text(x) == "(2, 2) of s3.2 [-8, 31/4] step 1/4");
  CHECK(text(x(0, 0).item()) == "s3.2 [-8, 31/4] step 1/4");
  CHECK(text(stack({x(0), constant({1, 2.5})})) ==
        "[[s3.2 [-8, 31/4] step 1/4, s3.2 [-8, 31/4] step 1/4],\n [1, 5/2]]");
  CHECK(text(FixedVariableArrayInput({3})) == "(3,) of open");
  CHECK(text(x(0) / 3) == "(2,) of (s3.2 [-8, 31/4] step 1/4)/3");
  CHECK(text(NumericArray{{1, 2}, {3, 4.5}}) == "[[1, 2],\n [3, 9/2]]");
  CHECK(text(NumericArray::from_values({1001}, std::vector<int>(1001, 7))) == "[7, 7, 7, ..., 7, 7, 7]");
  CHECK(text(x.format()) == "[[s3.2, s3.2],\n [s3.2, s3.2]]");
  CHECK(text(comb_trace(x, x)).starts_with("wirefold 1 \"model\"\n"));
}

}  // namespace
}  // namespace wirefold
