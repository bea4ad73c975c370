// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/names.h"

#include "tests/catch.h"

namespace wirefold {
namespace {

TEST_CASE("an ordinary name is legal in every language") {
  for (const char* name : {"x", "logits_3", "Dense0", "a1_b2"}) CHECK(identifier_problem(name) == "");
}

TEST_CASE("a name that is illegal in some language says why") {
  CHECK(identifier_problem("") == "is empty");
  CHECK(identifier_problem("3x") == "does not begin with a letter");
  CHECK(identifier_problem("_x") == "does not begin with a letter");
  CHECK(identifier_problem("x-y") == "has a character that is not a letter, digit or underscore");
  CHECK(identifier_problem("x\xC3\xA9") == "has a character that is not a letter, digit or underscore");
  CHECK(identifier_problem("x__y") == "has two underscores in a row, which VHDL forbids");
  CHECK(identifier_problem("x_") == "ends in an underscore, which VHDL forbids");
  CHECK(identifier_problem("input") == "is a Verilog keyword");
  CHECK(identifier_problem("Logic") == "is a SystemVerilog keyword");
  CHECK(identifier_problem("SIGNAL") == "is a VHDL keyword");
  CHECK(identifier_problem(std::string(201, 'x')) == "has more than 200 characters");
}

TEST_CASE("any text has a legal identifier near it") {
  CHECK(legal_identifier("dense 0/out") == "dense_0_out");
  CHECK(legal_identifier("__x__y__") == "x_y");
  CHECK(legal_identifier("3x") == "t3x");
  CHECK(legal_identifier("") == "t");
  CHECK(legal_identifier("signal") == "signal_t");
  const std::vector<std::string> texts = {
      "-", "in", "x\n", "a_", "9", "__", std::string(300, '_'), std::string(300, 'q')};
  for (const std::string& text : texts) {
    INFO(text);
    CHECK(identifier_problem(legal_identifier(text)) == "");
  }
}

TEST_CASE("names that differ only in case get suffixes") {
  NameTable names;
  CHECK(names.unique("Sum") == "Sum");
  CHECK(names.unique("sum") == "sum_2");
  CHECK(names.unique("SUM") == "SUM_3");
  CHECK(names.unique("sum_2") == "sum_2_2");
  CHECK_FALSE(names.claim("suM"));
  CHECK(names.claim("other"));
}

}  // namespace
}  // namespace wirefold
