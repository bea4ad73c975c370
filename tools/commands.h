// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

// The commands of the program `wirefold`. Each returns the exit status: 0 only when all is well.

namespace wirefold::tools {

/// What the file of a model does not tell.
struct ModelArguments {
  std::vector<std::string> input_formats;
  std::vector<std::string> softmax_formats;
};

struct CmvmArguments {
  std::string matrix;
  int input_bits = 8;
  bool is_unsigned = false;
  std::string device;
  std::string graph;  ///< where to write the program; empty for nowhere
  std::string alir;   ///< the same as ALIR
  std::string delay = "none";
  std::string objective = "bits";
  std::string effort = "default";
  unsigned threads = 1;
  std::uint64_t seed = 0;
  std::string cache;  ///< folder of solutions; empty for none
  bool json = false;
};
int run_cmvm(const CmvmArguments& arguments);

struct ConvertArguments {
  std::string program;
  ModelArguments model;
  std::string directory;
  std::string name;
  std::string backend = "verilog";
  std::vector<std::string> backend_options;  ///< name=value
  double latency_cutoff_ns = 0;
  unsigned stages = 0;
  std::string depth = "none";  ///< or auto
  std::string strategy;
  std::string device;
  std::string effort;
  unsigned threads = 1;
  std::uint64_t seed = 0;
  bool no_input_register = false;
  bool no_output_register = false;
  unsigned test_bench_samples = 32;
  unsigned validate = 100;  ///< random samples of the comparison before anything is written; 0: none
  bool pareto = false;
  bool quiet = false;
  bool json = false;
};
int run_convert(const ConvertArguments& arguments);

struct KernelArguments {
  std::string matrix;
  std::string formats;
  std::string bias;  ///< empty for none
  std::string output;
  std::string name;
  std::string effort;
  std::string device;
  bool json = false;
};
int run_kernel(const KernelArguments& arguments);

struct TranslateArguments {
  std::string program;
  ModelArguments model;
  std::string output;
};
int run_translate(const TranslateArguments& arguments);

struct InspectArguments {
  std::string program;
  ModelArguments model;
  std::string device;
  bool json = false;
};
int run_inspect(const InspectArguments& arguments);

struct SimArguments {
  std::string program;
  ModelArguments model;
  std::vector<std::string> inputs;   ///< .npy files in the order of the inputs, or one .npz file
  std::vector<std::string> outputs;  ///< .npy files in the order of the outputs
  std::string engine;
  bool strict = false;
};
int run_sim(const SimArguments& arguments);

struct VerifyArguments {
  std::string program;
  ModelArguments model;
  std::string reference;
  std::vector<std::string> inputs;  ///< samples: .npy files in the order of the inputs, or one .npz file
  unsigned samples = 1000;
  bool formal = false;
  unsigned timeout_seconds = 60;  ///< of a proof
  bool json = false;
};
int run_verify(const VerifyArguments& arguments);
/// A proof for the project folder `arguments.program`.
int run_formal(const VerifyArguments& arguments);
/// Simulation of the files in the project folder `arguments.program`.
int run_verify_project(const VerifyArguments& arguments);

struct PassesArguments {
  std::string program;  ///< empty: list the passes
  std::string device;
  bool bisects = false;
  unsigned samples = 1000;
  std::string dump_after;  ///< name of a pass; empty for none
  unsigned occurrence = 1;
  std::string output;  ///< of the dump; empty for the terminal
};
int run_passes(const PassesArguments& arguments);

struct ReportArguments {
  std::vector<std::string> directories;
  std::string format = "table";
};
/// The names that `ReportArguments::format` may have.
std::vector<std::string> report_formats();
int run_report(const ReportArguments& arguments);

/// Which external tools were found.
int run_doctor(bool json);

}  // namespace wirefold::tools
