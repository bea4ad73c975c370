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

void check_proofs(const std::string& wrapper, std::uint32_t stages, const BackendOptions& options) {
  const ProcessResult result = prove(tiny(stages, options), wrapper);
  INFO(stages << " stages, " << wrapper << ":\n" << result.output);
  CHECK(result.exit_status == 0);
}

TEST_CASE("handshakes of samples are proved never to lose, repeat, change or delay one") {
  check_proofs("tiny_stream", 0, {});
  check_proofs("tiny_stream", 2, {{"reset_active", "low"}});
  check_proofs("tiny_stream", 2, {{"reset", "asynchronous"}});
  check_proofs("tiny_stream", 0, {{"reset_data", "true"}});
  check_proofs("tiny_stream", 2, {{"reset", "none"}, {"ports", "element"}});
}

TEST_CASE("handshakes of beats are proved never to lose, repeat, change or delay a sample") {
  check_proofs("tiny_axis", 0, {});
  check_proofs("tiny_axis", 2, {{"reset_active", "low"}});
  check_proofs("tiny_axis", 2, {{"axis_data_bytes", "1"}, {"reset", "asynchronous"}});
  check_proofs("tiny_axis", 0, {{"axis_data_bytes", "1"}, {"reset_data", "true"}});
  check_proofs("tiny_axis", 1, {{"axis_data_bytes", "1"}, {"reset", "none"}, {"ports", "element"}});
}

TEST_CASE("register slices are proved never to lose, repeat, change or delay a sample") {
  check_proofs("tiny_stream", 1, {{"register_slice", "input"}});
  check_proofs("tiny_stream", 1, {{"register_slice", "output"}, {"reset_active", "low"}});
  check_proofs("tiny_axis", 0, {{"register_slice", "both"}, {"reset", "asynchronous"}});
  check_proofs("tiny_axis", 0, {{"register_slice", "input"}, {"axis_data_bytes", "1"}});
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

TEST_CASE("register slices that are wrong are refuted") {
  const auto mutation =
      GENERATE(Mutation{"tiny_stream", "in_has_room = ~in_skids", "in_has_room = 1'b1"},      // overruns
               Mutation{"tiny_stream", "in_skids ? in_second : in_transfer", "in_transfer"},  // repeats
               Mutation{"tiny_stream", "in_any & ~in_moves", "1'b0"},                         // loses
               Mutation{"tiny_stream", "~out_holds | out_ready", "1'b1"},                     // changes what waits
               Mutation{"tiny_stream", "out_skids | unsliced_valid", "out_skids"},            // never offers
               Mutation{"tiny_stream", "in_has_room & ~rst", "in_has_room"});  // takes samples during reset
  INFO(mutation.module << ": " << mutation.from);
  EmittedProgram program = tiny(1, {{"register_slice", "both"}});
  mutate(program, mutation);
  const ProcessResult result = prove(program, mutation.module);
  CHECK(result.exit_status != 0);
  CHECK_THAT(result.output, Contains("proof did fail"));
}

// Whether a path without a register leads from the sink's ready to the source's.
bool is_ready_combinational(const EmittedProgram& program, const std::string& wrapper, const std::string& from,
                            const std::string& to) {
  const TemporaryFolder folder(WIREFOLD_TEST_DIR);
  write_project(program, folder.path());
  const ProcessResult result = run_process(
      {"yosys", "-q", "-p",
       "read_verilog rtl/*.v; hierarchy -check -top " + wrapper +
           "; proc; flatten; opt; async2sync; dffunmap; opt_clean; select -assert-any i:" + from +
           "; select -assert-any o:" + to + "; select -assert-none o:" + to + " %ci*:-$dff i:" + from + " %i"},
      folder.path());
  INFO(result.output);
  CHECK((result.exit_status == 0 || result.output.find("selection is not empty") != std::string::npos));
  return result.exit_status != 0;
}

TEST_CASE("no path leads through a register slice from the sink's ready to the source's") {
  for (const char* sides : {"none", "input", "output", "both"}) {
    INFO(sides);
    const EmittedProgram program = tiny(2, {{"axis_data_bytes", "1"}, {"register_slice", sides}});
    const bool is_sliced = std::string(sides) != "none";
    CHECK(is_ready_combinational(program, "tiny_stream", "out_ready", "in_ready") != is_sliced);
    CHECK(is_ready_combinational(program, "tiny_axis", "m_axis_tready", "s_axis_tready") != is_sliced);
  }
}

TEST_CASE("metadata.json and README count the cycles and registers of register slices") {
  const EmittedProgram program = tiny(2, {{"register_slice", "both"}});
  // 11 bits go in, 11 come out: twice 2 (11 + 1); over AXI-Stream 2 bytes each way with TKEEP and TLAST.
  const std::string& metadata = file_contents(program.files, "metadata.json");
  CHECK_THAT(metadata, Contains("\"latency_cycles\": 4, \"register_slice\": \"both\", \"register_slice_bits\": 48}"));
  CHECK_THAT(metadata, Contains("\"register_slice\": \"both\", \"register_slice_bits\": 80, \"input_beats\""));
  CHECK_THAT(file_contents(program.files, "README.md"),
             Contains("register slice at the input and output, 48 bits of registers |"));
}

}  // namespace
}  // namespace wirefold::backends_test
