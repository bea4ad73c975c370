// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/structure.h"

#include "tests/dsl/dsl_testing.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/reduce.h"

namespace wirefold {
namespace {

// numpy_test.cc compares results with numpy; here are the mistakes.

FixedVariableArray array_of(const Shape& shape) { return FixedVariableArrayInput(shape, {true, 3, 0}); }

TEST_CASE("an index out of range is refused, a range is clamped") {
  const auto x = array_of({4, 5});
  CHECK(WIREFOLD_ERROR(ShapeError, x(0, 5)) ==
        "slice: index 5 is out of range for axis 1 of an array of shape (4, 5), allowed are -5 to 4 [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, x(-5)) ==
        "slice: index -5 is out of range for axis 0 of an array of shape (4, 5), allowed are -4 to 3 [here]");
  CHECK(x(range(2, 100)).shape() == Shape{2, 5});
}

TEST_CASE("an unsigned index that went below zero is out of range") {
  const auto x = array_of({4});
  const std::size_t first = 0;
  CHECK(WIREFOLD_ERROR(ShapeError, x(first - 1)) ==
        "slice: index 9223372036854775807 is out of range for axis 0 of an array of shape (4,), allowed are -4 to 3 "
        "[here]");
}

TEST_CASE("ranges of no elements and of step zero are refused") {
  const auto x = array_of({4, 5});
  CHECK(WIREFOLD_ERROR(ShapeError, x(all(), range(3, 1))) ==
        "slice: range 3:1 of axis 1 of an array of shape (4, 5) has no elements, every axis must have at least one "
        "[here]");
  CHECK(WIREFOLD_ERROR(ShapeError, x(range(wirefold::end, 3, -1))) ==
        "slice: range :3:-1 of axis 0 of an array of shape (4, 5) has no elements, every axis must have at least one "
        "[here]");
  CHECK(WIREFOLD_ERROR(ValueError, x(range(0, 1, 0))) == "slice: the step of range 0:1:0 is 0 [here]");
}

TEST_CASE("too many indices and a second ellipsis are refused") {
  const auto x = array_of({4, 5});
  CHECK(WIREFOLD_ERROR(ShapeError, x(0, 0, 0)) ==
        "slice: 3 indices for an array of shape (4, 5), which has 2 axes [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, slice(x, {ellipsis, ellipsis})) == "slice: more than one ellipsis [here]");
}

TEST_CASE("extreme steps and bounds are as good as any beyond the axis") {
  const auto x = array_of({4});
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  CHECK(x(range(kLeast, kMost, kMost)).shape() == Shape{1});
  CHECK(x(range(kMost, kLeast, kLeast)).shape() == Shape{1});
  CHECK(x(range(kMost, kLeast, -1)).shape() == Shape{4});
}

TEST_CASE("a shape that does not hold the elements is refused") {
  const auto x = array_of({2, 3});
  const std::string text = "reshape: an array of shape (2, 3) to shape ";
  CHECK(WIREFOLD_ERROR(ShapeError, reshape(x, {7})) == text + "(7,): 6 elements are not 7 [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, reshape(x, {4, -1})) == text + "(4, -1): 6 elements are not a multiple of 4 [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, reshape(x, {-1, -1})) == text + "(-1, -1): only one extent may be -1 [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, reshape(x, {6, 0})) ==
        text + "(6, 0): an extent must be positive, or -1 for what is left [here]");
  const std::int64_t huge = std::int64_t{1} << 40;
  CHECK(WIREFOLD_ERROR(ShapeError, reshape(x, {huge, huge, -1})) ==
        text + "(1099511627776, 1099511627776, -1): it has 6 elements [here]");
}

TEST_CASE("axes that do not exist, or twice, are refused") {
  const auto x = array_of({2, 3});
  CHECK(WIREFOLD_ERROR(ShapeError, transpose(x, {0, 0})) == "transpose: axis 0 is given twice [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, transpose(x, {1, -1})) == "transpose: axis -1 is given twice [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, transpose(x, {1})) ==
        "transpose: 1 axis for an array of shape (2, 3), each of its axes is needed once [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, repeat(x, 2, 2)) ==
        "repeat: axis 2 of an array of shape (2, 3), which has 2 axes [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, sum(x, {0, -3})) ==
        "sum: axis -3 of an array of shape (2, 3), which has 2 axes [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, stack({x}, 3)) ==
        "stack: axis 3 of an array of shape (1, 2, 3), which has 3 axes [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, concatenate({x(0, 0)}, 0)) ==
        "concatenate: axis 0 of an array of shape (), which has 0 axes [here]");
}

TEST_CASE("a count below one and an array too large are refused") {
  const auto x = array_of({2, 3});
  CHECK(WIREFOLD_ERROR(ShapeError, repeat(x, 0)) ==
        "repeat: 0 times, every axis must have at least one element [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, repeat(x, 1 << 28, 0)) ==
        "repeat: an array of shape (536870912, 3) is too large, the limit is 268435456 elements [here]");
}

TEST_CASE("shapes that cannot be joined are refused") {
  const auto x = array_of({2, 3});
  CHECK(WIREFOLD_ERROR(ShapeError, concatenate({x, x(0)})) ==
        "concatenate: shapes (2, 3) and (3,) along axis 0, the other axes must be equal [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, concatenate({x, transpose(x)}, 1)) ==
        "concatenate: shapes (2, 3) and (3, 2) along axis 1, the other axes must be equal [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, stack({x, transpose(x)})) ==
        "stack: shapes (2, 3) and (3, 2), all must be equal [here]");
  const std::vector<FixedVariableArray> none;
  CHECK(WIREFOLD_ERROR(ShapeError, stack(none)) == "stack: no arrays, at least one is needed [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, concatenate(none)) == "concatenate: no arrays, at least one is needed [here]");
}

TEST_CASE("moving elements takes no operation, and quotients and open inputs along") {
  const auto open = FixedVariableArrayInput({2, 3});
  const auto quotients = array_of({2, 3}) / 3;
  for (const FixedVariableArray& x : {open, quotients}) {
    const auto moved =
        concatenate({stack({transpose(x), reshape(x, {3, 2})}), repeat(x, 2, 0)(newaxis, range(0, 3), range(0, 2))});
    CHECK(moved.shape() == Shape{3, 3, 2});
  }
  const auto x = array_of({2, 3});
  CHECK(comb_trace(x, repeat(transpose(x), 2, 1)).operations().size() == 6);
}

TEST_CASE("divisors move with their quotients") {
  const NumericArray x = {{2, 3}, {10, 20}};
  const NumericArray divisors = {{1, 3}, {5, 7}};
  CHECK(to_string(transpose(x / divisors)) == "[[2, (10)/5], [(3)/3, (20)/7]]");
  CHECK(to_string(stack({x, x / divisors}, -1)) == "[[[2, 2], [3, (3)/3]], [[10, (10)/5], [20, (20)/7]]]");
  CHECK((x / divisors)(0, 0) == NumericArray(2));
  const auto model = [&](const auto& a) {
    return quantize(transpose(stack({a, a / divisors}, -1))(0, all(), range(wirefold::end, wirefold::end, -1)),
                    {true, 5, 4});
  };
  const auto whole = [&](const auto& a) { return quantize(reshape(transpose(a / divisors), {4}), {true, 5, 4}); };
  const auto in = FixedVariableArrayInput({2, 2}, {true, 5, 0});
  CHECK(run(comb_trace(in, model(in)), x) == model(x));
  CHECK(run(comb_trace(in, whole(in)), x) == whole(x));
  CHECK(to_string(whole(x)) == "[2, 2, 1, 45/16]");
}

TEST_CASE("constants stand beside variables in a list") {
  const auto x = array_of({2});
  const CombLogic logic = comb_trace(x, concatenate({constant({1.5}), x, constant<FixedVariableArray>({-1})}));
  CHECK(to_string(run(logic, NumericArray({3, 4}))) == "[3/2, 3, 4, -1]");
  CHECK(to_string(constant<NumericArray>({-1})) == "[-1]");
}

TEST_CASE("a name stays in the program with the elements that are left") {
  const auto x = array_of({3});
  const auto hidden = name(x * 3, "hidden");
  const auto unused = name(x * 5, "unused");
  const CombLogic logic = comb_trace(x, hidden(range(0, 2)));
  REQUIRE(logic.named_tensors().size() == 1);
  const NamedTensor& tensor = logic.named_tensors()[0];
  CHECK(tensor.name == "hidden");
  CHECK(tensor.shape == Shape{3});
  CHECK(tensor.elements[0] == logic.outputs()[0].elements[0]);
  CHECK(tensor.elements[2].value == kNoValue);
  CHECK(name(NumericArray({1}), "hidden") == NumericArray({1}));
}

TEST_CASE("a name must not be empty, and needs values") {
  CHECK(WIREFOLD_ERROR(ValueError, name(NumericArray(1), "")) == "name: an empty name [here]");
  CHECK(WIREFOLD_ERROR(UnsupportedError, name(NumericArray(1) / 3, "third")) ==
        "name: the number is a quotient by a multiple of 3, which no finite number of bits holds; quantize it first "
        "[here]");
}

}  // namespace
}  // namespace wirefold
