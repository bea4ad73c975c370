// SPDX-License-Identifier: Apache-2.0
#include "tests/ir/program_of_every_field.h"

#include <memory>

#include "wirefold/ir/builder.h"

namespace wirefold {

CombLogic program_of_every_field() {
  Builder builder;
  builder.set_name("a \"quoted\\\" name");
  builder.begin_input("x", Shape{3});
  builder.input({true, 7, 0}, {"/home/user/model.cc", 3});
  builder.input({false, -3, 5}, {"/home/user/model.cc", 3});
  builder.input({true, -2, 1}, {"/home/user/model.cc", 3});
  builder.begin_input("none", Shape{0});
  builder.constant(Dyadic(37, -8));
  Matrix matrix(2, 2);
  matrix.entries = {1, Dyadic(-1, -1), 3, 0};
  builder.linear({{0}, {1, 2, true}}, matrix, {"src/model.cc", 17});
  builder.quantize({4, -1, true}, {{true, 3, 2}, Rounding::kRndConv, Overflow::kSatSym, 5}, {"model.cc", 18});
  builder.relu({6});
  builder.relu({6}, Format{false, 2, 0});
  builder.less_than({6}, Dyadic(-1, -1));
  builder.select({9}, {6}, {7, 50, false});
  builder.equal({6}, 3);
  const std::vector<Dyadic> entries = {Dyadic(1, -1), Dyadic(-3), 0, Dyadic(5, -2)};
  builder.lookup({7, -1, false}, std::make_shared<const Table>(Format{true, 1, 0}, entries));
  const Use bits[] = {{6}, {7}, {0, -2, true}};
  builder.bitwise(Opcode::kXor, bits);
  builder.add_named_tensor({"dense 0", Shape{2, 1}, {{4}, Use{}}, {5, 8}});
  builder.add_output({"y", Shape{1}, {{10, -3, true}}});
  builder.add_output({"empty", Shape{0}, {}});
  return builder.finish();
}

}  // namespace wirefold
