// SPDX-License-Identifier: Apache-2.0
#include "tests/catch.h"
#include "tests/ir/mutate.h"
#include "tests/programs/random_program.h"
#include "wirefold/importers/alir.h"
#include "wirefold/importers/comb_json.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/text.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold {
namespace {

template <class Parse>
std::string refusal(Parse parse_text, std::string_view text) {
  try {
    parse_text(text);
  } catch (const IoError& error) {
    return error.what();
  }
  return "no IoError";
}

std::string alir(const std::string& model) {
  return refusal(parse_alir, R"({"meta": "ALIRModel", "spec_version": 4, "model": )" + model + "}");
}

// The refusal of record 2 behind two inputs [-8, 7.5] step 0.5 and [0, 3] step 1.
std::string alir_record(const std::string& record, const std::string& tables = "") {
  return alir(R"([[2, 1], [0, 0], [0], [0], [false], [
      [[], -1, [0], [-8.0, 7.5, 0.5], 0, 0], [[], -1, [1], [0.0, 3.0, 1.0], 0, 0], )" +
              record + "], -1, -1" + tables + "]");
}
std::string comb_record(const std::string& record) {
  return refusal(parse_comb_json, R"([[2, 1], [0, 0], [0], [0], [false], [
      [0, -1, -1, 0, [-8.0, 7.5, 0.5], 0, 0], [1, -1, -1, 0, [0.0, 3.0, 1.0], 0, 0], )" +
                                      record + "], -1, -1]");
}

TEST_CASE("files that are not programs of alkaid or da4ml are refused") {
  CHECK(refusal(parse_alir, "{}") == "parse_alir: 'meta' is missing");
  CHECK(refusal(parse_alir, R"({"meta": "ALIRFSM"})") ==
        "parse_alir: meta: a state machine; only combinational programs are read");
  CHECK(refusal(parse_alir, R"({"meta": "x"})") == "parse_alir: meta: not a program of alkaid");
  CHECK(refusal(parse_alir, R"({"meta": "ALIRModel", "spec_version": 3, "model": []})") ==
        "parse_alir: spec_version: version 3 where 4 is expected; save it again with a newer alkaid");
  CHECK(alir("[]") == "parse_alir: model: a list of 8 or 9 fields is expected");
  CHECK(alir("[[1000000000, 0], [], [], [], [], [], -1, -1]") ==
        "parse_alir: model[1]: a list of 0 where 1000000000 are expected");
  CHECK(alir("[[0, 1000000000], [], [], [], [], [], -1, -1]") ==
        "parse_alir: model[2]: a list of 0 where 1000000000 are expected");
  CHECK(alir("[[0, 1], [], [0], [0], [false], [], -1, -1]") == "parse_alir: model[2][0]: 0 is not between -1 and -1");
  CHECK(alir("[[0, 0], [], [], [], [], [], -1, -1]") == "no IoError");
  CHECK(refusal(parse_comb_json, "[[]]") == "parse_comb_json: a pipeline; only combinational programs are read");
  CHECK(refusal(parse_comb_json, "{}") == "parse_comb_json: expected a list");
}

TEST_CASE("malformed records of alkaid are refused") {
  CHECK(alir_record("[[0, 1], 0, [1], [-8.0, 19.5, 0.5], 0, 0]") == "no IoError");
  CHECK(alir_record("[[0, 2], 0, [1], [-8.0, 19.5, 0.5], 0, 0]") ==
        "parse_alir: model[5][2][0][1]: slot 2 is not filled yet");
  CHECK(alir_record("[[0, -1], 0, [1], [-8.0, 19.5, 0.5], 0, 0]") ==
        "parse_alir: model[5][2][0][1]: -1 is not between 0 and 4294967294");
  CHECK(alir_record("[[0], 0, [1], [-8.0, 19.5, 0.5], 0, 0]") ==
        "parse_alir: model[5][2][0]: a list of 1 where 2 are expected");
  CHECK(alir_record("[[0, 1], 0, [], [-8.0, 19.5, 0.5], 0, 0]") == "parse_alir: model[5][2][2]: element 0 is missing");
  CHECK(alir_record("[[0, 1], 0, [99999], [-8.0, 19.5, 0.5], 0, 0]") ==
        "parse_alir: model[5][2][2][0]: 99999 is not between -32768 and 32768");
  CHECK(alir_record("[[0, 1], 12, [1], [-8.0, 19.5, 0.5], 0, 0]") ==
        "parse_alir: model[5][2][1]: an opcode that ALIR 4 does not have");
  CHECK(alir_record("[[], -1, [2], [-8.0, 19.5, 0.5], 0, 0]") == "parse_alir: model[5][2][2][0]: 2 is out of range");
  CHECK(alir_record("[[0, 1], 10, [0, 3], [-8.0, 19.5, 0.5], 0, 0]") ==
        "parse_alir: model[5][2][2][1]: 3 is not between 0 and 2");
  CHECK(alir_record("[[0, 1], 11, [1, 0, 2, 0], [-8.0, 19.5, 0.5], 0, 0]") ==
        "parse_alir: model[5][2][2][2]: 2 is not between 0 and 1");
  CHECK(alir_record("[[0], 8, [0], [-8.0, 19.5, 0.5], 0, 0]") == "parse_alir: model[5][2]: table 0 is not in the file");
}

