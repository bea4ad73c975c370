// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/line_reader.h"

#include <algorithm>

#include "wirefold/ir/error.h"
#include "wirefold/ir/location.h"

namespace wirefold {
namespace {

// Longer numbers than any that a program of legal widths prints; refused before they are converted.
constexpr std::size_t kMaxNumberLength = 20000;

}  // namespace

void LineReader::fail(const std::string& problem) const {
  throw IoError("parse", "line " + std::to_string(number_) + ": " + problem);
}

bool LineReader::at_end() {
  skip_spaces();
  return rest_.empty();
}

bool LineReader::accept(std::string_view token) {
  skip_spaces();
  if (!rest_.starts_with(token)) return false;
  rest_.remove_prefix(token.size());
  return true;
}

void LineReader::expect(std::string_view token) {
  if (!accept(token)) fail("expected '" + std::string(token) + "' before '" + start_of_rest() + "'");
}

void LineReader::expect_end() {
  if (!at_end()) fail("unexpected '" + start_of_rest() + "'");
}

std::string_view LineReader::word() {
  skip_spaces();
  const std::string_view taken = rest_.substr(0, rest_.find_first_of(" ,])"));
  rest_.remove_prefix(taken.size());
  return taken;
}

Dyadic LineReader::dyadic() {
  const std::string_view text = word();
  if (text.size() <= kMaxNumberLength) {
    const auto value = Dyadic::parse(text);
    if (value && value->exponent() <= kMaxExponent && value->exponent() >= -kMaxExponent) return *value;
  }
  fail("'" + std::string(text.substr(0, 40)) + "' is not a number that a program may hold");
}

int LineReader::bits() {
  const int value = number<int>();
  if (value > kMaxExponent || value < -kMaxExponent) fail(std::to_string(value) + " bits are out of range");
  return value;
}

std::string LineReader::quoted_name() {
  expect("\"");
  std::string name;
  while (!rest_.empty() && rest_.front() != '"') {
    const bool is_escaped = rest_.front() == '\\';
    if (is_escaped) rest_.remove_prefix(1);
    if (rest_.empty()) break;
    name += is_escaped && rest_.front() == 'n' ? '\n' : rest_.front();
    rest_.remove_prefix(1);
  }
  expect("\"");
  return name;
}

Shape LineReader::shape() {
  Shape shape;
  expect("(");
  while (!accept(")")) {
    shape.push_back(number<std::uint32_t>());
    if (!accept(",")) {
      expect(")");
      break;
    }
  }
  return shape;
}

Format LineReader::format() {
  if (accept("zero")) return {};
  Format format;
  format.is_signed = accept("s");
  if (!format.is_signed) expect("u");
  format.integer_bits = bits();
  expect(".");
  format.fraction_bits = bits();
  return format;
}

Use LineReader::use() {
  Use use;
  use.negate = accept("-");
  expect("%");
  use.value = number<ValueId>();
  if (accept("<<")) {
    use.shift = bits();
  } else if (accept(">>")) {
    use.shift = -bits();
  }
  return use;
}

Interval LineReader::interval() {
  expect("[");
  const Dyadic low = dyadic();
  if (accept("]")) return Interval::point(low);
  expect(",");
  const Dyadic high = dyadic();
  expect("]");
  expect("step");
  const Dyadic step = dyadic();
  const int grid = step.exponent();
  const auto on_grid = [&](const Dyadic& end) { return end.is_zero() || end.exponent() >= grid; };
  if (step.mantissa() != Integer(1) || !on_grid(low) || !on_grid(high) || high <= low) fail("not an interval");
  return {low.on_grid(grid), high.on_grid(grid), grid};
}

bool LineReader::skip_to_location() {
  const auto mark = rest_.find('@');
  if (mark == std::string_view::npos) return false;
  rest_.remove_prefix(mark);
  return true;
}

std::string LineReader::location_file() {
  skip_spaces();
  const auto length = rest_.rfind(':');
  if (length == std::string_view::npos) fail("expected a file and a line");
  std::string_view name = base_name(rest_.substr(0, length));
  name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
  rest_.remove_prefix(length + 1);
  return std::string(name);
}

void LineReader::skip_spaces() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }

std::string LineReader::start_of_rest() const { return std::string(rest_.substr(0, 20)); }

}  // namespace wirefold
