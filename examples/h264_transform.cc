// SPDX-License-Identifier: Apache-2.0
// Lesson 2. The 4-point H.264 core transform: eight adders instead of twelve.
#include "lesson.h"

namespace wf = wirefold;

namespace {

// ITU-T H.264, 8.5.10: the rows are the basis functions.
const wf::NumericArray kTransform = {{1, 1, 1, 1}, {2, 1, -1, -2}, {1, -1, -1, 1}, {1, -2, 2, -1}};

template <class Tensor>
Tensor transform(const Tensor& raw) {
  const auto x = wf::quantize(raw, {true, 8, 0});
  return wf::matmul(kTransform, x);
}

}  // namespace

int main() {
  std::printf("The 4-point H.264 transform\n");
  const auto in = wf::FixedVariableArrayInput({4});
  const auto logic = wf::optimize(wf::comb_trace(in, transform(in)));
  const auto report = wf::make_report(logic, wf::combinational_schedule(logic), "unit");
  std::printf("  %zu adders, %.0f levels\n", report.total.adders, report.longest_stage_ns());

  const auto x = wf::random_samples(logic, 1000, /*seed=*/7)[0];
  const auto expected = wf::map_samples(x, [](const wf::NumericArray& sample) { return transform(sample); });
  bool all_well = lesson::check("engine", wf::predict(logic, x), expected);
  all_well &= lesson::check("Verilator", wf::VerilogModel(logic, {.name = "h264"}).predict(x), expected);
  return all_well && report.total.adders == 8 ? 0 : 1;
}
