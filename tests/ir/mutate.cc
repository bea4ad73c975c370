// SPDX-License-Identifier: Apache-2.0
#include "tests/ir/mutate.h"

#include <algorithm>
#include <vector>

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

}  // namespace

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

}  // namespace wirefold
