// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/pipelining/repeat_wires.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "wirefold/optimizer/passes/rewriter.h"
#include "wirefold/optimizer/pipelining/stage_problem.h"

namespace wirefold {
namespace {

class Repeater {
 public:
  Repeater(const CombLogic& logic, const Schedule& schedule)
      : logic_(logic),
        schedule_(schedule),
        needed_(logic.operations().size()),
        needs_itself_(logic.operations().size(), false),
        rewriter_(logic) {
    find_needs();
  }

  bool repeats_any() const {
    return std::any_of(needed_.begin(), needed_.end(), [](const std::set<std::uint32_t>& set) { return !set.empty(); });
  }

  PipelinedProgram run() {
    const auto operations = logic_.operations();
    for (std::size_t i = 0; i < operations.size(); ++i) {
      for (const std::uint32_t stage : needed_[i]) {
        copies_[{i, stage}] = rewriter_.builder().copy(logic_, operations[i], operands(operations[i], stage));
        note_stage(stage);
      }
      if (!needs_itself_[i]) {  // a name that the user gave it goes to the first copy
        rewriter_.replace(operations[i].first_result, {copies_.at({i, *needed_[i].begin()})});
        continue;
      }
      if (operations[i].opcode == Opcode::kInput || operations[i].opcode == Opcode::kConstant) {
        rewriter_.copy(operations[i]);
      } else {
        const ValueId value = operations[i].first_result;
        rewriter_.replace(
            value, {rewriter_.builder().copy(logic_, operations[i], operands(operations[i], schedule_.stages[i]))});
      }
      note_stage(schedule_.stages[i]);
    }
    Schedule schedule = schedule_;
    schedule.stages = std::move(stages_);
    return {rewriter_.finish(), std::move(schedule)};
  }

 private:
  // Whether `stage` reads operation i before the operation's own stage. Constants are there in every stage.
  bool is_early(std::size_t i, std::uint32_t stage) const {
    return schedule_.stages[i] > stage && !logic_.interval(logic_.operations()[i].first_result).is_point();
  }

  void need(const Use& use, std::uint32_t stage) {
    const std::size_t i = logic_.definition_index(use.value);
    if (is_early(i, stage)) {
      needed_[i].insert(stage);
    } else {
      needs_itself_[i] = true;
    }
  }

  // Backwards, so that every reader of an operation has been seen before it.
  void find_needs() {
    const auto operations = logic_.operations();
    for (const NamedTensor& output : logic_.outputs()) {
      for (const Use& use : output.elements) need(use, schedule_.stage_count - 1);
    }
    for (std::size_t i = operations.size(); i-- > 0;) {
      const Operation& operation = operations[i];
      // What nothing reads stays as it is, unless its only readers have copies of their own.
      if (needed_[i].empty() || operation.opcode == Opcode::kInput) needs_itself_[i] = true;
      for (const Use& use : logic_.operands(operation)) {
        for (const std::uint32_t stage : needed_[i]) need(use, stage);
        if (needs_itself_[i]) need(use, schedule_.stages[i]);
      }
    }
  }

  std::vector<Use> operands(const Operation& operation, std::uint32_t stage) const {
    std::vector<Use> uses;
    for (const Use& use : logic_.operands(operation)) {
      const std::size_t i = logic_.definition_index(use.value);
      const auto copy = copies_.find({i, stage});
      const bool has_copy = is_early(i, stage) && copy != copies_.end();
      uses.push_back(has_copy ? Use{copy->second, use.shift, use.negate} : rewriter_(use));
    }
    return uses;
  }

  void note_stage(std::uint32_t stage) { stages_.resize(rewriter_.builder().graph().operations().size(), stage); }

  const CombLogic& logic_;
  const Schedule& schedule_;
  std::vector<std::set<std::uint32_t>> needed_;  // the stages that need a copy, by operation
  std::vector<bool> needs_itself_;
  Rewriter rewriter_;
  std::map<std::pair<std::size_t, std::uint32_t>, ValueId> copies_;
  Stages stages_;
};

}  // namespace

PipelinedProgram repeat_wires(CombLogic logic, Schedule schedule) {
  Repeater repeater(logic, schedule);
  if (!repeater.repeats_any()) return {std::move(logic), std::move(schedule)};
  return repeater.run();
}

}  // namespace wirefold
