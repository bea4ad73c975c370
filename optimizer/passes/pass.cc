// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/passes/pass.h"

#include <array>
#include <ctime>
#include <map>
#include <string>

#include "wirefold/ir/error.h"
#include "wirefold/ir/verifier.h"
#include "wirefold/optimizer/lowering/balance_sums.h"
#include "wirefold/optimizer/lowering/lower.h"
#include "wirefold/optimizer/passes/common_subexpressions.h"
#include "wirefold/optimizer/passes/dead_code.h"
#include "wirefold/optimizer/passes/demanded_bits.h"
#include "wirefold/optimizer/passes/flatten.h"
#include "wirefold/optimizer/passes/merge_quantizers.h"
#include "wirefold/optimizer/passes/narrow_intervals.h"
#include "wirefold/optimizer/passes/order.h"
#include "wirefold/optimizer/passes/simplify.h"
#include "wirefold/optimizer/passes/simplify_bits.h"
#include "wirefold/optimizer/passes/ternary_sums.h"

namespace wirefold {
namespace {

constexpr std::array kPasses = {
    PassInfo{"simplify", "the three passes below in one walk", simplify},
    PassInfo{.name = "merge_common_subexpressions",
             .does = "canonical form, constants, equal operations once",
             .run = merge_common_subexpressions,
             .ignores_readers = true},
    PassInfo{"merge_quantizers", "quantizers that others make redundant", merge_quantizers},
    PassInfo{"simplify_bits", "comparisons, selects and logic of known bits", simplify_bits},
    PassInfo{.name = "narrow_intervals",
             .does = "ranges from operands that move together",
             .run = narrow_intervals,
             .ignores_readers = true},
    PassInfo{"drop_undemanded_bits", "bits of operands that no output depends on", drop_undemanded_bits},
    PassInfo{.name = "remove_dead_code",
             .does = "operations that no output needs",
             .run = remove_dead_code,
             .only_removes = true},
    PassInfo{"flatten_nested", "nested sums and extrema as one operation", flatten_nested},
    PassInfo{"lower", "constant products, extrema and rounding as hardware", lower},
    PassInfo{"balance_sums", "nested sums as early as they can be, where depth asks for it", balance_sums},
    PassInfo{"fuse_ternary_sums", "sums of three where the device has them", fuse_ternary_sums},
    PassInfo{"order_operations", "few bits alive at once", order_operations},
};
constexpr const PassInfo* kSimplify = &kPasses[0];
constexpr const PassInfo* kNarrow = &kPasses[4];
constexpr const PassInfo* kDemanded = &kPasses[5];
constexpr const PassInfo* kDeadCode = &kPasses[6];
constexpr const PassInfo* kFlatten = &kPasses[7];
constexpr const PassInfo* kLower = &kPasses[8];
constexpr const PassInfo* kBalance = &kPasses[9];
constexpr const PassInfo* kTernary = &kPasses[10];
constexpr const PassInfo* kOrder = &kPasses[11];

constexpr std::array kMeant = {
    kSimplify,  // what the user wrote twice is solved once
    kNarrow,    // equal values have met, and move together from here on
    kSimplify,  // where ranges got narrower
    kDeadCode,  // what nothing needs is not solved at all
    kFlatten,   // a chain of sums is one sum; after dead code, whose readers do not count
};
constexpr std::array kLowered = {
    kLower,     // again where a factor turns out to be a number
    kSimplify,  // lowering each operation alone repeats adders that two of them have in common
    kNarrow,
    kSimplify,  // as above
    kDeadCode,  // before demanded bits: what is dead demands nothing
    kDemanded,  // last, as it hides from the others how values were related
};
constexpr std::array kBalanced = {kBalance};  // after what makes fewer sums, before they are fused
constexpr std::array kFinal = {
    kTernary,  // when no adder changes any more
    kOrder,
    // Operands are sorted by the order of operations, and a sum of three shows what two sums of two did not.
    kLower,
    kSimplify,
    kNarrow,
    kSimplify,
    kDeadCode,
    kDemanded,
};

// The last group goes on until none of its passes changes anything, and the others do nothing that it does not do: a
// program that has been through the pipeline is not changed by it any more.
constexpr std::array kPipeline = {
    PassGroup{"traced", kMeant, true},
    PassGroup{"lowered", kLowered, true},
    PassGroup{"balanced", kBalanced, false},
    PassGroup{"final", kFinal, true},
};

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

class Runner {
 public:
  Runner(CombLogic& logic, const PassContext& context, const PassObserver& observer)
      : logic_(logic), context_(context), observer_(observer) {}

  void run(std::span<const PassGroup> pipeline) {
    for (const PassGroup& group : pipeline) {
      for (std::size_t before = version_; run_once(group) && group.repeats && version_ != before;) before = version_;
      if (is_ended_) return;
    }
  }

 private:
  // False if the observer has seen enough.
  bool run_once(const PassGroup& group) {
    for (const PassInfo* pass : group.passes) {
      const auto idle = idle_at_.find(pass);
      if (idle != idle_at_.end() && idle->second == version_for(*pass)) continue;
      const double start = cpu_seconds();
      const bool changed = pass->run(logic_, context_);
      const double seconds = cpu_seconds() - start;
      if (changed) {
        ++version_;
        if (!pass->only_removes) ++version_of_operations_;
        verify_after(*pass);
      }
      // A pass is idempotent, so it would change nothing now.
      idle_at_[pass] = version_for(*pass);
      is_ended_ = observer_ && !observer_({group.name, *pass, changed, seconds}, logic_);
      if (is_ended_) return false;
    }
    return true;
  }

  // What has to change before the pass has something to do.
  std::size_t version_for(const PassInfo& pass) const {
    return pass.ignores_readers ? version_of_operations_ : version_;
  }

  void verify_after(const PassInfo& pass) const {
    const std::vector<std::string> broken = violations(logic_);
    if (!broken.empty()) throw InternalError("pass " + std::string(pass.name) + " broke a rule: " + broken.front());
  }

  CombLogic& logic_;
  const PassContext& context_;
  const PassObserver& observer_;
  std::size_t version_ = 0;                // counts changes
  std::size_t version_of_operations_ = 0;  // counts those that did more than remove what nothing reads
  bool is_ended_ = false;
  std::map<const PassInfo*, std::size_t> idle_at_;
};

}  // namespace

std::span<const PassInfo> all_passes() { return kPasses; }

const PassInfo& find_pass(std::string_view name) {
  std::string known;
  for (const PassInfo& pass : kPasses) {
    if (pass.name == name) return pass;
    known += (known.empty() ? "" : ", ") + std::string(pass.name);
  }
  throw ValueError("pass", "there is no pass '" + std::string(name) + "'; known are " + known);
}

std::span<const PassGroup> optimization_pipeline() { return kPipeline; }

void run_pipeline(CombLogic& logic, std::span<const PassGroup> pipeline, const PassContext& context,
                  const PassObserver& observer) {
  Runner(logic, context, observer).run(pipeline);
}

}  // namespace wirefold
