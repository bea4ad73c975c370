// SPDX-License-Identifier: Apache-2.0
#include "wirefold/driver/reports/report_line.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace wirefold {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_separator(char c) { return c == '|' || c == ';' || c == '<' || c == '>'; }

}  // namespace

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at + 1;
    if (is_blank(line[at])) {
      at = end;
      continue;
    }
    if (!is_separator(line[at])) {
      while (end < line.size() && !is_blank(line[end]) && !is_separator(line[end])) ++end;
    }
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

std::optional<double> number_at(std::string_view word) {
  std::string digits;
  for (const char c : word) {
    if (c != ',') digits += c;
  }
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end == digits.data() || !std::isfinite(number)) return std::nullopt;
  return number;
}

LineMatch match_line(const std::vector<std::string_view>& words, const std::vector<std::string_view>& pattern) {
  LineMatch match;
  std::size_t at = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i, ++at) {
    const std::string_view wanted = pattern[i];
    if (wanted == "...") {
      if (++i == pattern.size()) break;
      const auto found =
          std::find(words.begin() + static_cast<std::ptrdiff_t>(std::min(at, words.size())), words.end(), pattern[i]);
      if (found == words.end()) return {};
      at = static_cast<std::size_t>(found - words.begin());
      continue;
    }
    if (at >= words.size()) return {};
    if (wanted == "#") {
      const std::optional<double> number = number_at(words[at]);
      if (!number) return {};
      if (!match.number) match.number = number;
    } else if (wanted == "@") {
      if (match.word.empty()) match.word = words[at];
    } else if (wanted != "_" && wanted != words[at]) {
      return {};
    }
  }
  match.matches = true;
  return match;
}

}  // namespace wirefold
