// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <string>
#include <string_view>

#include "wirefold/ir/format.h"
#include "wirefold/ir/interval.h"
#include "wirefold/ir/operation.h"
#include "wirefold/ir/shape.h"

namespace wirefold {

/// One line of a program's text form, read from left to right; blanks between its parts are skipped. What does not read
/// as asked is an IoError of `parse` with the number of the line.
class LineReader {
 public:
  LineReader(std::string_view line, std::size_t number) : rest_(line), number_(number) {}

  [[noreturn]] void fail(const std::string& problem) const;

  bool at_end();
  /// Reads the token if it comes next.
  bool accept(std::string_view token);
  void expect(std::string_view token);
  void expect_end();

  /// What comes before the next blank, comma or closing bracket.
  std::string_view word();
  template <class Number>
  Number number() {
    skip_spaces();
    Number value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc()) fail("expected a number before '" + start_of_rest() + "'");
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }
  Dyadic dyadic();
  /// A count of bits within +-kMaxExponent.
  int bits();
  std::string quoted_name();
  Shape shape();
  Format format();
  Use use();
  Interval interval();

  /// Moves to the "@" that opens the location; false if the line has none.
  bool skip_to_location();
  /// The file of a location, as a program keeps it, so that it prints the same.
  std::string location_file();

 private:
  void skip_spaces();
  std::string start_of_rest() const;

  std::string_view rest_;
  std::size_t number_;
};

}  // namespace wirefold
