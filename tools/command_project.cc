// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "tools/commands.h"
#include "wirefold/driver/project.h"

namespace wirefold::tools {

int run_formal(const VerifyArguments& arguments) {
  const HardwareProject project = read_project(arguments.program);
  const Proof proof = prove_project(project, {.timeout_seconds = arguments.timeout_seconds});
  fmt::print("{}\n", to_string(proof, project));
  return proof.outcome == Proof::Outcome::kProved ? 0 : 1;
}

}  // namespace wirefold::tools
