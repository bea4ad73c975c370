// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/vhdl/vhdl_backend.h"

#include <charconv>

#include "wirefold/backends/content_hash.h"
#include "wirefold/backends/project_metadata.h"
#include "wirefold/backends/vhdl/module_writer.h"
#include "wirefold/backends/vhdl/project_files.h"
#include "wirefold/backends/vhdl/test_bench.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

std::size_t max_port_bits(const BackendOptions& options) {
  const std::string& text = options.at("max_port_bits");
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number > 0) return number;
  throw ValueError("vhdl", "option max_port_bits is '" + text + "', it must be a positive integer");
}

// Whether the option has the first of two values.
bool is_first(const BackendOptions& options, const std::string& name, const char* first, const char* second) {
  const std::string& text = options.at(name);
  if (text == first) return true;
  if (text == second) return false;
  throw ValueError("vhdl", "option " + name + " is '" + text + "', it must be " + first + " or " + second);
}

std::vector<ProjectFile> emit(const EmissionInput& input) {
  const BackendOptions options = completed_options(vhdl_backend(), input.options);
  check_port_widths(input.logic, max_port_bits(options));
  const vhdl::Standard standard =
      is_first(options, "standard", "93", "2008") ? vhdl::Standard::k93 : vhdl::Standard::k2008;
  rtl::Module module = vhdl::write_module(input, standard, is_first(options, "source_comments", "true", "false"));

  const std::string hash = content_hash(module.text);
  const std::string header = vhdl::file_header(input, module, options, hash);
  std::vector<ProjectFile> files;
  files.push_back({"rtl/" + module.name + ".vhd", header + module.text});
  if (input.vectors.sample_count > 0) {
    files.push_back({"tb/" + module.name + "_tb.vhd",
                     header + vhdl::write_test_bench(module, input.schedule, input.vectors, standard)});
  }
  for (ProjectFile& file : vhdl::tool_files(input, module, standard)) files.push_back(std::move(file));
  files.push_back({"README.md", vhdl::project_readme(input, module, standard)});
  const EmittedDesign design{"vhdl", options, hash, std::move(module.value_names), std::move(module.interface), {}};
  files.push_back({"metadata.json", metadata_json(input, design)});
  files.push_back({"name_map.json", name_map_json(input, design)});
  return files;
}

}  // namespace

Backend vhdl_backend() {
  return {.name = "vhdl",
          .options = {{"standard", "93", "the VHDL that the text is written in: 93 or 2008"},
                      {"max_port_bits", std::to_string(kDefaultMaxPortBits), "the widest port allowed"},
                      {"source_comments", "true", "whether every signal names the user's source line"}},
          .legalize = [](CombLogic logic, const BackendOptions&) { return logic; },
          .emit = emit};
}

}  // namespace wirefold
