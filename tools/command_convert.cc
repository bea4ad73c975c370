// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "tools/commands.h"
#include "tools/depth_option.h"
#include "tools/effort_text.h"
#include "tools/figures.h"
#include "tools/program_file.h"
#include "tools/progress.h"
#include "wirefold/driver/hls_model.h"
#include "wirefold/driver/mismatch.h"
#include "wirefold/driver/predict.h"
#include "wirefold/driver/random_samples.h"
#include "wirefold/driver/rtl_model.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold::tools {
namespace {

void print_report(const Report& report, bool json) { fmt::print("{}", json ? to_json(report) : to_string(report)); }

constexpr std::string_view kDefaultStrategy = "registers";

PipelineStrategy parse_strategy(const std::string& name) {
  if (name == "balanced") return PipelineStrategy::kBalanced;
  if (name == "asap") return PipelineStrategy::kAsSoonAsPossible;
  return PipelineStrategy::kMinimumRegisters;
}

// Up to some stages more than the model has, and the model's own cut, which lies between two where they are far apart.
std::vector<PipelineTradeOff> trade_offs(const RtlModel& model, const Report& report, const std::string& device) {
  constexpr std::uint32_t kStagesMore = 2;
  std::vector<PipelineTradeOff> all = pareto_front(model.logic(), find_device_profile(device),
                                                   {.most_stages = model.schedule().stage_count + kStagesMore});
  const PipelineTradeOff own{report.stages, std::llround(report.longest_stage_ns() * 1000),
                             report.registers.between_stages};
  const auto comes_before_own = [&](const PipelineTradeOff& other) {
    return other.stage_count < own.stage_count ||
           (other.stage_count == own.stage_count && other.longest_stage_ps > own.longest_stage_ps);
  };
  const auto place = std::find_if_not(all.begin(), all.end(), comes_before_own);
  const bool is_listed = place != all.end() && !place->beats(own) && !own.beats(*place) &&
                         place->stage_count == own.stage_count && place->longest_stage_ps == own.longest_stage_ps;
  if (!is_listed) all.insert(place, own);
  return all;
}

std::vector<std::pair<std::string, std::string>> parse_backend_options(const std::vector<std::string>& texts) {
  std::vector<std::pair<std::string, std::string>> options;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) {
      throw ValueError("convert", "--backend-option is '" + text + "', it must be name=value");
    }
    options.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return options;
}

// Models that other tools export have tensors such as 'inp.1' and '28', which are no identifiers: their ports get names
// that are, and name_map.json tells which, unless the user decides.
std::vector<std::pair<std::string, std::string>> rtl_options(const ConvertArguments& arguments) {
  std::vector<std::pair<std::string, std::string>> options = parse_backend_options(arguments.backend_options);
  constexpr const char* kRenamePorts = "rename_ports";
  const bool is_decided =
      std::any_of(options.begin(), options.end(), [&](const auto& option) { return option.first == kRenamePorts; });
  if (!is_decided && kind_of(arguments.program) != FileKind::kProgram) options.emplace_back(kRenamePorts, "true");
  return options;
}

// Samples for which the program that the hardware computes is compared with the one that was given.
void validate(const CombLogic& given, const CombLogic& computed, const ConvertArguments& arguments) {
  if (arguments.validate == 0) return;
  const std::vector<NumericArray> samples = random_samples(given, arguments.validate, arguments.seed);
  const std::vector<NumericArray> expected = interpret_all(given, samples);
  const std::vector<NumericArray> actual = predict_all(computed, samples);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const std::string mismatch = first_mismatch(actual[i], expected[i]);
    check_internal(mismatch.empty(), "the optimized program differs from the program");
  }
}

// What shapes a pipeline says nothing about a program that stays combinational.
void check_pipeline_options(const ConvertArguments& arguments) {
  if (arguments.stages != 0 || arguments.latency_cutoff_ns != 0) return;
  const std::string_view option = arguments.strategy != kDefaultStrategy ? "--strategy"
                                  : arguments.depth == "auto"            ? "--depth auto"
                                  : arguments.no_input_register          ? "--no-input-register"
                                  : arguments.no_output_register         ? "--no-output-register"
                                                                         : "";
  if (option.empty()) return;
  throw ValueError("convert", std::string(option) +
                                  " is for pipelines, but neither --stages nor --latency-cutoff asks " +
                                  "for one; give one of them, or leave it out");
}

