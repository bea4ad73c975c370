// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/text.h"

namespace wirefold {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  while (from < text.size()) {
    const auto end = std::min(text.find('\n', from), text.size());
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::size_t place(Random& random, std::size_t size) {
  return static_cast<std::size_t>(random.bits() % std::max<std::size_t>(size, 1));
}

void replace_number(Random& random, std::string& text) {
  static const char* const kNumbers[] = {
      "0",    "-1",        "1",          "4294967295",           "4294967296", "32768", "-32768",
      "1024", "1*2^32768", "1*2^-32768", "99999999999999999999", "-0",         "3/4",   "2147483648"};
  const auto from = text.find_first_of("0123456789", place(random, text.size()));
  if (from == std::string::npos) return;
  const auto end = std::min(text.find_first_not_of("0123456789", from), text.size());
  const std::string number = random.one_in(8) ? std::string(static_cast<std::size_t>(random.between(1, 25000)), '7')
                                              : kNumbers[place(random, 14)];
  text.replace(from, end - from, number);
}

void mutate(Random& random, std::string& text) {
  std::vector<std::string> lines = lines_of(text);
  if (lines.empty()) return;
  const std::size_t line = place(random, lines.size());
  switch (random.between(0, 8)) {
    case 0:
      text.resize(place(random, text.size()));
      return;
    case 1:
      text[place(random, text.size())] ^= static_cast<char>(1 << random.between(0, 7));
      return;
    case 2:
      text.erase(place(random, text.size()), static_cast<std::size_t>(random.between(1, 8)));
      return;
    case 3:
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(line));
      break;
    case 4:
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(line), lines[place(random, lines.size())]);
      break;
    case 5:
      std::swap(lines[line], lines[place(random, lines.size())]);
      break;
    case 6:
      text.insert(place(random, text.size()), text.substr(place(random, text.size()), 12));
      return;
    default:
      replace_number(random, text);
      return;
  }
  text = joined(lines);
}

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
