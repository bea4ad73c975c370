// SPDX-License-Identifier: Apache-2.0
#include "wirefold/dsl/comb_trace.h"

#include "tests/dsl/dsl_testing.h"
#include "wirefold/dsl/contract.h"
#include "wirefold/dsl/elementwise.h"
#include "wirefold/dsl/input.h"
#include "wirefold/dsl/quantize.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

const Format kSigned3{true, 3, 0};

Format port_format(const CombLogic& logic, std::size_t element) {
  return logic.input_format(logic.definition(logic.inputs()[0].elements[element].value));
}

TEST_CASE("ports are named by the caller, or x and y, with numbers where there are several") {
  const auto a = FixedVariableArrayInput({1}, kSigned3);
  const auto b = FixedVariableArrayInput({2}, kSigned3);
  const CombLogic plain = comb_trace(a, -a);
  CHECK(plain.inputs()[0].name == "x");
  CHECK(plain.outputs()[0].name == "y");
  const CombLogic numbered = comb_trace({a, b}, {a, a + b});
  CHECK(numbered.inputs()[1].name == "x1");
  CHECK(numbered.outputs()[1].name == "y1");
  CHECK(numbered.outputs()[1].shape == Shape{2});
  const CombLogic named = comb_trace({{"gain", a}, {"pixels", b}}, {{"sum", a + b}}, {.name = "mixer"});
  CHECK(named.inputs()[0].name == "gain");
  CHECK(named.inputs()[1].name == "pixels");
  CHECK(named.outputs()[0].name == "sum");
  CHECK(named.name() == "mixer");
  CHECK(comb_trace(std::vector{a, b}, a + b).inputs()[0].name == "x0");
}

TEST_CASE("inputs come first in the order listed, used or not, then operations depth first from the outputs") {
  const auto a = FixedVariableArrayInput({2}, kSigned3);
  const auto b = FixedVariableArrayInput({1}, kSigned3);
  const auto unused = b * 7;
  const auto late = a(1) * 3;
  const auto early = a(0) * 5;
  const CombLogic logic = comb_trace({b, a}, stack({early + late, late}));
  CHECK(logic.inputs()[0].elements[0] == Use{0});
  CHECK(logic.inputs()[1].elements[1] == Use{2});
  std::string opcodes;
  for (const Operation& operation : logic.operations()) opcodes += std::string(info(operation.opcode).name) + " ";
  CHECK(opcodes == "input input input linear linear sum ");
  CHECK(logic.outputs()[0].elements == std::vector<Use>{{5}, {4}});
}

// The same values, made in two orders.
CombLogic made_in_order(bool forwards) {
  const auto a = FixedVariableArrayInput({1}, kSigned3);
  const auto b = FixedVariableArrayInput({1}, kSigned3);
  const auto left = [&] { return name(a * 3, "left") + 1; };
  const auto right = [&] { return name(b * 5, "right") + 1; };
  if (forwards) {
    const auto x = left();
    const auto y = right();
    return comb_trace({a, b}, x + y);
  }
  const auto y = right();
  const auto x = left();
  return comb_trace({a, b}, x + y);
}

TEST_CASE("the program does not depend on the order in which values were made") {
  const auto without_lines = [](const CombLogic& logic) {
    std::string text = print(logic);
    for (std::size_t at = text.find("  @ "); at != std::string::npos; at = text.find("  @ ")) {
      text.erase(at, text.find('\n', at) - at);
    }
    return text;
  };
  const CombLogic forwards = made_in_order(true);
  CHECK(forwards.named_tensors().size() == 2);
  CHECK(without_lines(forwards) == without_lines(made_in_order(false)));
}

TEST_CASE("the program does not depend on which trace took over the other") {
  const auto traced = [](bool left_is_larger) {
    const auto a = FixedVariableArrayInput({1}, kSigned3);
    const auto b = FixedVariableArrayInput({1}, kSigned3);
    for (int i = 0; i < 5; ++i) static_cast<void>((left_is_larger ? a : b) * 3);
    return comb_trace({a, b}, (a * 3 - b * 5) * a);
  };
  CHECK(traced(true) == traced(false));
}

