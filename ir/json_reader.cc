// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <memory>

#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/json.h"
#include "wirefold/ir/json_document.h"
#include "wirefold/ir/json_fields.h"
#include "wirefold/ir/verifier.h"

namespace wirefold {
namespace {

constexpr std::int64_t kMaxIndex = std::numeric_limits<std::uint32_t>::max();

// Makes the program through a Builder, operation by operation.
class Reader {
 public:
  CombLogic run(const JsonValue& root) {
    builder_.set_name(json_name(root.at("name")));
    read_locations(root.at("locations"));
    read_tables(root.at("tables"));
    const JsonValue operations = root.at("operations");
    read_input_heads(root.at("inputs"), operations);
    for (std::size_t i = 0; i < operations.size(); ++i) read_operation(operations[i]);
    while (next_input_ < inputs_.size()) begin_input();
    read_tensors(root);
    CombLogic logic = builder_.finish();
    const std::vector<std::string> broken = violations(logic);
    if (!broken.empty()) root.refuse("the program is not sound: " + broken.front());
    return logic;
  }

 private:
  void read_locations(const JsonValue& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      list[i].expect_size(2);
      files_.push_back(json_name(list[i][0]));
      lines_.push_back(static_cast<int>(list[i][1].integer(1, std::numeric_limits<int>::max())));
    }
  }

  void read_tables(const JsonValue& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      list[i].expect_keys({"index", "exponent", "entries"});
      const JsonValue index = list[i].at("index");
      const Format format = json_format(index);
      if (format.width() > Table::kMaxIndexBits) {
        index.refuse("a table for an index of " + std::to_string(format.width()) + " bits");
      }
      const int exponent = json_bits(list[i].at("exponent"));
      const JsonValue entries = list[i].at("entries");
      entries.expect_size(std::size_t{1} << std::max(format.width(), 0));
      std::vector<Dyadic> values;
      for (std::size_t entry = 0; entry < entries.size(); ++entry) {
        values.emplace_back(entries[entry].exact_integer(), exponent);
      }
      tables_.push_back(std::make_shared<const Table>(format, values));
    }
  }

  TablePointer table_of(const JsonValue& value) const {
    const auto index = static_cast<std::size_t>(value.integer(0, kMaxIndex));
    if (index >= tables_.size()) value.refuse("table " + std::to_string(index) + " is not in the list");
    return tables_[index];
  }

