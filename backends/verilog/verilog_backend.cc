// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/verilog/verilog_backend.h"

#include <charconv>

#include "wirefold/backends/content_hash.h"
#include "wirefold/backends/ports.h"
#include "wirefold/backends/project_metadata.h"
#include "wirefold/backends/verilog/module_writer.h"
#include "wirefold/backends/verilog/project_files.h"
#include "wirefold/backends/verilog/test_bench.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

std::size_t number_option(const BackendOptions& options, const std::string& name) {
  const std::string& text = options.at(name);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0) {
    throw ValueError("verilog", "option " + name + " is '" + text + "', it must be a positive integer");
  }
  return number;
}

bool flag_option(const BackendOptions& options, const std::string& name) {
  const std::string& text = options.at(name);
  if (text != "true" && text != "false") {
    throw ValueError("verilog", "option " + name + " is '" + text + "', it must be true or false");
  }
  return text == "true";
}

std::vector<ProjectFile> emit(const EmissionInput& input) {
  const BackendOptions options = completed_options(verilog_backend(), input.options);
  check_port_widths(input.logic, number_option(options, "max_port_bits"));
  verilog::Module module = verilog::write_module(input, flag_option(options, "source_comments"));

  const std::string hash = content_hash(module.text);
  const std::string header = verilog::file_header(input, module, options, hash);
  std::vector<ProjectFile> files;
  files.push_back({"rtl/" + module.name + ".v", header + module.text});
  if (input.vectors.sample_count > 0) {
    files.push_back(
        {"tb/" + module.name + "_tb.v", header + verilog::write_test_bench(module, input.schedule, input.vectors)});
  }
  for (ProjectFile& file : verilog::tool_files(input, module)) files.push_back(std::move(file));
  files.push_back({"README.md", verilog::project_readme(input, module)});
  const EmittedDesign design{
      "verilog", options, hash, std::move(module.value_names), std::move(module.inputs), std::move(module.outputs)};
  files.push_back({"metadata.json", metadata_json(input, design)});
  files.push_back({"name_map.json", name_map_json(input, design)});
  return files;
}

}  // namespace

Backend verilog_backend() {
  return {.name = "verilog",
          .options = {{"max_port_bits", std::to_string(kDefaultMaxPortBits), "the widest port allowed"},
                      {"source_comments", "true", "whether every wire names the user's source line"}},
          .legalize = [](CombLogic logic, const BackendOptions&) { return logic; },
          .emit = emit};
}

}  // namespace wirefold
