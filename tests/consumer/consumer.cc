// SPDX-License-Identifier: Apache-2.0
// A user's program, built against an installed wirefold.
#include <iostream>

#include "wirefold/ir/integer.h"

int main() {
  const wirefold::Integer power = wirefold::Integer::power_of_two(200) + 1;
  std::cout << power.to_string() << '\n';
  return power.bit_length() == 201 ? 0 : 1;
}