  // The elements follow as operations, so that their number is known only then.
  void read_input_heads(const JsonValue& list, const JsonValue& operations) {
    std::size_t left = 0;
    for (std::size_t i = 0; i < operations.size(); ++i) {
      if (operations[i].at("op").text() == info(Opcode::kInput).name) ++left;
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
      list[i].expect_keys({"name", "shape"});
      const JsonValue shape = list[i].at("shape");
      std::size_t size = 1;
      for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        const auto extent = static_cast<std::size_t>(shape[axis].integer(0, kMaxIndex));
        size = extent == 0 || size <= left ? size * extent : size;
      }
      if (size > left) list[i].refuse("more elements than there are input operations");
      left -= size;
      inputs_.push_back({json_name(list[i].at("name")), json_shape(shape, size), {}});
    }
    if (left != 0) list.refuse(std::to_string(left) + " input operations are not of any input");
  }

  void begin_input() {
    const NamedTensor& input = inputs_[next_input_++];
    room_ = input.shape.size();
    builder_.begin_input(input.name, input.shape);
  }

  Location location_of(const JsonValue& operation) const {
    const auto at = operation.find("at");
    if (!at) return {};
    const auto index = static_cast<std::size_t>(at->integer(0, kMaxIndex));
    if (index >= files_.size()) at->refuse("location " + std::to_string(index) + " is not in the list");
    return {files_[index].c_str(), lines_[index]};
  }

  Use use_of(const JsonValue& value) const {
    Use use;
    if (value.is_list()) value.expect_size(3);
    const JsonValue id = value.is_list() ? value[0] : value;
    use.value = static_cast<ValueId>(id.integer(0, kMaxIndex));
    if (use.value >= builder_.graph().value_count()) id.refuse("%" + std::to_string(use.value) + " is not defined yet");
    if (value.is_list()) {
      use.shift = json_bits(value[1]);
      use.negate = value[2].boolean();
    }
    return use;
  }

  std::vector<Use> uses_of(const JsonValue& list, bool may_be_removed) const {
    std::vector<Use> uses;
    for (std::size_t i = 0; i < list.size(); ++i) {
      uses.push_back(may_be_removed && list[i].is_null() ? Use{} : use_of(list[i]));
    }
    return uses;
  }

  std::vector<Use> operands_of(const JsonValue& operation, Opcode opcode) const {
    const OpcodeInfo& rules = info(opcode);
    std::vector<Use> operands;
    if (rules.most_operands == 0) return operands;
    const JsonValue list = operation.at("operands");
    operands = uses_of(list, false);
    const auto count = static_cast<int>(std::min<std::size_t>(operands.size(), kMaxExponent));
    if (count < rules.fewest_operands || (rules.most_operands >= 0 && count > rules.most_operands)) {
      list.refuse(std::to_string(operands.size()) + " operands");
    }
    return operands;
  }

  void read_operation(const JsonValue& operation) {
    const JsonValue name = operation.at("op");
    const auto opcode = parse_opcode(name.text());
    if (!opcode) name.refuse("unknown operation '" + name.text().substr(0, 40) + "'");
    try {
      const std::size_t first = builder_.graph().value_count();
      append(operation, *opcode, operands_of(operation, *opcode), location_of(operation));
      const JsonValue intervals = operation.at("intervals");
      intervals.expect_size(builder_.graph().value_count() - first);
      for (std::size_t i = 0; i < intervals.size(); ++i) {
        note(static_cast<ValueId>(first + i), json_interval(intervals[i]));
      }
    } catch (const IoError&) {
      throw;
    } catch (const UserError& error) {
      operation.refuse(error.what());
    } catch (const ContradictionError&) {
      operation.refuse("the intervals noted so far contradict each other");
    }
  }

  // A pass may know more than the builder derives, or less where a value was narrowed after others were derived from
  // it.
  void note(ValueId value, const Interval& interval) {
    if (!interval.contains(builder_.graph().interval(value))) builder_.narrow(value, interval);
    builder_.widen(value, interval);
  }

  void append(const JsonValue& operation, Opcode opcode, std::vector<Use> operands, const Location& location) {
    switch (opcode) {
      case Opcode::kInput:
        operation.expect_keys({"op", "format", "intervals", "at"});
        return read_input(operation.at("format"), location);
      case Opcode::kConstant:
        operation.expect_keys({"op", "constant", "intervals", "at"});
        builder_.constant(json_dyadic(operation.at("constant")), location);
        return;
      case Opcode::kLinear:
        operation.expect_keys({"op", "operands", "matrix", "intervals", "at"});
        return read_linear(operation, std::move(operands), location);
      case Opcode::kQuantize:
        operation.expect_keys({"op", "operands", "format", "rounding", "overflow", "divisor", "intervals", "at"});
        builder_.quantize(operands[0], quantizer_of(operation), location);
        return;
      case Opcode::kRelu:
        operation.expect_keys({"op", "operands", "format", "intervals", "at"});
        return read_relu(operation, operands[0], location);
      case Opcode::kLessThan:
        operation.expect_keys({"op", "operands", "constant", "intervals", "at"});
        builder_.less_than(operands[0], json_dyadic(operation.at("constant")), location);
        return;
      case Opcode::kEqual:
        operation.expect_keys({"op", "operands", "constant", "intervals", "at"});
        builder_.equal(operands[0], json_dyadic(operation.at("constant")), location);
        return;
      case Opcode::kLookup:
        operation.expect_keys({"op", "operands", "table", "intervals", "at"});
        builder_.lookup(operands[0], table_of(operation.at("table")), location);
        return;
      case Opcode::kSum:
      case Opcode::kMultiply:
      case Opcode::kMaximum:
      case Opcode::kMinimum:
      case Opcode::kSelect:
      case Opcode::kAnd:
      case Opcode::kOr:
      case Opcode::kXor:
        operation.expect_keys({"op", "operands", "intervals", "at"});
        return append_plain(operation, opcode, operands, location);
    }
  }

  // The operations that are all in their operands.
  void append_plain(const JsonValue& operation, Opcode opcode, const std::vector<Use>& operands,
                    const Location& location) {
    if (opcode == Opcode::kSum) {
      builder_.sum(operands, location);
    } else if (opcode == Opcode::kMultiply) {
      builder_.multiply(operands[0], operands[1], location);
    } else if (opcode == Opcode::kMaximum) {
      builder_.maximum(operands, location);
    } else if (opcode == Opcode::kMinimum) {
      builder_.minimum(operands, location);
    } else if (opcode != Opcode::kSelect) {
      builder_.bitwise(opcode, operands, location);
    } else {
      if (operands[0].negate || !Interval{0, 1, 0}.contains(builder_.graph().interval(operands[0]))) {
        operation.refuse("a select by %" + std::to_string(operands[0].value) + ", which is not a bit");
      }
      builder_.select(operands[0], operands[1], operands[2], location);
    }
  }

  void read_input(const JsonValue& format, const Location& location) {
    while (room_ == 0) begin_input();  // there is one: the elements were counted
    --room_;
    const Format port = json_format(format);
    if (port.width() > kMaxScalarBits) format.refuse("an input wider than a scalar may be");
    builder_.input(port, location);
  }

  void read_linear(const JsonValue& operation, std::vector<Use> operands, const Location& location) {
    const JsonValue rows = operation.at("matrix");
    rows.expect_size(operands.size());
    Matrix matrix;
    matrix.rows = rows.size();
    matrix.columns = rows[0].size();
    if (matrix.columns == 0) rows[0].refuse("a matrix without columns");
    for (std::size_t i = 0; i < matrix.rows; ++i) {
      rows[i].expect_size(matrix.columns);
      for (std::size_t j = 0; j < matrix.columns; ++j) matrix.entries.push_back(json_dyadic(rows[i][j]));
    }
    builder_.linear(std::move(operands), std::move(matrix), location);
  }

  static Quantizer quantizer_of(const JsonValue& operation) {
    const auto rounding = parse_rounding(operation.at("rounding").text());
    if (!rounding) operation.at("rounding").refuse("not a rounding mode");
    const auto overflow = parse_overflow(operation.at("overflow").text());
    if (!overflow) operation.at("overflow").refuse("not an overflow mode");
    Quantizer quantizer{json_format(operation.at("format")), *rounding, *overflow,
                        operation.at("divisor").exact_integer()};
    if (quantizer.divisor.sign() <= 0 || !quantizer.divisor.is_odd()) {
      operation.at("divisor").refuse("a divisor is odd and positive");
    }
    return quantizer;
  }

  void read_relu(const JsonValue& operation, const Use& x, const Location& location) {
    const auto member = operation.find("format");
    if (!member) {
      builder_.relu(x, location);
      return;
    }
    const Format format = json_format(*member);
    if (format.is_signed) member->refuse("a relu to a signed format");
    builder_.relu(x, format, location);
  }

  NamedTensor tensor_of(const JsonValue& tensor, bool may_be_removed) const {
    tensor.expect_keys({"name", "shape", "elements", "ends"});
    std::vector<Use> elements = uses_of(tensor.at("elements"), may_be_removed);
    Shape shape = json_shape(tensor.at("shape"), elements.size());
    return {json_name(tensor.at("name")), std::move(shape), std::move(elements), ends_of(tensor, may_be_removed)};
  }

  std::vector<ValueId> ends_of(const JsonValue& tensor, bool may_have_ends) const {
    const auto member = tensor.find("ends");
    if (!member) return {};
    if (!may_have_ends) member->refuse("the ends of an output");
    std::vector<ValueId> ends;
    for (std::size_t i = 0; i < member->size(); ++i) {
      const Use use = use_of((*member)[i]);
      if (use != Use{use.value} || (!ends.empty() && use.value <= ends.back())) {
        (*member)[i].refuse("ends are values, rising");
      }
      ends.push_back(use.value);
    }
    return ends;
  }

  void read_tensors(const JsonValue& root) {
    const JsonValue tensors = root.at("tensors");
    for (std::size_t i = 0; i < tensors.size(); ++i) builder_.add_named_tensor(tensor_of(tensors[i], true));
    const JsonValue outputs = root.at("outputs");
    for (std::size_t i = 0; i < outputs.size(); ++i) builder_.add_output(tensor_of(outputs[i], false));
  }

  Builder builder_;
  std::vector<std::string> files_;
  std::vector<int> lines_;
  std::vector<TablePointer> tables_;
  std::vector<NamedTensor> inputs_;
  std::size_t next_input_ = 0;
  std::size_t room_ = 0;  // elements of the input that was begun last which are still to come
};

