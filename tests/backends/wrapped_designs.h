// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tests/backends/hardware_check.h"
#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "wirefold/backends/process.h"
#include "wirefold/ir/builder.h"

namespace wirefold::backends_test {

/// Ports of 4000 bits, of one bit and of none; outputs that are copies, constants, zeros or computed.
inline CombLogic program_of_port_shapes() {
  Builder builder;
  builder.begin_input("wide", Shape{100});
  std::vector<Use> wide;
  for (int i = 0; i < 100; ++i) wide.push_back({builder.input({i % 2 == 0, i % 2 == 0 ? 39 : 40, 0})});
  builder.begin_input("flag", Shape{});
  const ValueId flag = builder.input({false, 1, 0});
  builder.begin_input("sign", Shape{});
  const ValueId sign = builder.input({true, 0, 0});
  builder.begin_input("unread", Shape{2});
  builder.input({true, 3, 0});
  builder.input({false, 70, 0});
  builder.begin_input("nothing", Shape{2});
  const ValueId nothing = builder.input({});
  builder.input({});
  const ValueId five = builder.constant(Dyadic(5));
  const ValueId one = builder.constant(Dyadic(1));
  const Use terms[] = {wide[0], {wide[1].value, 2, true}, {flag}, {sign, 7}};
  builder.add_output({"computed", Shape{}, {{builder.sum(terms)}}});
  builder.add_output({"copy", Shape{100}, {wide.rbegin(), wide.rend()}});
  builder.add_output({"single", Shape{}, {{flag}}});
  builder.add_output({"mixed", Shape{4}, {{nothing}, {sign}, {five, -3, true}, {flag}}});
  builder.add_output({"fixed", Shape{}, {{one}}});
  builder.add_output({"zeros", Shape{2}, {{nothing}, {nothing, 3, true}}});
  return builder.finish();
}

/// That program with all wrappers; combinational for 0 stages.
inline EmittedProgram port_shapes(const std::string& backend, const std::string& name, std::uint32_t stages,
                                  BackendOptions options) {
  const CombLogic logic = program_of_port_shapes();
  const Schedule schedule = stages == 0 ? combinational_schedule(logic) : random_schedule(logic, stages, 52);
  options.emplace("wrappers", "all");
  return emit_program(logic, schedule, 8, 52, name, backend, options);
}

/// A random program with all wrappers; combinational for 0 stages.
inline EmittedProgram wrapped(const std::string& backend, const std::string& name, std::uint32_t stages,
                              BackendOptions options) {
  constexpr std::uint64_t kSeed = 51;
  const CombLogic logic = random_program(kSeed + stages, {.inputs = 6, .operations = 30, .lowered = true});
  const Schedule schedule = stages == 0 ? combinational_schedule(logic) : random_schedule(logic, stages, kSeed);
  options.emplace("wrappers", "all");
  return emit_program(logic, schedule, 30, kSeed, name, backend, options);
}

/// Combinational and pipelined designs under every kind of control.
inline std::vector<EmittedProgram> wrapped_designs(const std::string& backend) {
  return {
      wrapped(backend, "combinational", 0, {}),
      wrapped(backend, "beats", 0, {{"axis_data_bytes", "3"}, {"reset_data", "true"}}),
      wrapped(backend, "shallow", 2, {{"axis_data_bytes", "1"}, {"reset", "asynchronous"}}),
      wrapped(backend, "deep", 6, {{"reset_active", "low"}, {"clock_enable", "true"}}),
      wrapped(
          backend, "zeroed", 4,
          {{"reset_active", "low"}, {"reset", "asynchronous"}, {"reset_data", "true"}, {"register_slice", "output"}}),
      wrapped(backend, "free", 3, {{"reset", "none"}, {"axis_data_bytes", "64"}, {"register_slice", "both"}}),
      wrapped(
          backend, "layers", 3,
          {{"reset_data", "true"}, {"axis_data_bytes", "7"}, {"layer_modules", "true"}, {"register_slice", "input"}}),
      wrapped(backend, "elements", 3, {{"ports", "element"}, {"clock_enable", "true"}, {"reset_data", "true"}}),
      wrapped(backend, "free_elements", 0,
              {{"ports", "element"}, {"axis_data_bytes", "5"}, {"register_slice", "both"}}),
      port_shapes(backend, "shapes", 2, {{"axis_data_bytes", "64"}, {"reset_data", "true"}})};
}

inline void write_project(const EmittedProgram& program, const std::filesystem::path& folder) {
  for (const ProjectFile& file : program.files) write_file(folder / file.path, file.contents);
}

/// A mistake in a wrapper: the last place of some text in its module reads otherwise.
struct Mutation {
  const char* module;
  const char* from;
  const char* to;

  std::string bench() const { return std::string(module) + "_tb"; }
};

inline void mutate(EmittedProgram& program, const Mutation& mutation) {
  for (ProjectFile& file : program.files) {
    if (!file.path.starts_with("rtl/" + std::string(mutation.module) + ".v")) continue;
    INFO(file.contents);
    const std::size_t at = file.contents.rfind(mutation.from);
    REQUIRE(at != std::string::npos);
    file.contents.replace(at, std::string(mutation.from).size(), mutation.to);
    return;
  }
  FAIL("no module " << mutation.module);
}

/// The design that the mutations are made in.
inline EmittedProgram mutable_design(const std::string& backend) {
  return wrapped(backend, "deep", 6, {{"reset_active", "low"}, {"clock_enable", "true"}});
}

}  // namespace wirefold::backends_test
