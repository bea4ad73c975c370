// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/hardware_options.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "wirefold/backends/ports.h"
#include "wirefold/ir/error.h"

namespace wirefold {
namespace {

// Those that can be asked for.
constexpr WrapperKind kAllWrappers[] = {WrapperKind::kVector, WrapperKind::kValid, WrapperKind::kStream,
                                        WrapperKind::kAxis};

std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

// Reads options one by one; its errors name the backend and the option.
class OptionReader {
 public:
  OptionReader(const char* backend, const BackendOptions& options) : backend_(backend), options_(options) {}

  const std::string& text(const std::string& name) const {
    const auto found = options_.find(name);
    if (found != options_.end()) return found->second;
    for (const BackendOption& row : hardware_option_rows()) {
      if (row.name == name) return row.default_value;
    }
    throw InternalError("an option without a row");
  }

  [[noreturn]] void refuse(const std::string& name, const std::string& rule) const {
    throw ValueError(backend_, "option " + name + " is '" + text(name) + "', " + rule);
  }

  std::size_t number(const std::string& name, std::size_t least) const {
    const std::string& digits = text(name);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || number < least) {
      refuse(name, least > 0 ? "it must be a positive integer" : "it must be an integer that is not negative");
    }
    return number;
  }

  bool flag(const std::string& name) const {
    if (text(name) != "true" && text(name) != "false") refuse(name, "it must be true or false");
    return text(name) == "true";
  }

  template <class Value>
  Value choice(const std::string& name, std::initializer_list<std::pair<const char*, Value>> choices) const {
    std::string known;
    std::size_t left = choices.size();
    for (const auto& [word, value] : choices) {
      if (text(name) == word) return value;
      --left;
      known += (known.empty() ? "" : left == 0 ? " or " : ", ") + std::string(word);
    }
    refuse(name, "it must be " + known);
  }

  std::vector<WrapperKind> wrappers() const {
    const std::vector<std::string> words = split_at_commas(text("wrappers"));
    const auto is_asked = [&](std::string_view name) {
      return std::find(words.begin(), words.end(), name) != words.end();
    };
    for (const std::string& word : words) {
      const bool is_known = word == "all" || word == "none" ||
                            std::any_of(std::begin(kAllWrappers), std::end(kAllWrappers),
                                        [&](WrapperKind kind) { return to_string(kind) == word; });
      if (!is_known) refuse("wrappers", "it must be none, all, or some of vector, valid, stream, axis with commas");
    }
    std::vector<WrapperKind> wanted;
    for (const WrapperKind kind : kAllWrappers) {
      if (is_asked("all") || is_asked(to_string(kind))) wanted.push_back(kind);
    }
    return wanted;
  }

 private:
  const char* backend_;
  const BackendOptions& options_;
};

// Where a skid buffer stands, one bit a side.
void read_slices(const OptionReader& reader, HardwareOptions& options) {
  const unsigned sides =
      reader.choice<unsigned>("register_slice", {{"none", 0U}, {"input", 1U}, {"output", 2U}, {"both", 3U}});
  options.has_input_slice = (sides & 1U) != 0;
  options.has_output_slice = (sides & 2U) != 0;
  const bool has_handshake = std::any_of(options.wrappers.begin(), options.wrappers.end(), [](WrapperKind kind) {
    return kind == WrapperKind::kStream || kind == WrapperKind::kAxis;
  });
  if (sides != 0 && !has_handshake) {
    reader.refuse("register_slice", "which needs wrappers=stream or wrappers=axis: the others have no ready");
  }
}

// Preferences are attributes of some vendor's tool, so one without a vendor would be lost.
void check_attributes(const OptionReader& reader, const HardwareOptions& options) {
  if (options.keeps_hierarchy && options.attributes != AttributeVendor::kXilinx) {
    reader.refuse("keep_hierarchy", "which needs attributes=xilinx: other tools take no such attribute");
  }
  if (options.attributes != AttributeVendor::kNone) return;
  for (const char* name : {"multipliers", "tables", "shift_registers"}) {
    if (reader.text(name) != "auto") reader.refuse(name, "which needs attributes=xilinx or attributes=intel");
  }
}

}  // namespace

std::string_view to_string(WrapperKind kind) {
  switch (kind) {
    case WrapperKind::kTensor:
      return "tensor";
    case WrapperKind::kVector:
      return "vector";
    case WrapperKind::kValid:
      return "valid";
    case WrapperKind::kStream:
      return "stream";
    case WrapperKind::kAxis:
      return "axis";
  }
  throw InternalError("a wrapper that is not in the list");
}

