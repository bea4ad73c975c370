// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wirefold {

/// The words of a line of a report: what stands between blanks; `|`, `;`, `<` and `>` are words of their own.
/// "| CLB LUTs* |  48 |" is {"|", "CLB", "LUTs*", "|", "48", "|"}. Views into `line`.
std::vector<std::string_view> words_of(std::string_view line);

/// The number at the start of a word, without commas between its digits: "22,549", "-0.342", "312.5MHz", "5.000)".
std::optional<double> number_at(std::string_view word);

/// Whether a line begins as `pattern` says, and what stands at its first `#` or `@`.
///
/// Words of the pattern stand for themselves, except: `#` any number, `@` any word, `_` any word, `...` any words up to
/// the next one of the pattern. What follows in the line is not looked at.
struct LineMatch {
  bool matches = false;
  std::optional<double> number;  ///< at `#`
  std::string_view word;         ///< at `@`
};
LineMatch match_line(const std::vector<std::string_view>& words, const std::vector<std::string_view>& pattern);

}  // namespace wirefold
