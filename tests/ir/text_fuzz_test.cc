// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "tests/catch.h"
#include "tests/ir/mutate.h"
#include "tests/programs/random_program.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

// Success or an IoError; whatever is read must print to a text that reads back to it.
void read_hostile(const std::string& text, int& accepted) {
  try {
    const CombLogic logic = parse(text);
    ++accepted;
    const std::string again = print(logic);
    if (print(parse(again)) != again) FAIL("does not round trip:\n" << again);
  } catch (const IoError&) {
  } catch (const std::exception& error) {
    FAIL(error.what() << " from\n" << text);
  }
}

TEST_CASE("a damaged program is read or refused, never worse") {
  const std::uint64_t seed = 77;
  INFO("seed " << seed);
  Random random(seed);
  int accepted = 0;
  for (int program = 0; program < 40; ++program) {
    const std::string original = print(random_program(random, {.operations = 12}));
    for (int i = 0; i < 150; ++i) {
      std::string text = original;
      const int mutations = random.between(1, 3);
      for (int m = 0; m < mutations; ++m) mutate(random, text);
      read_hostile(text, accepted);
    }
  }
  CHECK(accepted > 50);  // damage that leaves a program is part of the test
}

TEST_CASE("a program cut off at any character is read or refused") {
  Random random(5);
  const std::string text = print(random_program(random, {.operations = 10}));
  int accepted = 0;
  for (std::size_t length = 0; length < text.size(); ++length) read_hostile(text.substr(0, length), accepted);
}

// Every line claims to be zero, so nothing stops the correlation behind it from growing but its own limit.
TEST_CASE("coefficients that double with every line do not grow without end") {
  std::string wide = "wirefold 1 \"m\"\ninput \"x\" (1,) s3.0\n%1 = sum (%0) : [0]\n";
  std::string far = wide;
  std::string lied = "wirefold 1 \"m\"\ninput \"x\" (1,) u1.0\n%1 = sum (%0) : [0, 1] step 1\n";
  for (int i = 2; i < 3000; ++i) {
    const std::string result = "%" + std::to_string(i) + " = sum (";
    const std::string operand = "%" + std::to_string(i - 1);
    wide += result + operand + " << 32768, " + operand + ") : [0]\n";
    far += result + operand + " << 32768) : [0]\n";
    lied += result + operand + " << 1000, " + operand + ") : [0, 1] step 1\n";
  }
  CHECK_NOTHROW(parse(wide));
  CHECK_NOTHROW(parse(far));
  CHECK_NOTHROW(parse(lied));
}

TEST_CASE("many files and lines are read in linear time") {
  std::string text = "wirefold 1 \"m\"\ninput \"x\" (1,) s3.0\n";
  for (int i = 1; i < 40000; ++i)
    text += "%" + std::to_string(i) + " = relu %0 : [0, 7] step 1  @ a.cc:" + std::to_string(i) + "\n";
  CHECK(print(parse(text)) == text);
}

}  // namespace
}  // namespace wirefold
