// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "tools/commands.h"
#include "tools/verification.h"
#include "wirefold/driver/project.h"

namespace wirefold::tools {

int run_formal(const VerifyArguments& arguments) {
  const HardwareProject project = read_project(arguments.program);
  const Proof proof = prove_project(project, {.timeout_seconds = arguments.timeout_seconds});
  fmt::print("{}\n", to_string(proof, project));
  return proof.outcome == Proof::Outcome::kProved ? 0 : 1;
}

int run_verify_project(const VerifyArguments& arguments) {
  const HardwareProject project = read_project(arguments.program);
  Verification verification(project.program, verification_samples(arguments, project.program));
  for (const RtlSimulator& rtl : kRtlSimulators) {
    if (project.backend != rtl.backend) continue;
    verification.check(rtl.check, simulate_project(project, verification.inputs(), rtl.simulator));
  }
  return verification.print() ? 0 : 1;
}

}  // namespace wirefold::tools
