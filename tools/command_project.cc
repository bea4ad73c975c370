// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tools/commands.h"
#include "tools/verification.h"
#include "wirefold/driver/project.h"

namespace wirefold::tools {
namespace {

const char* name_of(Proof::Outcome outcome) {
  if (outcome == Proof::Outcome::kUndecided) return "undecided";
  return outcome == Proof::Outcome::kProved ? "proved" : "refuted";
}

}  // namespace

int run_formal(const VerifyArguments& arguments) {
  const HardwareProject project = read_project(arguments.program);
  const Proof proof = prove_project(project, {.timeout_seconds = arguments.timeout_seconds});
  if (arguments.json) {
    fmt::print(
        "{}\n",
        nlohmann::ordered_json{{"outcome", name_of(proof.outcome)}, {"text", to_string(proof, project)}}.dump(2));
  } else {
    fmt::print("{}\n", to_string(proof, project));
  }
  return proof.outcome == Proof::Outcome::kProved ? 0 : 1;
}

int run_verify_project(const VerifyArguments& arguments) {
  const HardwareProject project = read_project(arguments.program);
  Verification verification(project.program, verification_samples(arguments, project.program));
  for (const RtlSimulator& rtl : kRtlSimulators) {
    if (project.backend != rtl.backend) continue;
    verification.check(rtl.check, simulate_project(project, verification.inputs(), rtl.simulator));
  }
  return verification.print(arguments.json) ? 0 : 1;
}

}  // namespace wirefold::tools
