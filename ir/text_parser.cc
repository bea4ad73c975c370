// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "wirefold/ir/builder.h"
#include "wirefold/ir/error.h"
#include "wirefold/ir/line_reader.h"
#include "wirefold/ir/text.h"
#include "wirefold/ir/verifier.h"

namespace wirefold {
namespace {

class Parser {
 public:
  CombLogic run(std::string_view text) {
    std::size_t number = 0;
    while (!text.empty()) {
      const auto end = text.find('\n');
      LineReader line(text.substr(0, end), ++number);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      if (number == 1 || !line.at_end()) read_line(line, number);
    }
    if (number == 0) throw IoError("parse", "line 1: the text is empty");
    CombLogic logic = builder_.finish();
    const std::vector<std::string> broken = violations(logic);
    if (!broken.empty()) throw IoError("parse", "the program is not sound: " + broken.front());
    return logic;
  }

 private:
  void read_line(LineReader& line, std::size_t number) {
    if (number == 1) {
      if (!line.accept("wirefold ")) line.fail("not a wirefold program");
      const int version = line.number<int>();
      if (version != 1) line.fail("version " + std::to_string(version) + "; this wirefold reads version 1");
      builder_.set_name(line.quoted_name());
      return line.expect_end();
    }
    try {
      if (line.accept("input")) return read_input(line);
      if (line.accept("table ")) return read_table(line);
      if (line.accept("tensor")) return builder_.add_named_tensor(read_tensor(line, true));
      if (line.accept("output")) return builder_.add_output(read_tensor(line, false));
      read_operation(line);
    } catch (const IoError&) {
      throw;
    } catch (const UserError& error) {
      line.fail(error.what());
    } catch (const ContradictionError&) {
      line.fail("the intervals noted so far contradict each other");
    }
  }

  Location read_location(LineReader& line) {
    Location location;
    if (line.accept("@")) {
      file_ = line.location_file();
      location.file = file_.c_str();
      location.line = line.number<int>();
      if (location.line <= 0) line.fail("a line number below 1");
    }
    line.expect_end();
    return location;
  }

  void read_input(LineReader& line) {
    std::string name = line.quoted_name();
    Shape shape = line.shape();
    std::vector<Format> formats;
    if (shape.size() != 0) {
      do {
        formats.push_back(line.format());
        if (formats.back().width() > kMaxScalarBits) line.fail("an input wider than a scalar may be");
      } while (line.accept(","));
    }
    check_size(line, shape, formats.size());
    const Location location = read_location(line);
    if (has_operations_) line.fail("an input after an operation");
    builder_.begin_input(std::move(name), std::move(shape));
    for (const Format& format : formats) builder_.input(format, location);
  }

  NamedTensor read_tensor(LineReader& line, bool may_be_removed) {
    NamedTensor tensor{line.quoted_name(), line.shape(), {}};
    while (!line.at_end()) {
      tensor.elements.push_back(may_be_removed && line.accept("removed") ? Use{} : operand(line));
      if (!line.accept(",")) break;
    }
    if (may_be_removed && line.accept("ends")) {
      do {
        const Use use = operand(line);
        const bool is_rising = tensor.ends.empty() || use.value > tensor.ends.back();
        if (use != Use{use.value} || !is_rising) line.fail("ends are values, rising");
        tensor.ends.push_back(use.value);
      } while (line.accept(","));
    }
    line.expect_end();
    check_size(line, tensor.shape, tensor.elements.size());
    return tensor;
  }

  void check_size(const LineReader& line, const Shape& shape, std::size_t elements) const {
    std::size_t size = 1;
    for (const std::int64_t extent : shape) {
      if (extent == 0 || size > elements) break;
      size *= static_cast<std::size_t>(extent);
    }
    for (const std::int64_t extent : shape) size = extent == 0 ? 0 : size;
    if (size != elements) {
      line.fail("shape " + to_string(shape) + " with " + std::to_string(elements) + " elements");
    }
  }

  void check_value(const LineReader& line, const Use& use) const {
    if (use.value >= builder_.graph().value_count()) line.fail("%" + std::to_string(use.value) + " is not defined yet");
  }

  void read_operation(LineReader& line) {
    has_operations_ = true;
    const std::size_t first = builder_.graph().value_count();
    std::size_t results = 0;
    do {
      line.expect("%");
      if (line.number<std::size_t>() != first + results) line.fail("values are numbered in order");
      ++results;
    } while (line.accept(","));
    line.expect("=");
    const std::string_view name = line.word();
    const auto opcode = parse_opcode(name);
    if (!opcode || *opcode == Opcode::kInput) line.fail("unknown operation '" + std::string(name) + "'");
    read_body(line, *opcode, results);
    if (builder_.graph().value_count() != first + results) line.fail("wrong number of results");
    line.expect(":");
    std::vector<Interval> intervals;
    do {
      intervals.push_back(line.interval());
    } while (line.accept(","));
    if (intervals.size() != results) line.fail("wrong number of intervals");
    read_location(line);
    for (std::size_t i = 0; i < results; ++i) note(static_cast<ValueId>(first + i), intervals[i]);
  }

  // The text knows more where a pass proved more, and less where a value was narrowed after others were derived from
  // it.
  void note(ValueId value, const Interval& interval) {
    if (!interval.contains(builder_.graph().interval(value))) builder_.narrow(value, interval);
    builder_.widen(value, interval);
  }

  std::vector<Use> operand_list(LineReader& line) {
    std::vector<Use> operands;
    line.expect("(");
    do {
      operands.push_back(line.use());
      check_value(line, operands.back());
    } while (line.accept(","));
    line.expect(")");
    return operands;
  }

