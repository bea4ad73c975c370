// SPDX-License-Identifier: Apache-2.0
// CPU seconds of every pass of the optimizer on programs of a million operations.
#include <wirefold/ir/builder.h>
#include <wirefold/optimizer/passes/pass.h>
#include <wirefold/optimizer/passes/rewriter.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "tests/programs/random_program.h"

namespace wf = wirefold;

namespace {

constexpr wf::Format kByte{true, 7, 0};

std::vector<wf::Use> byte_inputs(wf::Builder& builder, std::size_t count) {
  builder.begin_input("x", wf::Shape{count});
  std::vector<wf::Use> inputs;
  for (std::size_t i = 0; i < count; ++i) inputs.push_back({builder.input(kByte)});
  return inputs;
}

void add_outputs(wf::Builder& builder, std::vector<wf::Use> elements) {
  builder.add_output({"y", wf::Shape{elements.size()}, std::move(elements)});
}

// Every operation reads the one before it.
wf::CombLogic chain(std::uint32_t size) {
  wf::Builder builder;
  const std::vector<wf::Use> x = byte_inputs(builder, 2);
  wf::Use last = x[0];
  for (std::uint32_t i = 0; i < size / 2; ++i) {
    const wf::Use terms[] = {last, x[i % 2]};
    last = {builder.quantize({builder.sum(terms)}, {.format = kByte})};
  }
  add_outputs(builder, {last});
  return builder.finish();
}

// What nothing reads becomes an output.
void add_loose_ends(wf::Builder& builder) {
  const wf::CombLogic& logic = builder.graph();
  std::vector<bool> is_read(logic.value_count(), false);
  for (const wf::Operation& operation : logic.operations()) {
    for (const wf::Use& use : logic.operands(operation)) is_read[use.value] = true;
  }
  std::vector<wf::Use> ends;
  for (wf::ValueId value = 0; value < logic.value_count(); ++value) {
    if (!is_read[value]) ends.push_back({value});
  }
  add_outputs(builder, ends);
}

// Adders of two of the last thousand values; a sum of more than 16 bits is cut, and only that is added on.
wf::CombLogic adders(std::uint32_t size) {
  constexpr int kWindow = 1000;
  constexpr int kWidest = 16;
  wf::Random random(1);
  wf::Builder builder;
  std::vector<wf::Use> values = byte_inputs(builder, 64);
  const auto use = [&] {
    const int count = static_cast<int>(values.size());
    const wf::Use& any = values[static_cast<std::size_t>(count - random.between(1, std::min(count, kWindow)))];
    return compose(any, random.one_in(10) ? 1 : 0, random.one_in(3));
  };
  while (builder.graph().operations().size() < size) {
    const wf::Use terms[] = {use(), use()};
    const wf::ValueId sum = builder.sum(terms);
    const bool is_wide = builder.graph().format(sum).width() > kWidest;
    values.push_back({is_wide ? builder.quantize({sum}, {.format = kByte}) : sum});
  }
  add_loose_ends(builder);
  return builder.finish();
}

// Operations of every kind that a lowered program holds.
wf::CombLogic mixed(std::uint32_t size) {
  const wf::CombLogic logic =
      wf::random_program(1, {.inputs = 64, .operations = static_cast<int>(size), .lowered = true});
  wf::Rewriter rewriter(logic);
  for (const wf::Operation& operation : logic.operations()) rewriter.copy(operation);
  add_loose_ends(rewriter.builder());
  return rewriter.finish();
}

void run(const char* shape, wf::CombLogic logic) {
  double total = 0;
  std::printf("%s: %zu operations\n", shape, logic.operations().size());
  wf::run_pipeline(logic, wf::optimization_pipeline(), {}, [&](const wf::PassRun& run, const wf::CombLogic& now) {
    total += run.cpu_seconds;
    std::printf("  %-8s %-28s %7.2f CPU s, %s, %zu operations\n", std::string(run.group).c_str(),
                std::string(run.pass.name).c_str(), run.cpu_seconds, run.changed ? "changed" : "unchanged",
                now.operations().size());
    std::fflush(stdout);
    return true;
  });
  std::printf("  %-37s %7.2f CPU s\n", "all", total);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 2) {
    std::fprintf(stderr, "usage: passes [OPERATIONS]\n");
    return 2;
  }
  const auto size = argc == 2 ? static_cast<std::uint32_t>(std::strtoul(argv[1], nullptr, 10)) : 1'000'000;
  run("chain", chain(size));
  run("adders", adders(size));
  run("mixed", mixed(size));
  return 0;
}