TEST_CASE("traces merge however many there are, and arrays made before stay valid") {
  const auto first = FixedVariableArrayInput({1}, kSigned3);
  std::vector<FixedVariableArray> inputs{first};
  auto total = first * 3;
  const auto before = total;
  for (int i = 0; i < 20; ++i) {
    auto pair = FixedVariableArrayInput({1}, kSigned3);
    inputs.push_back(pair);
    for (int j = 0; j < i; ++j) pair = pair * 3 + 1;
    total = total + pair;
  }
  std::vector<NumericArray> samples(inputs.size(), NumericArray({0}));
  samples[0] = {5};
  const std::vector<NumericArray> results = run(comb_trace(inputs, {total - before, before}), samples);
  NumericArray expected = {0};
  for (int i = 0; i < 20; ++i) {
    NumericArray pair = {0};
    for (int j = 0; j < i; ++j) pair = pair * 3 + 1;
    expected += pair;
  }
  CHECK(results[0] == expected);
  CHECK(results[1] == NumericArray({15}));
}

TEST_CASE("constants do not tie two models together") {
  const auto weights = constant({{1, 2}, {3, 4}});
  const auto a = FixedVariableArrayInput({2}, kSigned3);
  const auto b = FixedVariableArrayInput({2}, kSigned3);
  const auto y = matmul(a, weights) + weights;
  const auto z = matmul(b, weights) + weights;
  CHECK(&y.trace() != &z.trace());
  CHECK(run(comb_trace(a, y), NumericArray({1, 2})) == NumericArray{{8, 12}, {10, 14}});
  CHECK(run(comb_trace(b, z), NumericArray({1, 2})) == NumericArray{{8, 12}, {10, 14}});
}

TEST_CASE("an open input has the largest fields that are asked of each element") {
  const auto in = FixedVariableArrayInput({3});
  const auto y = quantize(in(range(0, 2)), {false, 5, -1}) + quantize(in(0), {true, 2, 3});
  const CombLogic logic = comb_trace(in, y);
  CHECK(port_format(logic, 0) == Format{true, 5, 3});
  CHECK(port_format(logic, 1) == Format{false, 5, -1});
  CHECK(port_format(logic, 2).is_zero());
}

TEST_CASE("RND asks an open input for one more fraction bit, and rounds as on numbers") {
  const auto in = FixedVariableArrayInput({1});
  const CombLogic logic = comb_trace(in, quantize(in, {true, 3, 2}, RND));
  CHECK(port_format(logic, 0) == Format{true, 3, 3});
  for (int sixteenths = -200; sixteenths <= 200; ++sixteenths) {
    const NumericArray x = NumericArray::from_numbers({1}, {Dyadic(sixteenths, -4)});
    CHECK(run(logic, x) == quantize(x, {true, 3, 2}, RND));
  }
}

TEST_CASE("several quantizers of one open input each give what they give on numbers") {
  const auto model = [](const auto& x) {
    return stack({quantize(x, {true, 2, 1}), quantize(x, {false, 3, 2}, RND), quantize(x, {true, 4, -1}),
                  quantize(x, {false, -1, 4}), quantize(x, {true, 1, -2})});
  };
  const auto in = FixedVariableArrayInput({1});
  const CombLogic logic = comb_trace(in, model(in));
  CHECK(port_format(logic, 0) == Format{true, 4, 4});
  for (int sixty_fourths = -2000; sixty_fourths <= 2000; sixty_fourths += 7) {
    const NumericArray x = NumericArray::from_numbers({1}, {Dyadic(sixty_fourths, -6)});
    CHECK(run(logic, x) == model(x));
  }
}

TEST_CASE("the port of an open input follows from the listed outputs alone") {
  const auto in = FixedVariableArrayInput({1});
  const auto small = quantize(in, {true, 2, 1});
  const auto large = quantize(in, {true, 7, 7});
  CHECK(port_format(comb_trace(in, small), 0) == Format{true, 2, 1});
  CHECK(port_format(comb_trace(in, large), 0) == Format{true, 7, 7});
}

