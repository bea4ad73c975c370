// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>

#include "tools/commands.h"
#include "tools/depth_option.h"
#include "wirefold/driver/version.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/cost/device_profile.h"

namespace wirefold::tools {
namespace {

// The arguments of every command, and the one that was asked for.
struct CommandLine {
  CLI::App app{"Fixed-point tensor functions to bit-exact hardware"};
  CmvmArguments cmvm;
  ConvertArguments convert;
  KernelArguments kernel;
  TranslateArguments translate;
  InspectArguments inspect;
  SimArguments sim;
  VerifyArguments verify;
  PassesArguments passes;
  ReportArguments report;
  bool doctor_json = false;
  std::function<int()> run;

  CLI::App* command(const char* name, const char* does, std::function<int()> action) {
    CLI::App* command = app.add_subcommand(name, does);
    command->callback([this, action = std::move(action)] { run = action; });
    return command;
  }
};

constexpr const char* kProgramHelp = "program: text, JSON, ALIR or comb.json; or a model: .keras, .onnx";

void add_model_options(CLI::App* command, ModelArguments& model) {
  command->add_option("--input-format", model.input_formats,
                      "format of the inputs that a model does not quantize, as s3.4 or u0.8, or NAME=s3.4 of one");
  command
      ->add_option("--softmax-formats", model.softmax_formats,
                   "formats of the tables of a Softmax in an ONNX model: of the distance to the largest element, its "
                   "exponential, the sum and its reciprocal, as u4.6,u1.10,u3.9,u1.10, or NODE=... of one")
      ->allow_extra_args(false);
}

CLI::Option* add_samples(CLI::App* command, std::vector<std::string>& files) {
  return command
      ->add_option("--input", files,
                   ".npy file of samples (n, ...), one an input in the order of the inputs; or one .npz file")
      ->allow_extra_args(false);
}

std::string profile_names() {
  std::string names;
  for (const DeviceProfile& profile : device_profiles())
    names += (names.empty() ? "" : ", ") + std::string(profile.name);
  return names;
}

void add_device(CLI::App* command, std::string& device) {
  device = kDefaultDevice;
  command->add_option("--device", device, "cost profile: " + profile_names())->capture_default_str();
}

void add_kernel(CommandLine& line) {
  KernelArguments& arguments = line.kernel;
  CLI::App* kernel = line.command("kernel", "y = x W + b as a C++ template function for hls4ml",
                                  [&arguments] { return run_kernel(arguments); });
  kernel->add_option("matrix", arguments.matrix, ".npy file of W; rows are inputs, columns outputs")->required();
  kernel->add_option("output", arguments.output, "file for the function")->required();
  kernel
      ->add_option("--formats", arguments.formats,
                   ".npy file, a row an input: is_signed, integer bits without the sign, fraction bits")
      ->required();
  kernel->add_option("--bias", arguments.bias, ".npy file of b");
  kernel->add_option("--name", arguments.name, "of the function")->required();
  arguments.effort = "default";
  kernel->add_option("--effort", arguments.effort, "of the search for few adders")
      ->check(CLI::IsMember({"fast", "default", "max"}))
      ->capture_default_str();
  kernel->add_flag("--json", arguments.json, "print figures as JSON");
  add_device(kernel, arguments.device);
}

void add_commands(CommandLine& line) {
  line.app.require_subcommand(1);
  line.app.set_version_flag("--version", std::string(kVersion));
  line.app.footer("Example: wirefold cmvm matrix.npy --input-bits 8 --graph matrix.wirefold");

  CLI::App* cmvm = line.command("cmvm", "y = x W as an adder graph", [&] { return run_cmvm(line.cmvm); });
  cmvm->add_option("matrix", line.cmvm.matrix, ".npy or .csv file of W; rows are inputs, columns outputs")->required();
  cmvm->add_option("--input-bits", line.cmvm.input_bits, "width of each input")->capture_default_str();
  cmvm->add_flag("--unsigned", line.cmvm.is_unsigned, "the inputs have no sign");
  cmvm->add_option("--delay", line.cmvm.delay,
                   "adder levels above the least depth, a time as 5ns (by --device), or none for no limit")
      ->capture_default_str();
  cmvm->add_option("--objective", line.cmvm.objective, "what there shall be few of")
      ->check(CLI::IsMember({"luts", "ternary-luts", "bits", "adders"}))
      ->capture_default_str();
  cmvm->add_option("--effort", line.cmvm.effort, "fast, default, max, SECONDS or steps=N; Ctrl-C gives the best so far")
      ->capture_default_str();
  cmvm->add_option("--threads", line.cmvm.threads, "0: one a core; changes the time, not the result")
      ->capture_default_str();
  cmvm->add_option("--seed", line.cmvm.seed, "another seed, another search")->capture_default_str();
  cmvm->add_option("--cache", line.cmvm.cache, "folder of solutions that need not be searched for again");
  cmvm->add_option("--graph", line.cmvm.graph, "write the program to this file: JSON if it ends with .json");
  cmvm->add_option("--alir", line.cmvm.alir, "write the program for alkaid to this file");
  cmvm->add_flag("--json", line.cmvm.json, "print figures as JSON");
  add_device(cmvm, line.cmvm.device);

  CLI::App* convert = line.command("convert", "a program or model to a project of Verilog, VHDL or HLS C++",
                                   [&] { return run_convert(line.convert); });
  convert->add_option("program", line.convert.program, kProgramHelp)->required();
  add_model_options(convert, line.convert.model);
  convert->add_option("directory", line.convert.directory, "project folder")->required();
  convert->add_option("--name", line.convert.name, "of the top module; the program's own name without it");
  convert->add_option("--backend", line.convert.backend, "what to emit")
      ->check(CLI::IsMember({"verilog", "vhdl", "vitis", "hlslib", "oneapi"}))
      ->capture_default_str();
  convert->add_option("--backend-option", line.convert.backend_options, "name=value, any number of them")
      ->allow_extra_args(false);
  convert->add_option("--latency-cutoff", line.convert.latency_cutoff_ns, "longest stage in ns");
  convert->add_option("--stages", line.convert.stages, "number of pipeline stages");
  convert
      ->add_option("--depth", line.convert.depth,
                   std::string(kDepthHelp) + "; auto, for a pipeline: what makes the fewest registers")
      ->capture_default_str();
  line.convert.strategy = "registers";
  convert
      ->add_option("--strategy", line.convert.strategy, "what is best: fewest registers, shortest stages, or neither")
      ->check(CLI::IsMember({"registers", "balanced", "asap"}))
      ->capture_default_str();
  convert->add_flag("--no-input-register", line.convert.no_input_register, "no registers at the inputs of a pipeline");
  convert->add_flag("--no-output-register", line.convert.no_output_register, "none at the outputs");
  convert->add_option("--test-bench-samples", line.convert.test_bench_samples, "vectors of the test bench; 0: none")
      ->capture_default_str();
  convert
      ->add_option("--validate", line.convert.validate,
                   "random samples that the optimized program is compared on before anything is written; 0: none")
      ->capture_default_str();
  line.convert.effort = "default";
  convert->add_option("--effort", line.convert.effort, "of the search: fast, default, max, SECONDS or steps=N")
      ->capture_default_str();
  convert->add_option("--threads", line.convert.threads, "0: one a core; changes the time, not the result")
      ->capture_default_str();
  convert->add_option("--seed", line.convert.seed, "another seed, another search")->capture_default_str();
  convert->add_flag("--quiet", line.convert.quiet, "no progress, not even on a terminal");
  convert->add_flag("--pareto", line.convert.pareto, "print registers against stages and longest stage");
  convert->add_flag("--json", line.convert.json, "print figures as JSON");
  add_device(convert, line.convert.device);

  add_kernel(line);

  CLI::App* translate =
      line.command("translate", "a program from one form to another", [&] { return run_translate(line.translate); });
  translate->add_option("program", line.translate.program, kProgramHelp)->required();
  add_model_options(translate, line.translate.model);
  translate->add_option("output", line.translate.output, "file: .alir.json, .comb.json, .json, all with .gz; else text")
      ->required();

  CLI::App* inspect = line.command("inspect", "what a program holds", [&] { return run_inspect(line.inspect); });
  inspect->add_option("program", line.inspect.program, kProgramHelp)->required();
  add_model_options(inspect, line.inspect.model);
  inspect->add_flag("--json", line.inspect.json, "print figures as JSON");
  add_device(inspect, line.inspect.device);

  CLI::App* sim = line.command("sim", "run a program on samples", [&] { return run_sim(line.sim); });
  sim->add_option("program", line.sim.program, kProgramHelp)->required();
  add_model_options(sim, line.sim.model);
  add_samples(sim, line.sim.inputs)->required();
  sim->add_option("--output", line.sim.outputs,
                  ".npy file to write, one an output in the order of the outputs; or one .npz file of all by name")
      ->allow_extra_args(false)
      ->required();
  line.sim.engine = "batch";
  sim->add_option("--engine", line.sim.engine, "what runs it")
      ->check(CLI::IsMember({"batch", "interpreter", "verilator", "icarus", "ghdl"}))
      ->capture_default_str();
  sim->add_flag("--strict", line.sim.strict, "refuse samples that a port does not hold");

  CLI::App* verify =
      line.command("verify", "compare RTL, optimized program and program", [&] { return run_verify(line.verify); });
  verify
      ->add_option("program", line.verify.program,
                   kProgramHelp + std::string("; or a project folder, whose files are run"))
      ->required();
  add_model_options(verify, line.verify.model);
  verify->add_option("--reference", line.verify.reference,
                     ".npz file with arrays inputs and outputs (inputs0, ...), and any of layers by their names");
  add_samples(verify, line.verify.inputs);
  verify->add_option("--samples", line.verify.samples, "random samples where there is no reference")
      ->capture_default_str();
  verify->add_flag("--formal", line.verify.formal, "prove that the Verilog of a project computes its program (yosys)");
  verify->add_option("--timeout", line.verify.timeout_seconds, "seconds for a proof")->capture_default_str();
  verify->add_flag("--json", line.verify.json, "print the checks as JSON");

  CLI::App* passes =
      line.command("passes", "what each pass of the optimizer does", [&] { return run_passes(line.passes); });
  passes->add_option("program", line.passes.program,
                     "program: text, JSON, ALIR or comb.json; without: list the passes");
  passes->add_flag("--bisect", line.passes.bisects, "find the first pass that changes an output");
  passes->add_option("--samples", line.passes.samples, "random samples of the bisection")->capture_default_str();
  passes->add_option("--dump-after", line.passes.dump_after, "print the program as it is after this pass");
  passes->add_option("--occurrence", line.passes.occurrence, "after which run of that pass")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  passes->add_option("--output", line.passes.output, "file of the dump: JSON if it ends with .json");
  add_device(passes, line.passes.device);

  CLI::App* report =
      line.command("report", "what projects cost, estimated and synthesised", [&] { return run_report(line.report); });
  report->add_option("directory", line.report.directories, "project folders")->required();
  report->add_option("--format", line.report.format, "html is one page without other files")
      ->check(CLI::IsMember(report_formats()))
      ->capture_default_str();
  report->add_flag_callback(
      "--json", [&] { line.report.format = "json"; }, "the same as --format json");

  CLI::App* doctor =
      line.command("doctor", "which external tools were found", [&] { return run_doctor(line.doctor_json); });
  doctor->add_flag("--json", line.doctor_json, "print what was found as JSON");
}

// A line of wirefold itself is of no use to who calls it.
std::string_view text_of(const UserError& error) {
  const std::string_view here = __FILE__;
  const std::string_view source = here.substr(0, here.rfind("tools/"));
  return !error.file().empty() && error.file().starts_with(source) ? error.text() : error.what();
}

}  // namespace
}  // namespace wirefold::tools

int main(int argc, char** argv) {
  wirefold::tools::CommandLine line;
  wirefold::tools::add_commands(line);
  try {
    line.app.parse(argc, argv);
    return line.run();
  } catch (const CLI::ParseError& error) {
    return line.app.exit(error);
  } catch (const wirefold::UserError& error) {
    std::fprintf(stderr, "wirefold: %s\n", std::string(wirefold::tools::text_of(error)).c_str());
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "wirefold: %s\n", error.what());
    return 1;
  }
}
