// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/ports.h"

#include "tests/catch.h"
#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

TEST_CASE("elements lie side by side in C order and those of no bits take no bits") {
  Builder builder;
  builder.begin_input("x", Shape{2, 2});
  for (const Format& format : {Format{true, 3, 4}, Format{}, Format{false, -2, 5}, Format{true, 0, 0}}) {
    builder.input(format);
  }
  builder.add_output({"y", Shape{2}, {{0, 1, true}, {1}}});
  const CombLogic logic = builder.finish();

  const std::vector<Port> inputs = input_ports(logic);
  REQUIRE(inputs.size() == 1);
  CHECK(inputs[0].name == "x");
  CHECK(inputs[0].shape == Shape{2, 2});
  CHECK(inputs[0].width_bits == 8 + 0 + 3 + 1);
  CHECK(inputs[0].elements[2].offset_bits == 8);
  CHECK(inputs[0].elements[3].offset_bits == 11);
  CHECK(inputs[0].elements[1].width_bits == 0);

  // -x of [-8, 8) reaches +8, so the output needs a bit more than the input.
  const std::vector<Port> outputs = output_ports(logic);
  CHECK(outputs[0].elements[0].format == Format{true, 5, 3});
  CHECK(outputs[0].width_bits == 9);
}

TEST_CASE("a port of more bits than the limit names its shape, its bits and the remedy") {
  Builder builder;
  builder.begin_input("pixels", Shape{125, 1000});
  for (int i = 0; i < 125000; ++i) builder.input({false, 8, 0}, {"camera.cc", 12});
  builder.add_output({"y", Shape{}, {{0}}});
  const CombLogic logic = builder.finish();
  CHECK_THROWS_WITH(check_port_widths(logic, kDefaultMaxPortBits),
                    "emit: port 'pixels' of shape (125, 1000) has 1000000 bits, the limit is 65536; use fewer or "
                    "narrower elements, split the tensor, or raise the option max_port_bits  [camera.cc:12]");
  CHECK_NOTHROW(check_port_widths(logic, 1000000));
}

}  // namespace
}  // namespace wirefold