TEST_CASE("anything but a wrapping quantizer is refused of an open input") {
  const auto in = FixedVariableArrayInput({2, 2});
  const std::string made_at = to_string(Location::here(__FILE__, __LINE__ - 1));
  const std::string element = ": element (0, 0) is of the open input made at " + made_at + ", which ";
  const std::string remedy =
      "only quantize takes; quantize it first, or declare its format: FixedVariableArrayInput(shape, format) [here]";
  CHECK(WIREFOLD_ERROR(UnsupportedError, in + 1) == "operator+" + element + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, -in) == "operator-" + element + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, in * 2) == "operator*" + element + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, in / 2) == "operator/" + element + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, in >> 1) == "operator>>" + element + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, relu(in)) == "relu" + element + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, relu(in, {false, 2, 1})) == "relu" + element + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, maximum(in, 0)) == "maximum" + element + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, abs(in)) == "abs" + element + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, matmul(in, in)) == "matmul" + element + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, name(in, "raw")) == "name" + element + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, comb_trace(in, in)) == "comb_trace" + element + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, transpose(in)(1) + 1) ==
        "operator+: element (0,) is of the open input made at " + made_at + ", which " + remedy);
}

TEST_CASE("modes and formats that an open input cannot give are refused with the remedy") {
  const auto in = FixedVariableArrayInput({1});
  const std::string made_at = to_string(Location::here(__FILE__, __LINE__ - 1));
  const std::string element = "quantize: element (0,) is of the open input made at " + made_at + ", which ";
  const std::string remedy = "declare its format: FixedVariableArrayInput(shape, format) [here]";
  CHECK(WIREFOLD_ERROR(UnsupportedError, quantize(in, {true, 2, 1}, TRN, SAT)) ==
        element + "takes WRAP with TRN or RND, not SAT with TRN; " + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, quantize(in, {true, 2, 1}, RND_CONV)) ==
        element + "takes WRAP with TRN or RND, not WRAP with RND_CONV; " + remedy);
  CHECK(WIREFOLD_ERROR(UnsupportedError, quantize(in, {true, keep, 1})) ==
        element + "has no format to keep a field of; give the field, or " + remedy);
  CHECK(WIREFOLD_ERROR(FormatError, quantize(in, {false, -1990, 2000}, RND)) ==
        element + "takes at most 2000 integer and fraction bits; " + remedy);
}

TEST_CASE("a quotient has no format to keep a field of") {
  const auto in = FixedVariableArrayInput({1}, kSigned3);
  const std::string text = "quantize: a quotient has no format to keep a field of, give every field [here]";
  CHECK(WIREFOLD_ERROR(UnsupportedError, quantize(in / 3, {true, keep, 1})) == text);
  CHECK(WIREFOLD_ERROR(UnsupportedError, quantize(NumericArray(1) / 3, {true, keep, 1})) == text);
}

TEST_CASE("a declared input reads as its twin does") {
  const FormatArray formats({3}, {{true, 2, 1}, {false, 3, 0}, {false, 0, 0}});
  const auto in = FixedVariableArrayInput({2, 3}, formats);
  const CombLogic logic = comb_trace(in, in);
  const NumericArray x = {{3.75, -0.25, 17}, {-4.5, 8.5, -1}};
  CHECK(run(logic, x) == read(x, formats));
  CHECK(to_string(read(x, formats)) == "[[7/2, 7, 0], [7/2, 0, 0]]");
  CHECK(read(x, Format{true, 2, 1}) == quantize(x, {true, 2, 1}));
}

TEST_CASE("an input that is not listed is refused, with where it was made and where it was mixed in") {
  const auto a = FixedVariableArrayInput({1}, kSigned3);
  const auto b = FixedVariableArrayInput({1}, kSigned3);
  const int made = __LINE__ - 1;
  const auto c = b * 3;
  const auto y = a + c;
  const int mixed = __LINE__ - 1;
  const auto at = [](int line) { return "comb_trace_test.cc:" + std::to_string(line); };
  const std::string start = "comb_trace: output 'y' depends on an input that is not listed, made at ";
  const std::string rule = "; values of two traces cannot be mixed, list every input [here]";
  CHECK(WIREFOLD_ERROR(UnsupportedError, comb_trace(a, y * 3)) ==
        start + at(made) + " and mixed with values of a listed one at " + at(mixed) + rule);
  CHECK(WIREFOLD_ERROR(UnsupportedError, comb_trace(a, c)) == start + at(made) + rule);
  CHECK(WIREFOLD_ERROR(UnsupportedError, comb_trace({a, b}, y)) == "no error");
}

