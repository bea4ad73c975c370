// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/hls/names.h"

#include <algorithm>
#include <iterator>
#include <limits>

#include "wirefold/backends/interface.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/schedule.h"

namespace wirefold::hls {
namespace {

// The formatter would give each word a line.
// clang-format off

// Sorted. Sources: ISO C++17 [lex.key], words that names.h does not refuse already; the names that the emitted code,
// the type libraries and the tools define, of them those that a user may think of.
constexpr std::string_view kTakenNames[] = {
    "ac_fixed", "ac_int", "alignas", "alignof", "and_eq", "ap_fixed", "ap_int", "ap_ufixed", "ap_uint", "asm", "auto",
    "bitand", "bitor", "bool", "catch", "char", "char16_t", "char32_t", "compl", "component", "const_cast",
    "constexpr", "continue", "decltype", "delete", "double", "dynamic_cast", "explicit", "export", "false", "float",
    "friend", "goto", "hls", "ihc", "inline", "int16_t", "int32_t", "int64_t", "int8_t", "long", "main", "mutable",
    "namespace", "noexcept", "not_eq", "nullptr", "operator", "or_eq", "reinterpret_cast", "short", "sizeof",
    "static_assert", "static_cast", "std", "switch", "sycl", "template", "thread_local", "throw", "true", "try",
    "typeid", "typename", "uint16_t", "uint32_t", "uint64_t", "uint8_t", "using", "volatile", "wchar_t", "with_bits",
    "xor_eq"};
// clang-format on

void check_name(std::string_view name, const char* kind) {
  const std::string problem = identifier_problem(name);
  if (!problem.empty()) {
    throw ValueError("emit", std::string(kind) + " name '" + std::string(name) + "' " + problem +
                                 "; functions and arguments have the names of model and tensors, rename it, for "
                                 "example '" +
                                 legal_identifier(name) + "'");
  }
  if (!std::binary_search(std::begin(kTakenNames), std::end(kTakenNames), name)) return;
  throw ValueError("emit", std::string(kind) + " name '" + std::string(name) +
                               "' has a meaning in C++ or in its HLS libraries; rename it, for example '" +
                               std::string(name) + "_t'");
}

}  // namespace

NameTable claim_function_names(const CombLogic& logic, std::string_view function_name) {
  check_name(function_name, "function");
  for (const NamedTensor& tensor : logic.inputs()) check_name(tensor.name, "input");
  for (const NamedTensor& tensor : logic.outputs()) check_name(tensor.name, "output");
  const HardwareOptions options{.max_port_bits = std::numeric_limits<std::size_t>::max()};  // arguments are elements
  NameTable names = make_interface(logic, combinational_schedule(logic), function_name, options).names;
  for (const std::string_view name : kTakenNames) names.claim(name);
  return names;
}

}  // namespace wirefold::hls
