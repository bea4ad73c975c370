// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/formal/solver.h"

#include <functional>

#include "tests/catch.h"
#include "wirefold/backends/formal/exhaustion.h"

namespace wirefold::formal {
namespace {

using Bit = BitNetlist::Bit;

// x[0] ^ x[1] ^ ..., associated from the first or from the last.
Bit parity(BitNetlist& netlist, const std::vector<Bit>& x) {
  Bit all = BitNetlist::kZero;
  for (const Bit bit : x) all = netlist.exclusive(all, bit);
  return all;
}

struct Claims {
  BitNetlist netlist;
  Bit never = BitNetlist::kZero;
  Bit once = BitNetlist::kZero;  // 1 only where all inputs but the first are
};

Claims claims(std::size_t input_count) {
  Claims claims;
  std::vector<Bit> x;
  for (std::size_t i = 0; i < input_count; ++i) x.push_back(claims.netlist.input());
  const std::vector<Bit> reversed(x.rbegin(), x.rend());
  claims.never = claims.netlist.exclusive(parity(claims.netlist, x), parity(claims.netlist, reversed));
  claims.once = claims.netlist.inverse(x[0]);
  for (std::size_t i = 1; i < x.size(); ++i) claims.once = claims.netlist.conjunction(claims.once, x[i]);
  return claims;
}

std::vector<bool> all_but_first(std::size_t input_count) {
  std::vector<bool> inputs(input_count, true);
  inputs[0] = false;
  return inputs;
}

TEST_CASE("trying every input decides what is possible and what is not") {
  const std::size_t input_count = GENERATE(1U, 2U, 5U, 6U, 7U, 13U);
  INFO(input_count << " inputs");
  const Claims claim = claims(input_count);
  const Exhaustion never = try_every_input(claim.netlist, std::span(&claim.never, 1), 1 << 20);
  CHECK_FALSE(never.inputs.has_value());
  CHECK(never.undecided.empty());
  const Bit both[] = {claim.never, claim.once};
  CHECK(try_every_input(claim.netlist, both, 1 << 20).inputs == all_but_first(input_count));
}

TEST_CASE("bits of too many inputs to try are named") {
  const Claims claim = claims(50);
  const Bit both[] = {claim.never, claim.once};
  const Exhaustion result = try_every_input(claim.netlist, both, 1 << 20);
  CHECK_FALSE(result.inputs.has_value());
  CHECK(result.undecided.size() == 2);
}

TEST_CASE("the solver decides what is possible and what is not") {
  const Claims claim = claims(50);
  CHECK(find_one(claim.netlist, {}, 10).outcome == SolverResult::Outcome::kNever);
  CHECK(find_one(claim.netlist, std::span(&claim.never, 1), 10).outcome == SolverResult::Outcome::kNever);
  const Bit both[] = {claim.never, claim.once};
  const SolverResult once = find_one(claim.netlist, both, 10);
  CHECK(once.outcome == SolverResult::Outcome::kPossible);
  CHECK(once.inputs == all_but_first(50));
}

}  // namespace
}  // namespace wirefold::formal
