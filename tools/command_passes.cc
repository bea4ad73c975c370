// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>

#include "tools/commands.h"
#include "tools/program_file.h"
#include "wirefold/driver/mismatch.h"
#include "wirefold/driver/predict.h"
#include "wirefold/driver/random_samples.h"
#include "wirefold/importers/program_file.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/text.h"
#include "wirefold/optimizer/cost/program_cost.h"
#include "wirefold/optimizer/passes/pass.h"

namespace wirefold::tools {
namespace {

int list_passes() {
  for (const PassInfo& pass : all_passes()) fmt::print("{:<28} {}\n", pass.name, pass.does);
  return 0;
}

class PassReport {
 public:
  explicit PassReport(const DeviceProfile& device) : device_(device) {
    fmt::print("{:<8} {:<28} {:>10} {:>8} {:>10} {:>9} {:>9}\n", "group", "pass", "operations", "adders", "LUTs (est.)",
               "path ns", "CPU ms");
  }

  void print_row(std::string_view group, std::string_view pass, bool changed, double cpu_seconds,
                 const CombLogic& logic) const {
    constexpr double kMilli = 1e-3;
    const ProgramCost cost = program_cost(logic, device_);
    fmt::print("{:<8} {:<28} {:>10} {:>8} {:>10.1f} {:>9.2f} {:>9.1f}{}\n", group, pass, logic.operations().size(),
               cost.adders, static_cast<double>(cost.area_milliluts) * kMilli,
               static_cast<double>(cost.longest_path_ps) * kMilli, cpu_seconds / kMilli, changed ? "" : "  unchanged");
  }

 private:
  const DeviceProfile& device_;
};

// Finds the pass after which the outputs are not what they were.
class Bisection {
 public:
  Bisection(const CombLogic& logic, unsigned samples)
      : inputs_(random_samples(logic, samples, kSeed)), expected_(interpret_all(logic, inputs_)) {}

  std::string mismatch(const CombLogic& logic) const {
    const std::vector<NumericArray> actual = interpret_all(logic, inputs_);
    for (std::size_t i = 0; i < expected_.size(); ++i) {
      const std::string found = first_mismatch(actual[i], expected_[i]);
      if (!found.empty()) return "output '" + logic.outputs()[i].name + "': " + found;
    }
    return "";
  }

 private:
  static constexpr std::uint64_t kSeed = 3;

  std::vector<NumericArray> inputs_;
  std::vector<NumericArray> expected_;
};

int bisect(CombLogic logic, const PassesArguments& arguments, const PassContext& context) {
  const Bisection bisection(logic, arguments.samples);
  unsigned runs = 0;
  std::string guilty;
  run_pipeline(logic, optimization_pipeline(), context, [&](const PassRun& run, const CombLogic& now) {
    ++runs;
    const std::string mismatch = run.changed ? bisection.mismatch(now) : "";
    if (!mismatch.empty()) guilty = fmt::format("{} (run {}): {}", run.pass.name, runs, mismatch);
    return guilty.empty();
  });
  if (guilty.empty()) {
    fmt::print("{} passes keep the outputs of {} samples\n", runs, arguments.samples);
    return 0;
  }
  fmt::print("first changed by {}\n", guilty);
  return 1;
}

int dump_after(CombLogic logic, const PassesArguments& arguments, const PassContext& context) {
  const PassInfo& wanted = find_pass(arguments.dump_after);
  unsigned runs_left = arguments.occurrence;
  run_pipeline(logic, optimization_pipeline(), context, [&](const PassRun& run, const CombLogic&) {
    if (&run.pass == &wanted) --runs_left;
    return runs_left > 0;
  });
  if (runs_left > 0) {
    throw ValueError("passes", fmt::format("{} runs {} times on this program, the run {} was asked for", wanted.name,
                                           arguments.occurrence - runs_left, arguments.occurrence));
  }
  if (arguments.output.empty()) {
    fmt::print("{}", print(logic));
  } else {
    write_program_as_named(arguments.output, logic);
  }
  return 0;
}

}  // namespace

int run_passes(const PassesArguments& arguments) {
  if (arguments.program.empty()) return list_passes();
  CombLogic logic = read_program(arguments.program, {}).logic;
  const PassContext context{.device = &find_device_profile(arguments.device)};
  if (arguments.bisects) return bisect(std::move(logic), arguments, context);
  if (!arguments.dump_after.empty()) return dump_after(std::move(logic), arguments, context);
  const PassReport report(*context.device);
  report.print_row("", "as read", true, 0, logic);
  run_pipeline(logic, optimization_pipeline(), context, [&](const PassRun& run, const CombLogic& now) {
    report.print_row(run.group, run.pass.name, run.changed, run.cpu_seconds, now);
    return true;
  });
  return 0;
}

}  // namespace wirefold::tools
