// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wirefold/backends/rtl/hardware_language.h"
#include "wirefold/backends/rtl/wrapper_plan.h"

namespace wirefold::rtl {

/// How a hardware language writes wrappers, beside what it writes in every module. Vectors have the type of the ports
/// of the top module.
class WrapperLanguage {
 public:
  virtual ~WrapperLanguage() = default;
  virtual const HardwareLanguage& hardware() const = 0;
  virtual WrapperNeeds needs() const = 0;

  virtual std::string port(const WrapperSignal& signal) const = 0;
  virtual void declare(ModuleText& module, const WrapperSignal& signal) const = 0;
  /// Declares a wire and assigns it.
  virtual void add_wire(ModuleText& module, const WrapperSignal& signal, const std::string& value) const = 0;
  /// A bit.
  virtual std::string equals(const std::string& bits, const Integer& value, std::size_t width_bits) const = 0;
  virtual std::string increment(const std::string& bits, const Integer& step, std::size_t width_bits) const = 0;
  virtual void add_kept_bytes(ModuleText& module, const std::string& target, const std::string& data,
                              const std::string& keep, std::size_t byte_count) const = 0;
  virtual void add_beat_choice(ModuleText& module, const std::string& output, const std::string& vector,
                               const std::string& position, const BeatLayout& beats) const = 0;
};

/// The module of a wrapper around the design of that name.
std::string write_wrapper(const Wrapper& wrapper, const Interface& interface, const std::string& design_name,
                          const WrapperLanguage& language);

}  // namespace wirefold::rtl
