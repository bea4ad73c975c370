// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/hls/hls_backend.h"

#include <utility>

#include "wirefold/backends/content_hash.h"
#include "wirefold/backends/hls/function_writer.h"
#include "wirefold/backends/hls/packed_ports.h"
#include "wirefold/backends/hls/project_files.h"
#include "wirefold/backends/hls/source_files.h"
#include "wirefold/backends/hls/test_bench.h"
#include "wirefold/backends/project_metadata.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// Of two words one: true for the first.
bool choice_option(const Backend& backend, const BackendOptions& options, const std::string& name,
                   const std::string& first, const std::string& second) {
  const std::string& text = options.at(name);
  if (text != first && text != second) {
    throw ValueError(backend.name,
                     "option " + name + " is '" + text + "', it must be '" + first + "' or '" + second + "'");
  }
  return text == first;
}

std::vector<Port> ports_of(const std::vector<hls::Argument>& arguments) {
  std::vector<Port> ports;
  for (const hls::Argument& argument : arguments) ports.push_back(argument.port);
  return ports;
}

std::vector<ProjectFile> function_files(const EmissionInput& input, const hls::Function& function, hls::Flavor flavor,
                                        const std::string& header) {
  std::vector<ProjectFile> files;
  files.push_back({"src/" + function.name + ".h", header + hls::declaration(function, flavor)});
  files.push_back({"src/" + function.name + ".cc", header + hls::definition(function, flavor)});
  files.push_back({"tb/" + function.name + "_packed.h", header + hls::packed_ports_header(function, flavor)});
  if (input.vectors.sample_count > 0) {
    files.push_back({"tb/" + function.name + "_tb.cc", header + hls::write_test_bench(function, input.vectors)});
  }
  for (ProjectFile& file : hls::tool_files(input, function, flavor)) files.push_back(std::move(file));
  return files;
}

std::vector<ProjectFile> emit(const Backend& backend, hls::Flavor flavor, const EmissionInput& input) {
  const BackendOptions options = completed_options(backend, input.options);
  if (input.schedule.is_pipelined()) {
    throw UnsupportedError(backend.name,
                           "an HLS tool chooses the stages itself; convert without stages and latency cutoff");
  }
  const bool has_source_comments = choice_option(backend, options, "source_comments", "true", "false");
  const bool is_function =
      options.count("interface") == 0 || choice_option(backend, options, "interface", "function", "kernel");
  hls::Function function = hls::write_function(
      input, flavor, is_function ? hls::Interface::kFunction : hls::Interface::kKernel, has_source_comments);

  const std::string hash = content_hash(function.text);
  const std::string header = hls::file_header(input, function, backend.options, options, hash);
  std::vector<ProjectFile> files;
  if (is_function) {
    files = function_files(input, function, flavor, header);
  } else {
    files.push_back({"src/" + function.name + ".h", header + function.text});
  }
  Interface interface;
  interface.inputs = ports_of(function.inputs);
  interface.outputs = ports_of(function.outputs);
  const EmittedDesign design{.backend = backend.name,
                             .options = options,
                             .content_hash = hash,
                             .value_names = function.value_names,
                             .interface = std::move(interface),
                             .has_packed_ports = false};
  files.push_back({"metadata.json", metadata_json(input, design)});
  files.push_back({"name_map.json", name_map_json(input, design)});
  return files;
}

Backend hls_backend(const char* name, hls::Flavor flavor) {
  Backend backend;
  backend.name = name;
  backend.options = {{"source_comments", "true", "whether every variable names the user's source line"}};
  if (flavor == hls::Flavor::kVitis) {
    backend.options.push_back({"interface", "function", "function, or kernel: a template function for hls4ml"});
  }
  backend.legalize = [](CombLogic logic, const BackendOptions&) { return logic; };
  backend.emit = [name = backend.name, options = backend.options, flavor](const EmissionInput& input) {
    return emit({.name = name, .options = options, .legalize = {}, .emit = {}}, flavor, input);
  };
  return backend;
}

}  // namespace

Backend vitis_backend() { return hls_backend("vitis", hls::Flavor::kVitis); }
Backend hlslib_backend() { return hls_backend("hlslib", hls::Flavor::kHlslib); }
Backend oneapi_backend() { return hls_backend("oneapi", hls::Flavor::kOneapi); }

EmulatedDesign hls_emulated_design(const EmissionInput& input, const std::vector<ProjectFile>& files) {
  EmulatedDesign design = emulated_design(input, {});
  for (const ProjectFile& file : files) {
    if (file.path.starts_with("src/") || file.path.ends_with("_packed.h")) design.sources.push_back(file);
  }
  return design;
}

}  // namespace wirefold