int convert_to_hls(const CombLogic& logic, const ConvertArguments& arguments, HLSFlavor flavor, Progress& progress) {
  if (arguments.stages != 0 || arguments.latency_cutoff_ns != 0 || arguments.pareto ||
      arguments.strategy != kDefaultStrategy) {
    throw ValueError("convert", "--stages, --latency-cutoff, --strategy and --pareto are not for backend " +
                                    arguments.backend + ": an HLS tool chooses the stages itself");
  }
  if (arguments.no_input_register || arguments.no_output_register) {
    throw ValueError("convert", "--no-input-register and --no-output-register are not for backend " +
                                    arguments.backend + ": an HLS tool places the registers itself");
  }
  const OptimizeOptions optimization{.device = arguments.device,
                                     .effort = parse_effort("convert", arguments.effort),
                                     .depth = parse_depth(arguments.depth),
                                     .threads = arguments.threads,
                                     .seed = arguments.seed};
  progress.begin("optimize");
  const CombLogic lowered = is_lowered(logic) ? logic : optimize(logic, optimization);
  HLSModel model(lowered, {.name = arguments.name.empty() ? logic.name() : arguments.name,
                           .dir = arguments.directory,
                           .flavor = flavor,
                           .device = arguments.device,
                           .test_bench_samples = arguments.test_bench_samples,
                           .backend_options = parse_backend_options(arguments.backend_options),
                           .on_stage = [&](const char* stage) { progress.begin(stage); }});
  progress.begin("verify");
  validate(logic, model.logic(), arguments);
  progress.begin("write");
  model.write();
  progress.finish();
  print_report(model.report(), arguments.json);
  return 0;
}

}  // namespace

int run_convert(const ConvertArguments& arguments) {
  Progress progress(arguments.quiet);
  const bool is_hls = arguments.backend == "vitis" || arguments.backend == "hlslib" || arguments.backend == "oneapi";
  if (!is_hls) check_pipeline_options(arguments);
  progress.begin("read");
  const CombLogic logic = read_program_or_model(arguments.program, arguments.model);
  if (arguments.backend == "vitis") return convert_to_hls(logic, arguments, HLSFlavor::vitis, progress);
  if (arguments.backend == "hlslib") return convert_to_hls(logic, arguments, HLSFlavor::hlslib, progress);
  if (arguments.backend == "oneapi") return convert_to_hls(logic, arguments, HLSFlavor::oneapi, progress);
  RtlModel model(logic, arguments.backend,
                 {.name = arguments.name.empty() ? logic.name() : arguments.name,
                  .dir = arguments.directory,
                  .latency_cutoff = arguments.latency_cutoff_ns,
                  .stages = arguments.stages,
                  .strategy = parse_strategy(arguments.strategy),
                  .depth = arguments.depth == "auto" ? DepthLimits{} : parse_depth(arguments.depth),
                  .chooses_depth = arguments.depth == "auto",
                  .input_register = !arguments.no_input_register,
                  .output_register = !arguments.no_output_register,
                  .device = arguments.device,
                  .test_bench_samples = arguments.test_bench_samples,
                  .backend_options = rtl_options(arguments),
                  .effort = parse_effort("convert", arguments.effort),
                  .threads = arguments.threads,
                  .seed = arguments.seed,
                  .on_stage = [&](const char* stage) { progress.begin(stage); }});
  progress.begin("verify");
  validate(logic, model.logic(), arguments);
  progress.begin("write");
  model.write();
  progress.finish();
  const Report report = model.report();
  if (!arguments.pareto) {
    print_report(report, arguments.json);
  } else if (arguments.json) {
    fmt::print("{}", to_json(report, trade_offs(model, report, arguments.device)));
  } else {
    fmt::print("{}{}", to_string(report), to_string(report, trade_offs(model, report, arguments.device)));
  }
  return 0;
}

}  // namespace wirefold::tools
