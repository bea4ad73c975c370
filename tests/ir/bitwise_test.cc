// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "tests/catch.h"
#include "tests/ir/value_sets.h"
#include "wirefold/ir/ranges.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

constexpr std::array kBitwise = {Opcode::kAnd, Opcode::kOr, Opcode::kXor};

bool bit_of(const Dyadic& value, int position) { return value.floor_to_grid(position).is_odd(); }

bool combined(Opcode opcode, bool a, bool b) {
  if (opcode == Opcode::kAnd) return a && b;
  return opcode == Opcode::kOr ? a || b : a != b;
}

TEST_CASE("bitwise operations combine each bit of infinite two's complement") {
  for (const Opcode opcode : kBitwise) {
    for (int a = -9; a <= 9; ++a) {
      for (int b = -9; b <= 9; ++b) {
        for (int exponent = -2; exponent <= 2; ++exponent) {
          const Dyadic x(a);
          const Dyadic y(b, exponent);
          const Dyadic result = bitwise(opcode, x, y);
          for (int position = -4; position <= 70; ++position) {
            if (bit_of(result, position) != combined(opcode, bit_of(x, position), bit_of(y, position))) {
              FAIL(info(opcode).name << " of " << x.to_string() << " and " << y.to_string() << " is "
                                     << result.to_string() << ", wrong in bit " << position);
            }
          }
        }
      }
    }
  }
}

TEST_CASE("bitwise operations hold beyond 64 bits") {
  const Integer wide = (Integer(1) << 100) - 5;
  CHECK((wide & -wide) == Integer(1));
  CHECK((wide | -wide) == Integer(-1));
  CHECK((wide ^ Integer(-1)) == -wide - 1);
  CHECK((-wide & Integer(0xFF)) == Integer(5));
  CHECK(((Integer(1) << 63) ^ (Integer(1) << 64)) == Integer(3) << 63);
  CHECK((-(Integer(1) << 64) | Integer(1)) == Integer(1) - (Integer(1) << 64));
}

TEST_CASE("the range of a bitwise operation holds every result and is in normal form") {
  for (const Opcode opcode : kBitwise) {
    for (int low = -6; low <= 6; ++low) {
      for (const int steps : {0, 1, 3, 8}) {
        const Interval x = steps == 0 ? Interval::point(Dyadic(low)) : Interval{low, low + steps, 0};
        for (int other_low = -5; other_low <= 5; ++other_low) {
          for (const int other_steps : {0, 2, 7}) {
            for (const int grid : {-1, 0, 2}) {
              const Interval y = other_steps == 0 ? Interval::point(Dyadic(other_low, grid))
                                                  : Interval{other_low, other_low + other_steps, grid};
              const Interval range = bitwise_range(opcode, x, y);
              ValueSet results;
              for (const Dyadic& a : values_of(x)) {
                for (const Dyadic& b : values_of(y)) results.push_back(bitwise(opcode, a, b));
              }
              const bool is_normal = !range.is_point() || range == Interval::point(range.low_value());
              if (!is_normal || !range.contains(hull_of(results))) {
                FAIL(info(opcode).name << " of " << to_string(x) << " and " << to_string(y) << " is "
                                       << to_string(range) << ", not " << to_string(hull_of(results)));
              }
            }
          }
        }
      }
    }
  }
}

TEST_CASE("the range of two numbers of known sign needs no more bits than they have") {
  const Interval five_bits{Integer(0), Integer(21), 0};
  const Interval negative{Integer(-30), Integer(-3), 0};
  CHECK(bitwise_range(Opcode::kAnd, five_bits, negative) == Interval{Integer(0), Integer(21), 0});
  CHECK(bitwise_range(Opcode::kOr, five_bits, negative) == Interval{Integer(-30), Integer(-1), 0});
  CHECK(bitwise_range(Opcode::kXor, five_bits, negative) == Interval{Integer(-32), Integer(-1), 0});
  CHECK(bitwise_range(Opcode::kXor, five_bits, five_bits) == Interval{Integer(0), Integer(31), 0});
}

TEST_CASE("equality is decided where the interval or the grid decides it") {
  const Interval x{Integer(-3), Integer(4), 1};
  CHECK(equal_range(x, Dyadic(3)).is_zero());
  CHECK(equal_range(x, Dyadic(10)).is_zero());
  CHECK(equal_range(x, Dyadic(4)) == Interval{Integer(0), Integer(1), 0});
  CHECK(equal_range(Interval::point(Dyadic(4)), Dyadic(4)) == Interval::point(Dyadic(1)));
}

}  // namespace
}  // namespace wirefold