const std::vector<BackendOption>& hardware_option_rows() {
  static const std::vector<BackendOption> rows = {
      {"max_port_bits", std::to_string(kDefaultMaxPortBits), "the widest port allowed"},
      {"source_comments", "true", "whether every signal names the user's source line"},
      {"rename_ports", "false", "whether a tensor whose name is not legal gets a port of another name"},
      {"ports", "tensor", "tensor or element: what has a port of its own"},
      {"clock_enable", "false", "whether a pipelined design has a port ce that holds its registers"},
      {"reset", "synchronous", "none, synchronous or asynchronous: of the registers that say what is valid"},
      {"reset_active", "high", "high (port rst) or low (port rst_n); AXI-Stream has aresetn"},
      {"reset_data", "false", "whether registers of data are reset as well"},
      {"wrappers", "none", "none, all, or some of vector, valid, stream, axis with commas"},
      {"axis_data_bytes", "0", "bytes of an AXI-Stream beat; 0: a whole sample"},
      {"register_slice", "none", "none, input, output or both: where stream and axis have registers for ready as well"},
      {"attributes", "none", "whose tool gets attributes: none, xilinx or intel"},
      {"multipliers", "auto", "auto, dsp or logic"},
      {"tables", "auto", "auto, block or distributed"},
      {"shift_registers", "auto", "auto, srl (in LUTs) or registers"},
      {"keep_hierarchy", "false", "whether the tool shall keep the borders of modules"},
      {"layer_modules", "false", "one module a named tensor, shared where they are the same"},
      {"operator_modules", "false", "one module an operation, shared where they are the same"}};
  return rows;
}

HardwareOptions hardware_options(const char* backend, const BackendOptions& given) {
  const OptionReader reader(backend, given);
  HardwareOptions options;
  options.max_port_bits = reader.number("max_port_bits", 1);
  options.has_source_comments = reader.flag("source_comments");
  options.may_rename_ports = reader.flag("rename_ports");
  options.has_element_ports = reader.choice<bool>("ports", {{"tensor", false}, {"element", true}});
  options.has_clock_enable = reader.flag("clock_enable");
  options.reset = reader.choice<ResetKind>("reset", {{"none", ResetKind::kNone},
                                                     {"synchronous", ResetKind::kSynchronous},
                                                     {"asynchronous", ResetKind::kAsynchronous}});
  options.reset_is_active_low = reader.choice<bool>("reset_active", {{"high", false}, {"low", true}});
  options.resets_data = reader.flag("reset_data");
  if (options.resets_data && options.reset == ResetKind::kNone) reader.refuse("reset_data", "but reset is none");
  options.wrappers = reader.wrappers();
  if (options.has_element_ports) options.wrappers.insert(options.wrappers.begin(), WrapperKind::kTensor);
  options.axis_data_bytes = reader.number("axis_data_bytes", 0);
  read_slices(reader, options);
  options.attributes = reader.choice<AttributeVendor>(
      "attributes",
      {{"none", AttributeVendor::kNone}, {"xilinx", AttributeVendor::kXilinx}, {"intel", AttributeVendor::kIntel}});
  options.multipliers = reader.choice<MultiplierUse>(
      "multipliers",
      {{"auto", MultiplierUse::kAutomatic}, {"dsp", MultiplierUse::kDsp}, {"logic", MultiplierUse::kLogic}});
  options.tables = reader.choice<TableUse>(
      "tables", {{"auto", TableUse::kAutomatic}, {"block", TableUse::kBlock}, {"distributed", TableUse::kDistributed}});
  options.shift_registers =
      reader.choice<ShiftRegisterUse>("shift_registers", {{"auto", ShiftRegisterUse::kAutomatic},
                                                          {"srl", ShiftRegisterUse::kShiftRegisters},
                                                          {"registers", ShiftRegisterUse::kRegisters}});
  options.keeps_hierarchy = reader.flag("keep_hierarchy");
  options.has_layer_modules = reader.flag("layer_modules");
  options.has_operator_modules = reader.flag("operator_modules");
  if (options.has_layer_modules && options.has_operator_modules) {
    reader.refuse("operator_modules", "but layer_modules is true as well; choose one");
  }
  check_attributes(reader, options);
  return options;
}

std::string option_summary(const std::vector<BackendOption>& rows, const BackendOptions& options) {
  std::string text;
  for (const BackendOption& row : rows) {
    const auto found = options.find(row.name);
    if (found == options.end() || found->second == row.default_value) continue;
    text += (text.empty() ? "" : ", ") + row.name + "=" + found->second;
  }
  return text.empty() ? "defaults" : text;
}

}  // namespace wirefold