  Use operand(LineReader& line) {
    const Use use = line.use();
    check_value(line, use);
    return use;
  }

  void read_body(LineReader& line, Opcode opcode, std::size_t results) {
    const Location location = location_ahead(line);
    switch (opcode) {
      case Opcode::kInput:
        return;
      case Opcode::kConstant:
        builder_.constant(line.dyadic(), location);
        return;
      case Opcode::kLinear:
        return read_linear(line, results, location);
      case Opcode::kSum:
        builder_.sum(operand_list(line), location);
        return;
      case Opcode::kMaximum:
        builder_.maximum(operand_list(line), location);
        return;
      case Opcode::kMinimum:
        builder_.minimum(operand_list(line), location);
        return;
      case Opcode::kMultiply: {
        const std::vector<Use> operands = operand_list(line);
        if (operands.size() != 2) line.fail("a product of " + std::to_string(operands.size()) + " operands");
        builder_.multiply(operands[0], operands[1], location);
        return;
      }
      case Opcode::kSelect:
        return read_select(line, location);
      case Opcode::kQuantize:
        return read_quantize(line, location);
      case Opcode::kRelu: {
        const Use x = operand(line);
        if (!line.accept("to")) {
          builder_.relu(x, location);
          return;
        }
        const Format format = line.format();
        if (format.is_signed) line.fail("a relu to a signed format");
        builder_.relu(x, format, location);
        return;
      }
      case Opcode::kLessThan:
      case Opcode::kEqual: {
        const Use x = operand(line);
        line.expect(",");
        const Dyadic constant = line.dyadic();
        if (opcode == Opcode::kEqual) {
          builder_.equal(x, constant, location);
        } else {
          builder_.less_than(x, constant, location);
        }
        return;
      }
      case Opcode::kAnd:
      case Opcode::kOr:
      case Opcode::kXor:
        builder_.bitwise(opcode, operand_list(line), location);
        return;
      case Opcode::kLookup: {
        const Use x = operand(line);
        line.expect("table");
        const auto number = line.number<std::size_t>();
        if (number >= tables_.size()) line.fail("table " + std::to_string(number) + " is not defined yet");
        builder_.lookup(x, tables_[number], location);
        return;
      }
    }
  }

  void read_table(LineReader& line) {
    if (line.number<std::size_t>() != tables_.size()) line.fail("tables are numbered in order");
    const Format index = line.format();
    if (index.width() > Table::kMaxIndexBits)
      line.fail("a table for an index of " + std::to_string(index.width()) + " bits");
    line.expect("exponent");
    const int exponent = line.bits();
    line.expect("[");
    std::vector<Dyadic> values;
    do {
      values.push_back(scaled(line.dyadic(), exponent));
    } while (line.accept(","));
    line.expect("]");
    line.expect_end();
    if (values.size() != std::size_t{1} << std::max(index.width(), 0)) {
      line.fail("a table of " + std::to_string(values.size()) + " entries for an index " + to_string(index));
    }
    tables_.push_back(std::make_shared<const Table>(index, values));
  }

  void read_linear(LineReader& line, std::size_t results, const Location& location) {
    std::vector<Use> operands = operand_list(line);
    line.expect("matrix");
    const auto rows = line.number<std::size_t>();
    line.expect("x");
    const auto columns = line.number<std::size_t>();
    if (rows != operands.size() || columns != results) line.fail("a matrix that does not fit operands and results");
    Matrix matrix;
    matrix.rows = rows;
    matrix.columns = columns;
    line.expect("[");
    do {
      matrix.entries.push_back(line.dyadic());
    } while (line.accept(","));
    line.expect("]");
    if (matrix.entries.size() != rows * columns) line.fail("a matrix with the wrong number of entries");
    builder_.linear(std::move(operands), std::move(matrix), location);
  }

  void read_select(LineReader& line, const Location& location) {
    const std::vector<Use> operands = operand_list(line);
    if (operands.size() != 3) line.fail("a select of " + std::to_string(operands.size()) + " operands");
    if (operands[0].negate || !Interval{0, 1, 0}.contains(builder_.graph().interval(operands[0]))) {
      line.fail("a select by %" + std::to_string(operands[0].value) + ", which is not a bit");
    }
    builder_.select(operands[0], operands[1], operands[2], location);
  }

  void read_quantize(LineReader& line, const Location& location) {
    const Use x = operand(line);
    Quantizer quantizer;
    if (line.accept("/")) {
      const Dyadic divisor = line.dyadic();
      if (divisor.exponent() != 0 || divisor.mantissa().sign() <= 0)
        line.fail("a divisor that is not odd and positive");
      quantizer.divisor = divisor.mantissa();
    }
    line.expect("to");
    quantizer.format = line.format();
    const auto rounding = parse_rounding(line.word());
    const auto overflow = parse_overflow(line.word());
    if (!rounding || !overflow) line.fail("unknown rounding or overflow mode");
    quantizer.rounding = *rounding;
    quantizer.overflow = *overflow;
    builder_.quantize(x, quantizer, location);
  }

  // The builder wants the location with the operation, the text has it at the end of the line.
  Location location_ahead(const LineReader& line) {
    LineReader ahead = line;
    return ahead.skip_to_location() ? read_location(ahead) : Location{};
  }

  Builder builder_;
  std::vector<TablePointer> tables_;
  bool has_operations_ = false;
  std::string file_;  // of the location that was read last
};

}  // namespace

CombLogic parse(std::string_view text) { return Parser().run(text); }

}  // namespace wirefold