TEST_CASE("what is not an input as it was made is refused in the list of inputs") {
  const auto a = FixedVariableArrayInput({2}, kSigned3);
  const std::string text =
      "comb_trace: 'x' is listed as an input but is the result of a function; list what FixedVariableArrayInput "
      "returned [here]";
  CHECK(WIREFOLD_ERROR(UnsupportedError, comb_trace(a * 3, a)) == text);
  CHECK(WIREFOLD_ERROR(UnsupportedError, comb_trace(a(range(0, 1)), a)) == text);
  CHECK(WIREFOLD_ERROR(UnsupportedError, comb_trace(reshape(a, {2, 1}), a)) == text);
  CHECK(WIREFOLD_ERROR(UnsupportedError, comb_trace(constant({1, 2}), a)) == text);
}

TEST_CASE("ports twice, of one name, or none at all are refused") {
  const auto a = FixedVariableArrayInput({1}, kSigned3);
  CHECK(WIREFOLD_ERROR(ValueError, comb_trace({a, a}, a)) ==
        "comb_trace: 'x1' is listed twice among the inputs [here]");
  CHECK(WIREFOLD_ERROR(ValueError, comb_trace({{"x", a}}, {{"x", a}})) ==
        "comb_trace: two ports are called 'x' [here]");
  CHECK(WIREFOLD_ERROR(ValueError, comb_trace(std::vector<NamedArray>{}, a)) ==
        "comb_trace: no inputs, at least one is needed [here]");
  CHECK(WIREFOLD_ERROR(ValueError, comb_trace(a, std::vector<NamedArray>{})) ==
        "comb_trace: no outputs, at least one is needed [here]");
}

TEST_CASE("a port beyond the limit is refused, and the limit can be raised") {
  const auto in = FixedVariableArrayInput({1000, 1000}, {false, 1, 0});
  const auto one = in(0, 0);
  CHECK(WIREFOLD_ERROR(FormatError, comb_trace(in, one)) ==
        "comb_trace: input 'x' of shape (1000, 1000) needs 1000000 bits, the limit is 65536; use fewer or narrower "
        "elements, or raise TraceOptions::max_port_bits [here]");
  CHECK(comb_trace(in, one, {.max_port_bits = 1000000}).inputs()[0].elements.size() == 1000000);
  const auto small = FixedVariableArrayInput({1}, {false, 4, 0});
  const auto wide = repeat(small, 20000, 0);
  CHECK(WIREFOLD_ERROR(FormatError, comb_trace(small, {{"wide", wide}})) ==
        "comb_trace: output 'wide' of shape (20000,) needs 80000 bits, the limit is 65536; use fewer or narrower "
        "elements, or raise TraceOptions::max_port_bits [here]");
}

TEST_CASE("inputs of no elements, of too many and of bad formats are refused") {
  CHECK(WIREFOLD_ERROR(ShapeError, FixedVariableArrayInput({0, 3})) ==
        "FixedVariableArrayInput: an array of shape (0, 3) has no elements, every axis must have at least one [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, FixedVariableArrayInput({-1})) ==
        "FixedVariableArrayInput: an array of shape (-1,) has no elements, every axis must have at least one [here]");
  CHECK(WIREFOLD_ERROR(ShapeError, FixedVariableArrayInput({1 << 20, 1 << 20, 1 << 30})) ==
        "FixedVariableArrayInput: an array of shape (1048576, 1048576, 1073741824) is too large, the limit is "
        "268435456 elements [here]");
  CHECK(WIREFOLD_ERROR(FormatError, FixedVariableArrayInput({1}, {true, 1024, 0})) ==
        "FixedVariableArrayInput: a format of 1024 integer and 0 fraction bits is 1025 bits wide, the limit is 1024 "
        "[here]");
}

TEST_CASE("a chain of a million operations is traced") {
  const auto in = FixedVariableArrayInput({1}, kSigned3);
  auto x = in;
  for (int i = 0; i < 1000000; ++i) x = x + 1;
  const CombLogic logic = comb_trace(in, x);
  CHECK(logic.operations().size() == 2000001);
  CHECK(to_string(logic.interval(logic.outputs()[0].elements[0])) == "[999992, 1000007] step 1");
}

}  // namespace
}  // namespace wirefold