TEST_CASE("ranges that are not exact are refused") {
  const auto range = [](const std::string& text) { return alir_record("[[0, 1], 0, [1], " + text + ", 0, 0]"); };
  CHECK(range("[-8.0, 19.5, 0.3]") == "parse_alir: model[5][2][3][2]: a step that is not a power of two");
  CHECK(range("[-8.0, 19.5, 0]") == "parse_alir: model[5][2][3][2]: a step that is not a power of two");
  CHECK(range("[-8.0, 19.5, -0.5]") == "parse_alir: model[5][2][3][2]: a step that is not a power of two");
  CHECK(range("[-8.1, 19.5, 0.5]") == "parse_alir: model[5][2][3]: a range whose ends are not multiples of its step");
  CHECK(range("[19.5, -8.0, 0.5]") == "parse_alir: model[5][2][3]: a range whose low end is above the high one");
  CHECK(range("[-8.0, NaN, 0.5]").starts_with("parse_alir: not JSON: "));
  CHECK(range("[-8.0, null, 0.5]") == "parse_alir: model[5][2][3][1]: expected an integer");
}

TEST_CASE("programs that the peers' interpreters read differently are refused") {
  CHECK(alir_record("[[0], 2, [], [-8.0, 7.5, 0.5], 0, 0]") ==
        "parse_alir: operation 2: a relu whose range goes below zero");
  CHECK(alir_record("[[1], 9, [0], [-2.0, 1.0, 1.0], 0, 0]") ==
        "parse_alir: operation 2: a complement of unsigned bits to a signed range");
  const auto table = [](const std::string& step, const std::string& entries) {
    return R"(, [{"spec": {"hash": "", "out_qint": {"min": 0, "max": 3, "step": )" + step +
           R"(}, "inp_width": 2}, "table": )" + entries + "}]";
  };
  const std::string lookup = "[[1], 8, [0], [0.0, 3.0, 1.0], 0, 0]";
  CHECK(alir_record(lookup, table("1.0", "[0, 1, 2, 3]")) == "no IoError");
  CHECK(alir_record(lookup, table("1.0", "[0, 1, 2]")) ==
        "parse_alir: operation 2: a table of 3 entries for a range of 4");
  CHECK(alir_record(lookup, table("0.5", "[0, 1, 2, 3]")) ==
        "parse_alir: operation 2: a table with another step than the range of its result");
  CHECK(alir_record(lookup, table("1.0", "[]")) == "parse_alir: model[8][0].table: a table without entries");
  CHECK(alir_record(lookup, table("1.0", "[0, 1, 2, 3000000000]")) ==
        "parse_alir: model[8][0].table[3]: 3000000000 is not between -2147483648 and 2147483647");
}

TEST_CASE("malformed records of da4ml are refused") {
  CHECK(comb_record("[0, 1, 0, 1, [-8.0, 13.5, 0.5], 0, 0]") == "no IoError");
  CHECK(comb_record("[0, 2, 0, 1, [-8.0, 13.5, 0.5], 0, 0]") == "parse_comb_json: [5][2][1]: slot 2 is not filled yet");
  CHECK(comb_record("[0, 1, 11, 1, [-8.0, 13.5, 0.5], 0, 0]") ==
        "parse_comb_json: [5][2][2]: an opcode that comb.json does not have");
  CHECK(comb_record("[0, 1, 6, 2, [-8.0, 13.5, 0.5], 0, 0]") == "parse_comb_json: [5][2][3]: slot 2 is not filled yet");
  CHECK(comb_record("[0, 1, 6, 429496729600001, [-8.0, 13.5, 0.5], 0, 0]") ==
        "parse_comb_json: [5][2][3]: a shift by 100000");
  CHECK(comb_record("[0, 1, 6, 18446744073709551616, [-8.0, 13.5, 0.5], 0, 0]") ==
        "parse_comb_json: [5][2][3]: 18446744073709551616 is out of range");
  CHECK(comb_record("[0, 1, 10, 216172782113783808, [-8.0, 13.5, 0.5], 0, 0]") ==
        "parse_comb_json: [5][2][3]: a bitwise operation of kind 3");
  CHECK(comb_record("[0, -1, 9, 3, [-8.0, 13.5, 0.5], 0, 0]") ==
        "parse_comb_json: [5][2][3]: 3 is not between 0 and 2");
}

