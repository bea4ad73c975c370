// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/json_fields.h"

#include <limits>

namespace wirefold {
namespace {

constexpr std::int64_t kMaxExtent = std::numeric_limits<std::uint32_t>::max();

}  // namespace

std::string json_name(const JsonValue& value) {
  if (!value.is_object()) return value.text();
  const JsonValue hex = value.at("hex");
  const std::string& digits = hex.text();
  if (digits.size() % 2 != 0 || digits.find_first_not_of("0123456789abcdef") != std::string::npos) {
    hex.refuse("expected two hexadecimal digits a byte");
  }
  std::string name;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    name += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  return name;
}

int json_bits(const JsonValue& value) { return static_cast<int>(value.integer(-kMaxExponent, kMaxExponent)); }

Dyadic json_dyadic(const JsonValue& value) {
  if (!value.is_list()) return Dyadic(value.exact_integer(), 0);
  value.expect_size(2);
  const Dyadic number(value[0].exact_integer(), json_bits(value[1]));
  if (number.exponent() > kMaxExponent) value.refuse("a number that is too large for a program");
  return number;
}

Format json_format(const JsonValue& value) {
  value.expect_size(3);
  return {value[0].boolean(), json_bits(value[1]), json_bits(value[2])};
}

Interval json_interval(const JsonValue& value) {
  value.expect_size(3);
  const Interval interval{value[0].exact_integer(), value[1].exact_integer(), json_bits(value[2])};
  if (interval.low > interval.high ||
      (interval.is_point() && interval != Interval::point(Dyadic(interval.low, interval.exponent)))) {
    value.refuse("not an interval");
  }
  return interval;
}

Shape json_shape(const JsonValue& value, std::size_t elements) {
  Shape shape;
  std::size_t size = 1;
  bool is_empty = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    shape.push_back(value[i].integer(0, kMaxExtent));
    is_empty = is_empty || shape[i] == 0;
    if (size <= elements) size *= static_cast<std::size_t>(shape[i]);  // of 32 bits each, so never beyond 64
  }
  if ((is_empty ? 0 : size) != elements) {
    value.refuse("shape " + to_string(shape) + " with " + std::to_string(elements) + " elements");
  }
  return shape;
}

}  // namespace wirefold
