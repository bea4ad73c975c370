// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/check.h"

#include "wirefold/driver/predictor.h"
#include "wirefold/driver/rtl_model.h"
#include "wirefold/dsl/structure.h"
#include "wirefold/ir/json.h"
#include "wirefold/ir/text.h"
#include "wirefold/optimizer/passes/pass.h"
#include "wirefold/sim/interpreter.h"
#include "wirefold/sim/pipeline_simulator.h"

namespace wirefold::fuzz {
namespace {

std::vector<Dyadic> flat(const std::vector<NumericArray>& arrays) {
  std::vector<Dyadic> numbers;
  for (const NumericArray& array : arrays) {
    numbers.insert(numbers.end(), array.numbers().begin(), array.numbers().end());
  }
  return numbers;
}

class Check {
 public:
  Check(const RandomModel& model, const Recipe& recipe)
      : recipe_(recipe), logic_(comb_trace(model.inputs(), model.outputs())) {
    for (std::size_t i = 0; i < RandomModel::kSamples; ++i) {
      samples_.push_back(model.sample(i));
      expected_.push_back(flat(model.expected(i)));
    }
    for (std::size_t j = 0; j < samples_[0].size(); ++j) {
      std::vector<NumericArray> of_input;
      for (const auto& sample : samples_) of_input.push_back(sample[j]);
      batch_.push_back(stack(of_input, 0));
    }
  }

  void run(bool with_rtl) {
    interpret("interpreter", logic_);
    read_back("traced program", logic_);
    run_engine("engine on the traced program", logic_);
    CombLogic logic = logic_;
    wirefold::run_pipeline(logic, optimization_pipeline(), {}, [&](const PassRun& run, const CombLogic& now) {
      if (run.changed) interpret("after " + std::string(run.pass.name), now);
      return problem_.empty();
    });
    read_back("optimized program", logic);
    run_engine("engine on the optimized program", logic);
    run_pipeline("pipeline", logic);
    if (!with_rtl || !problem_.empty()) return;
    run_rtl("RTL in Verilator", logic, "verilog", Simulator::verilator);
    run_rtl("RTL in Icarus", logic, "verilog", Simulator::icarus);
    run_rtl("VHDL in GHDL", logic, "vhdl", Simulator::ghdl);
  }

  const std::string& problem() const { return problem_; }

 private:
  void report(const std::string& what, const std::string& problem) {
    if (problem_.empty()) problem_ = what + ": " + problem;
  }

  void compare(const std::string& what, std::size_t sample, std::span<const Dyadic> results) {
    for (std::size_t i = 0; i < results.size(); ++i) {
      if (results[i] == expected_[sample][i]) continue;
      return report(what, "sample " + std::to_string(sample) + ", output element " + std::to_string(i) + " is " +
                              results[i].to_string() + ", expected " + expected_[sample][i].to_string());
    }
  }

  void compare_batch(const std::string& what, const std::vector<NumericArray>& outputs) {
    for (std::size_t i = 0; i < samples_.size(); ++i) {
      std::vector<NumericArray> of_sample;
      for (const NumericArray& output : outputs) of_sample.push_back(output(static_cast<int>(i)));
      compare(what, i, flat(of_sample));
    }
  }

  void interpret(const std::string& what, const CombLogic& logic) {
    Interpreter interpreter(logic);
    for (std::size_t i = 0; i < samples_.size(); ++i) compare(what, i, interpreter.run(flat(samples_[i])));
  }

  void read_back(const std::string& what, const CombLogic& logic) {
    if (parse(print(logic)) != logic) report(what, "its text is read back as another program");
    if (parse_json(print_json(logic)).logic != logic) report(what, "its JSON is read back as another program");
  }

  // All samples as one batch, at the level of SIMD and with the block that the seed says.
  void run_engine(const std::string& what, const CombLogic& logic) {
    const std::vector<SimdLevel> levels = simd_levels();
    const EngineOptions options{.simd = levels[recipe_.seed % levels.size()], .block_samples = recipe_.seed % 3};
    compare_batch(what, Predictor(logic, options).predict_all(batch_, {.threads = 1}));
  }

  // One sample a clock; the results come latency_cycles later.
  void run_pipeline(const std::string& what, const CombLogic& logic) {
    const Schedule schedule = random_schedule(logic, 1 + static_cast<std::uint32_t>(recipe_.seed % 5), recipe_.seed);
    PipelineSimulator simulator(logic, schedule);
    const std::size_t latency = schedule.latency_cycles();
    for (std::size_t cycle = 0; cycle < samples_.size() + latency; ++cycle) {
      const auto outputs = simulator.cycle(flat(samples_[std::min(cycle, samples_.size() - 1)]));
      if (cycle < latency) continue;
      std::vector<Dyadic> results;
      for (const std::optional<Dyadic>& output : outputs) {
        if (!output) return report(what, "an output is not known after the latency");
        results.push_back(*output);
      }
      compare(what, cycle - latency, results);
    }
  }

  void run_rtl(const std::string& what, const CombLogic& logic, const char* backend, Simulator simulator) {
    const unsigned stages = 1 + static_cast<unsigned>(recipe_.seed % 4);
    RtlModel model(logic, backend, {.name = "fuzz", .stages = stages, .simulator = simulator});
    compare_batch(what, model.predict_all(batch_));
  }

  const Recipe& recipe_;
  CombLogic logic_;
  std::vector<std::vector<NumericArray>> samples_;
  std::vector<NumericArray> batch_;  // the samples, one array an input
  std::vector<std::vector<Dyadic>> expected_;
  std::string problem_;
};

}  // namespace

std::string problem_of(const Recipe& recipe, bool with_rtl) {
  try {
    const RandomModel model(recipe);
    Check check(model, recipe);
    check.run(with_rtl);
    return check.problem();
  } catch (const std::exception& error) {
    return error.what();
  }
}

Recipe minimised(Recipe recipe, const std::function<bool(const Recipe&)>& fails) {
  // Large parts first, then smaller ones, until no single step can go.
  for (std::size_t part = recipe.steps.size(); part > 0;) {
    bool has_shrunk = false;
    for (std::size_t first = 0; first < recipe.steps.size();) {
      const std::size_t last = std::min(first + part, recipe.steps.size());
      Recipe shorter = recipe;
      shorter.steps.erase(shorter.steps.begin() + static_cast<std::ptrdiff_t>(first),
                          shorter.steps.begin() + static_cast<std::ptrdiff_t>(last));
      if (fails(shorter)) {
        recipe = std::move(shorter);
        has_shrunk = true;
      } else {
        first = last;
      }
    }
    if (part == 1 && !has_shrunk) break;
    part = part == 1 ? 1 : part / 2;
  }
  return recipe;
}

}  // namespace wirefold::fuzz