Schedule schedule_of(const JsonValue& value, const CombLogic& logic) {
  value.expect_keys({"stage_count", "stages", "input_register", "output_register"});
  Schedule schedule;
  schedule.stage_count = static_cast<std::uint32_t>(value.at("stage_count").integer(1, kMaxIndex));
  const JsonValue stages = value.at("stages");
  for (std::size_t i = 0; i < stages.size(); ++i) {
    schedule.stages.push_back(static_cast<std::uint32_t>(stages[i].integer(0, kMaxIndex)));
  }
  schedule.input_register = value.at("input_register").boolean();
  schedule.output_register = value.at("output_register").boolean();
  const std::vector<std::string> broken = violations(logic, schedule);
  if (!broken.empty()) value.refuse(broken.front());
  return schedule;
}

}  // namespace

StoredProgram parse_json(std::string_view text) {
  const JsonDocument document("parse_json", text);
  const JsonValue root = document.root();
  const JsonValue schema = root.at("schema");
  if (schema.text() != "wirefold program") schema.refuse("not a wirefold program");
  constexpr std::int64_t kVersion = 1;
  const JsonValue version = root.at("version");
  if (version.integer(0, kMaxIndex) != kVersion) {
    version.refuse("version " + std::to_string(version.integer(0, kMaxIndex)) + "; this wirefold reads version 1");
  }
  root.expect_keys(
      {"schema", "version", "name", "locations", "inputs", "tables", "operations", "tensors", "outputs", "schedule"});
  StoredProgram program{Reader().run(root), std::nullopt};
  const auto schedule = root.find("schedule");
  if (schedule) program.schedule = schedule_of(*schedule, program.logic);
  return program;
}

}  // namespace wirefold
