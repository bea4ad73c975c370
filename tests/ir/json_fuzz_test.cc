// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "tests/catch.h"
#include "tests/ir/mutate.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/json.h"

namespace wirefold {
namespace {

// Success or an IoError; whatever is read must print to JSON that reads back to it.
void read_hostile(const std::string& text, int& accepted) {
  try {
    const StoredProgram program = parse_json(text);
    ++accepted;
    const Schedule* schedule = program.schedule ? &*program.schedule : nullptr;
    const std::string again = print_json(program.logic, schedule);
    if (!(parse_json(again).logic == program.logic)) FAIL("does not round trip:\n" << again);
  } catch (const IoError&) {
  } catch (const std::exception& error) {
    FAIL(error.what() << " from\n" << text);
  }
}

TEST_CASE("a damaged JSON program is read or refused, never worse") {
  const std::uint64_t seed = 78;
  INFO("seed " << seed);
  Random random(seed);
  int accepted = 0;
  for (int program = 0; program < 40; ++program) {
    const CombLogic logic = random_program(random, {.operations = 12});
    const Schedule schedule = combinational_schedule(logic);
    const std::string original = print_json(logic, program % 2 == 0 ? &schedule : nullptr);
    for (int i = 0; i < 150; ++i) {
      std::string text = original;
      const int mutations = random.between(1, 3);
      for (int m = 0; m < mutations; ++m) mutate(random, text);
      read_hostile(text, accepted);
    }
  }
  CHECK(accepted > 50);  // damage that leaves a program is part of the test
}

TEST_CASE("a JSON program cut off at any character is refused") {
  Random random(5);
  const std::string text = print_json(random_program(random, {.operations = 10}));
  int accepted = 0;
  for (std::size_t length = 0; length + 2 < text.size(); ++length) read_hostile(text.substr(0, length), accepted);
  CHECK(accepted == 0);
}

}  // namespace
}  // namespace wirefold