std::string export_refusal(std::string (*print_program)(const CombLogic&), Format input, int shift) {
  Builder builder;
  builder.begin_input("x", Shape{2});
  builder.input(input);
  builder.input(input);
  const ValueId product = builder.multiply({0}, {1, shift, false}, {"model.cc", 7});
  builder.add_output({"y", Shape{1}, {{builder.quantize({product}, {.format = {true, 7, 0}})}}});
  try {
    print_program(builder.finish());
  } catch (const UnsupportedError& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("what alkaid or da4ml would compute wrongly is not written") {
  CHECK(export_refusal(print_alir, {true, 20, 0}, 0).empty());
  CHECK(export_refusal(print_alir, {true, 31, 0}, 0).empty());
  CHECK(export_refusal(print_alir, {true, 32, 0}, 0) ==
        "print_alir: %2 = multiply needs 66 bits, alkaid computes in 64; quantize it to fewer bits  [model.cc:7]");
  CHECK(export_refusal(print_alir, {true, 60, 0}, 0) ==
        "print_alir: %0 = input reads 61 bits, alkaid reads doubles of 53 bits");
  CHECK(export_refusal(print_alir, {true, 100, -90}, 0) ==
        "print_alir: %2 = multiply has 201 integer and -180 fraction bits, alkaid holds them in a byte  [model.cc:7]");
  CHECK(export_refusal(print_comb_json, {true, 31, 0}, 0).empty());
  CHECK(export_refusal(print_comb_json, {true, 32, 0}, 0) ==
        "print_comb_json: %0 = input needs 33 bits, da4ml wraps signed numbers of 32 bits at most");
  Builder builder;
  builder.begin_input("x", Shape{1});
  builder.input({true, 3, 0});
  const ValueId wide = builder.constant(Dyadic((std::int64_t{1} << 54) + 1, 0));
  builder.add_output({"y", Shape{1}, {{wide}}});
  const CombLogic logic = builder.finish();
  CHECK_THROWS_WITH(print_alir(logic),
                    "print_alir: %1 = constant holds the constant 18014398509481985, alkaid holds doubles of 53 bits");
}

TEST_CASE("a program that is not lowered is not written") {
  Builder builder;
  builder.begin_input("x", Shape{1});
  builder.input({true, 3, 0});
  const Use operands[] = {{0}, {0, 1, true}};
  builder.maximum(operands, {"model.cc", 3});
  const CombLogic logic = builder.finish();
  CHECK_THROWS_WITH(print_alir(logic),
                    "print_alir: the program is not lowered, optimize it first: %1 = maximum: is left in a lowered "
                    "program  [model.cc:3]");
  CHECK_THROWS_AS(print_comb_json(logic), UnsupportedError);
}

TEST_CASE("damaged files of alkaid and da4ml are read or refused, never worse") {
  const std::uint64_t seed = 79;
  INFO("seed " << seed);
  Random random(seed);
  int accepted = 0;
  for (int program = 0; program < 30; ++program) {
    const CombLogic logic = optimize(random_program(random, {.operations = 12, .widest = 16}));
    const std::string original = program % 2 == 0 ? print_alir(logic) : print_comb_json(logic);
    for (int i = 0; i < 150; ++i) {
      std::string text = original;
      const int mutations = random.between(1, 3);
      for (int m = 0; m < mutations; ++m) mutate(random, text);
      try {
        const CombLogic read = program % 2 == 0 ? parse_alir(text) : parse_comb_json(text);
        ++accepted;
        if (!(parse(print(read)) == read)) FAIL("not a program:\n" << text);
      } catch (const IoError&) {
      } catch (const std::exception& error) {
        FAIL(error.what() << " from\n" << text);
      }
    }
  }
  CHECK(accepted > 50);  // damage that leaves a program is part of the test
}

}  // namespace
}  // namespace wirefold
