// SPDX-License-Identifier: Apache-2.0
// Yosys proves what the project says of its wrappers with back-pressure, and refutes it of wrappers that are wrong.
#include "tests/backends/wrapped_designs.h"
#include "tests/catch.h"
#include "wirefold/ir/builder.h"

namespace wirefold::backends_test {
namespace {

using Catch::Matchers::Contains;

// y = x + 1, flag = x < 0: two ports on each side, a few bits.
CombLogic tiny_program() {
  Builder builder;
  builder.begin_input("x", Shape{2});
  const ValueId a = builder.input({true, 3, 0});
  const ValueId b = builder.input({false, 5, 0});
  builder.begin_input("gain", Shape{});
  const ValueId gain = builder.input({false, 2, 0});
  const Use terms[] = {{a}, {gain}};
  const ValueId sum = builder.sum(terms);
  builder.add_output({"y", Shape{2}, {{sum}, {b}}});
  builder.add_output({"flag", Shape{}, {{builder.less_than({sum}, Dyadic(0))}}});
  return builder.finish();
}

EmittedProgram tiny(std::uint32_t stages, BackendOptions options) {
  const CombLogic logic = tiny_program();
  Schedule schedule = combinational_schedule(logic);
  if (stages > 0) {
    schedule.stage_count = stages;
    schedule.output_register = true;
    for (std::size_t i = 0; i < schedule.stages.size(); ++i) {
      if (logic.operations()[i].opcode != Opcode::kInput) schedule.stages[i] = stages - 1;
    }
  }
  options.emplace("wrappers", "stream,axis");
  return emit_program(logic, schedule, 1, 1, "tiny", "verilog", options);
}

ProcessResult prove(const EmittedProgram& program, const std::string& wrapper) {
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  write_project(program, folder.path());
  return run_process({"yosys", "-q", "formal/" + wrapper + ".ys"}, folder.path());
}

TEST_CASE("handshakes are proved never to lose, repeat, change or delay a sample") {
  const auto [stages, options] = GENERATE(table<std::uint32_t, BackendOptions>({
      {0, {}},
      {2, {{"reset_active", "low"}}},
      {2, {{"axis_data_bytes", "1"}, {"reset", "asynchronous"}}},
      {0, {{"axis_data_bytes", "1"}, {"reset_data", "true"}}},
      {2, {{"axis_data_bytes", "1"}, {"reset", "none"}, {"ports", "element"}}},
  }));
  for (const char* wrapper : {"tiny_stream", "tiny_axis"}) {
    const ProcessResult result = prove(tiny(stages, options), wrapper);
    INFO(stages << " stages, " << wrapper << ":\n" << result.output);
    CHECK(result.exit_status == 0);
  }
}

TEST_CASE("handshakes that are wrong are refuted") {
  const auto mutation =
      GENERATE(Mutation{"tiny_stream", "~is_valid[1] | out_ready", "1'b1"},                     // does not wait
               Mutation{"tiny_stream", "assign in_ready = advance", "assign in_ready = 1'b1"},  // loses samples
               Mutation{"tiny_stream", "advance & ~rst", "advance"},                       // takes samples during reset
               Mutation{"tiny_stream", ".ce(advance)", ".ce(1'b1)"},                       // does not hold the data
               Mutation{"tiny_stream", "{is_valid[0], in_valid}", "{is_valid[0], 1'b1}"},  // results from nothing
               Mutation{"tiny_axis", "{is_packet_end[0], s_axis_tlast}", "{is_packet_end[0], 1'b0}"},  // no TLAST
               Mutation{"tiny_axis", "m_axis_tready & ends_result", "m_axis_tready"},  // a beat of a result only
               Mutation{"tiny_axis", "{8{s_axis_tkeep}}", "{8{1'b1}}"},                // reads null bytes
               Mutation{"tiny_axis", "s_axis_tlast | is_filled", "is_filled"},         // TLAST does not end a sample
               Mutation{"tiny_axis", "is_filled ? stored_0", "is_filled ? beat"},      // takes one beat for another
               Mutation{"tiny_axis", "else if (advance)", "else if (1'b1)"});          // valid runs on without the data
  INFO(mutation.module << ": " << mutation.from);
  EmittedProgram program = tiny(2, {{"axis_data_bytes", "1"}});
  mutate(program, mutation);
  const ProcessResult result = prove(program, mutation.module);
  CHECK(result.exit_status != 0);
  CHECK_THAT(result.output, Contains("proof did fail"));
}

}  // namespace
}  // namespace wirefold::backends_test
