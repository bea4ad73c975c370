// SPDX-License-Identifier: Apache-2.0
#include "tools/verification.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "tools/reference.h"
#include "tools/sample_files.h"
#include "wirefold/driver/mismatch.h"
#include "wirefold/driver/random_samples.h"
#include "wirefold/ir/error.h"

namespace wirefold::tools {
namespace {

// The place where samples differ first, with the name of the output.
std::string first_mismatch_of(const CombLogic& logic, const std::vector<NumericArray>& actual,
                              const std::vector<NumericArray>& expected) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const std::string mismatch = first_mismatch(actual[i], expected[i]);
    if (!mismatch.empty()) return "output '" + logic.outputs()[i].name + "': " + mismatch;
  }
  return "";
}

}  // namespace

VerificationSamples verification_samples(const VerifyArguments& arguments, const CombLogic& logic) {
  constexpr std::uint64_t kSeed = 2;
  if (!arguments.inputs.empty() && !arguments.reference.empty()) {
    throw ValueError("verify", "--input and --reference are both given; a reference brings its own samples");
  }
  if (!arguments.inputs.empty()) return {read_samples("verify", arguments.inputs, logic), {}, {}};
  if (arguments.reference.empty()) return {random_samples(logic, arguments.samples, kSeed), {}, {}};
  const Reference reference = read_reference(arguments.reference, logic);
  return {reference.inputs, reference.outputs, first_wrong_layer(logic, reference)};
}

Verification::Verification(const CombLogic& logic, VerificationSamples samples)
    : logic_(logic), samples_(std::move(samples)), computed_(interpret_all(logic, samples_.inputs)) {
  if (samples_.wrong_layer) checks_.push_back({"layers against the reference", *samples_.wrong_layer});
  if (samples_.expected.empty()) return;
  checks_.push_back({"program against the reference", first_mismatch_of(logic, computed_, samples_.expected)});
}

void Verification::check(const std::string& name, const std::vector<NumericArray>& actual) {
  checks_.push_back({name, first_mismatch_of(logic_, actual, computed_)});
}

bool Verification::print(bool json) const {
  const std::size_t count = static_cast<std::size_t>(samples_.inputs.at(0).shape()[0]);
  const bool all_well =
      std::all_of(checks_.begin(), checks_.end(), [](const Check& one) { return one.mismatch.empty(); });
  if (json) {
    nlohmann::ordered_json checks = nlohmann::ordered_json::array();
    for (const auto& [name, mismatch] : checks_) {
      nlohmann::ordered_json& check = checks.emplace_back();
      check["name"] = name;
      check["mismatch"] = mismatch.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(mismatch);
    }
    fmt::print("{}\n",
               nlohmann::ordered_json{{"is_bit_exact", all_well}, {"samples", count}, {"checks", checks}}.dump(2));
    return all_well;
  }
  for (const auto& [name, mismatch] : checks_) {
    const std::string well = fmt::format("bit-exact: {0} of {0} samples", count);
    fmt::print("{}: {}\n", name, mismatch.empty() ? well : "MISMATCH: " + mismatch);
  }
  return all_well;
}

}  // namespace wirefold::tools
