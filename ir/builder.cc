// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/builder.h"

#include <algorithm>
#include <mutex>
#include <set>

#include "wirefold/ir/error.h"
#include "wirefold/ir/ranges.h"
#include "wirefold/ir/semantics.h"

namespace wirefold {
namespace {

// File names outlive the program, the text it was read from, and a plug-in that was unloaded.
const char* lasting_name(std::string_view name) {
  static std::mutex mutex;
  static auto* names = new std::set<std::string, std::less<>>;
  const std::lock_guard lock(mutex);
  const auto found = names->find(name);
  return (found != names->end() ? found : names->emplace(name).first)->c_str();
}

// Before anything of the format's size is computed. A format of no bits has one form, so that it reads back the same.
Format checked(const Format& format, const char* function, const Location& location) {
  const auto is_near = [](int bits) { return bits <= kMaxExponent && bits >= -kMaxExponent; };
  if (!is_near(format.integer_bits) || !is_near(format.fraction_bits)) {
    throw FormatError(function,
                      "a format of " + std::to_string(format.integer_bits) + " integer bits and " +
                          std::to_string(format.fraction_bits) + " fraction bits, the limit is +-" +
                          std::to_string(kMaxExponent),
                      location);
  }
  return format.is_zero() ? Format{} : format;
}

void check_width(const Interval& interval, int limit, const char* function, const Location& location) {
  const Format format = interval.format();
  if (format.width() > limit) {
    throw FormatError(function,
                      "the result needs " + std::to_string(format.width()) + " bits, the limit is " +
                          std::to_string(limit) + "; quantize the operands to fewer bits",
                      location);
  }
  if (interval.exponent > kMaxExponent || interval.exponent < -kMaxExponent) {
    throw FormatError(function,
                      "the least bit of the result is 2^" + std::to_string(interval.exponent) + ", the limit is 2^+-" +
                          std::to_string(kMaxExponent),
                      location);
  }
}

}  // namespace

std::uint32_t Builder::intern(const Location& location) {
  if (location.line == 0) return 0;
  auto& locations = graph_.locations_;
  const Location& last = locations[last_location_];
  if (last.file == location.file && last.line == location.line) return last_location_;
  // The caller's pointer may name another file by the next call; a lasting name is one pointer a name.
  const auto known = seen_locations_.find({location.file, location.line});
  if (known != seen_locations_.end()) return last_location_ = known->second;
  const Location lasting{lasting_name(base_name(location.file)), location.line};
  const auto next = static_cast<std::uint32_t>(locations.size());
  const auto [seen, is_new] = seen_locations_.try_emplace({lasting.file, lasting.line}, next);
  if (is_new) locations.push_back(lasting);
  return last_location_ = seen->second;
}

void Builder::check_operands(std::span<const Use> operands, const char* function, const Location& location) const {
  for (const Use& use : operands) {
    check_internal(use.value < graph_.value_count(), "an operand is not a value of this program");
    if (use.shift > kMaxExponent || use.shift < -kMaxExponent) {
      throw FormatError(
          function, "a shift by " + std::to_string(use.shift) + " bits, the limit is " + std::to_string(kMaxExponent),
          location);
    }
  }
}

ValueId Builder::append(Operation operation, std::span<const Use> operands, std::span<const Interval> intervals,
                        std::vector<AffineForm> forms, const Location& location) {
  const char* function = info(operation.opcode).name.data();
  check_operands(operands, function, location);
  const int limit = operation.opcode == Opcode::kInput ? kMaxInputBits : kMaxScalarBits;
  for (const Interval& interval : intervals) check_width(interval, limit, function, location);
  for (std::size_t i = 0; i < forms.size(); ++i) forms_.push_back(symbols_.bounded(std::move(forms[i]), intervals[i]));
  return append_checked(operation, operands, intervals, location);
}

ValueId Builder::append_checked(Operation operation, std::span<const Use> operands, std::span<const Interval> intervals,
                                const Location& location) {
  operation.first_operand = static_cast<std::uint32_t>(graph_.uses_.size());
  operation.operand_count = static_cast<std::uint32_t>(operands.size());
  operation.first_result = static_cast<ValueId>(graph_.value_count());
  operation.result_count = static_cast<std::uint32_t>(intervals.size());
  operation.location = intern(location);
  graph_.uses_.insert(graph_.uses_.end(), operands.begin(), operands.end());
  const auto index = static_cast<std::uint32_t>(graph_.operations_.size());
  for (const Interval& interval : intervals) {
    graph_.intervals_.push_back(interval);
    graph_.definitions_.push_back(index);
  }
  graph_.operations_.push_back(operation);
  return operation.first_result;
}

ValueId Builder::append_one(Opcode opcode, std::size_t attribute, std::span<const Use> operands,
                            const Interval& interval, AffineForm form, const Location& location) {
  std::vector<AffineForm> forms;
  if (is_affine()) forms.push_back(std::move(form));
  return append({.opcode = opcode, .attribute = static_cast<std::uint32_t>(attribute)}, operands,
                std::span(&interval, 1), std::move(forms), location);
}

AffineForm Builder::combine(std::span<const Use> terms, std::span<const Dyadic> factors) const {
  if (!is_affine()) return {};
  if (terms.size() == 2 && factors.empty()) {
    const auto summand = [&](const Use& use) {
      return ScaledForm{&forms_[use.value], Dyadic(use.negate ? -1 : 1, use.shift)};
    };
    const ScaledForm both[] = {summand(terms[0]), summand(terms[1])};
    return combination(both);
  }
  std::vector<ScaledForm> summands;
  summands.reserve(terms.size());
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const Dyadic factor(terms[i].negate ? -1 : 1, terms[i].shift);
    summands.push_back({&forms_[terms[i].value], factors.empty() ? factor : factor * factors[i]});
  }
  return combination(summands);
}

// Both bounds are sound: correlated operands cancel in the form, narrowed operands show in their own intervals.
Interval Builder::total_range(std::span<const Use> terms, const AffineForm& form) const {
  Interval range;
  for (const Use& term : terms) range = wirefold::sum(range, graph_.interval(term));
  return is_affine() ? intersection(range, symbols_.interval(form)) : range;
}

AffineForm Builder::fresh(const Interval& interval) { return is_affine() ? symbols_.fresh(interval) : AffineForm{}; }

void Builder::begin_input(std::string name, Shape shape) {
  graph_.inputs_.push_back({std::move(name), std::move(shape), {}});
}

ValueId Builder::input(const Format& format, const Location& location) {
  check_internal(!graph_.inputs_.empty(), "an input element before its tensor");
  graph_.formats_.push_back(checked(format, "input", location));
  const Interval interval = Interval::of(graph_.formats_.back());
  const ValueId value = append_one(Opcode::kInput, graph_.formats_.size() - 1, {}, interval, fresh(interval), location);
  graph_.inputs_.back().elements.push_back({value});
  return value;
}

ValueId Builder::constant(const Dyadic& value, const Location& location) {
  const Interval interval = Interval::point(value);
  const ValueId result =
      append_one(Opcode::kConstant, graph_.constants_.size(), {}, interval, fresh(interval), location);
  graph_.constants_.push_back(value);
  return result;
}

ValueId Builder::linear(std::vector<Use> operands, Matrix matrix, const Location& location) {
  check_internal(operands.size() == matrix.rows && matrix.rows > 0 && matrix.columns > 0,
                 "a linear operation whose matrix does not fit its operands");
  check_operands(operands, "linear", location);
  std::vector<Interval> intervals;
  std::vector<AffineForm> forms;
  std::vector<Dyadic> column(matrix.rows);
  for (std::size_t j = 0; j < matrix.columns; ++j) {
    Interval range;
    for (std::size_t i = 0; i < matrix.rows; ++i) {
      column[i] = matrix(i, j);
      range = wirefold::sum(range, product(graph_.interval(operands[i]), Interval::point(column[i])));
    }
    if (is_affine()) {
      forms.push_back(combine(operands, column));
      range = intersection(range, symbols_.interval(forms.back()));
    }
    intervals.push_back(range);
  }
  const ValueId first =
      append({.opcode = Opcode::kLinear, .attribute = static_cast<std::uint32_t>(graph_.matrices_.size())}, operands,
             intervals, std::move(forms), location);
  graph_.matrices_.push_back(std::move(matrix));
  return first;
}

ValueId Builder::sum(std::span<const Use> terms, const Location& location) {
  check_internal(!terms.empty(), "a sum of no terms");
  check_operands(terms, "sum", location);
  AffineForm form = combine(terms);
  const Interval range = total_range(terms, form);
  return append_one(Opcode::kSum, 0, terms, range, std::move(form), location);
}

ValueId Builder::multiply(const Use& a, const Use& b, const Location& location) {
  const Use operands[] = {a, b};
  check_operands(operands, "multiply", location);
  const Interval x = graph_.interval(a);
  const Interval y = graph_.interval(b);
  Interval range = product(x, y);
  if (a.value == b.value)
    range = transformed(square_range(graph_.interval(a.value)), a.shift + b.shift, a.negate != b.negate);
  AffineForm form;
  if (x.is_point() || y.is_point()) {
    const Dyadic factor = x.is_point() ? x.low_value() : y.low_value();
    form = combine(std::span(x.is_point() ? &b : &a, 1), std::span(&factor, 1));
  } else {
    form = fresh(range);
  }
  return append_one(Opcode::kMultiply, 0, operands, range, std::move(form), location);
}

ValueId Builder::quantize(const Use& x, const Quantizer& requested, const Location& location) {
  check_operands(std::span(&x, 1), "quantize", location);
  Quantizer quantizer = requested;
  quantizer.format = checked(requested.format, "quantize", location);
  check_internal(quantizer.divisor.sign() > 0 && quantizer.divisor.is_odd(), "a divisor that is not odd and positive");
  const Interval range = graph_.interval(x);
  const Interval result = quantized_range(range, quantizer);
  AffineForm form = is_identity(range, quantizer) ? form_of(x) : fresh(result);
  graph_.quantizers_.push_back(std::move(quantizer));
  return append_one(Opcode::kQuantize, graph_.quantizers_.size() - 1, std::span(&x, 1), result, std::move(form),
                    location);
}

ValueId Builder::relu(const Use& x, const Location& location) { return relu_as(x, nullptr, location); }
ValueId Builder::relu(const Use& x, const Format& format, const Location& location) {
  check_internal(!format.is_signed, "a relu to a signed format");
  const Format limited = checked(format, "relu", location);
  return relu_as(x, &limited, location);
}

ValueId Builder::relu_as(const Use& x, const Format* format, const Location& location) {
  check_operands(std::span(&x, 1), "relu", location);
  const Interval range = graph_.interval(x);
  Interval result = positive_part_range(range);
  bool identity = !range.low.is_negative();
  std::size_t attribute = 0;
  if (format != nullptr) {
    const Quantizer quantizer{.format = *format};
    identity = identity && is_identity(result, quantizer);
    result = quantized_range(result, quantizer);
    graph_.formats_.push_back(*format);
    attribute = graph_.formats_.size();
  }
  AffineForm form = identity ? form_of(x) : fresh(result);
  return append_one(Opcode::kRelu, attribute, std::span(&x, 1), result, std::move(form), location);
}

// minimum(x...) is -maximum(-x...), so both are derived as a maximum of operands with the sign in `flip`.
ValueId Builder::extremum(Opcode opcode, std::span<const Use> operands, const Location& location) {
  check_internal(!operands.empty(), "an extremum of no operands");
  check_operands(operands, info(opcode).name.data(), location);
  const bool flip = opcode == Opcode::kMinimum;
  const auto flipped = [&](const Use& use) { return compose(use, 0, flip); };
  const Use first = flipped(operands[0]);
  Interval range = graph_.interval(first);
  for (const Use& use : operands.subspan(1)) range = maximum_range(range, graph_.interval(flipped(use)));
  AffineForm form;
  if (operands.size() == 2 && is_affine()) {
    const Use second = flipped(operands[1]);
    const Use difference[] = {first, compose(second, 0, true)};
    const Interval order = symbols_.interval(combine(difference));
    if (!order.low.is_negative()) form = form_of(first);
    if (form.terms.empty() && order.high.sign() <= 0) form = form_of(second);
    // The maximum is at least the mean: so |x| = max(x, -x) is never negative.
    const Use halves[] = {compose(first, -1, false), compose(second, -1, false)};
    const Dyadic mean_low = symbols_.interval(combine(halves)).low_value();
    if (range.low_value() < mean_low) range.low = -(-mean_low).floor_to_grid(range.exponent);
    if (range.is_point()) range = Interval::point(range.low_value());
  } else if (operands.size() == 1) {
    form = form_of(first);
  }
  if (!form.terms.empty()) {
    range = intersection(range, symbols_.interval(form));
    if (flip) form = combination(std::vector<ScaledForm>{{&form, Dyadic(-1)}});
  }
  const Interval result = transformed(range, 0, flip);
  if (form.terms.empty()) form = fresh(result);
  return append_one(opcode, 0, operands, result, std::move(form), location);
}

ValueId Builder::maximum(std::span<const Use> operands, const Location& location) {
  return extremum(Opcode::kMaximum, operands, location);
}
ValueId Builder::minimum(std::span<const Use> operands, const Location& location) {
  return extremum(Opcode::kMinimum, operands, location);
}

ValueId Builder::select(const Use& bit, const Use& when_one, const Use& when_zero, const Location& location) {
  const Use operands[] = {bit, when_one, when_zero};
  check_operands(operands, "select", location);
  check_internal(!bit.negate && Interval({0, 1, 0}).contains(graph_.interval(bit)),
                 "a select by a value that is not a bit");
  const Interval known = graph_.interval(bit);
  if (known.is_point()) {
    const Use& arm = known.is_zero() ? when_zero : when_one;
    return append_one(Opcode::kSelect, 0, operands, graph_.interval(arm), form_of(arm), location);
  }
  const Interval range = hull(graph_.interval(when_one), graph_.interval(when_zero));
  return append_one(Opcode::kSelect, 0, operands, range, fresh(range), location);
}

ValueId Builder::less_than(const Use& x, const Dyadic& constant, const Location& location) {
  check_operands(std::span(&x, 1), "less_than", location);
  const Interval range = less_than_range(graph_.interval(x), constant);
  const ValueId result =
      append_one(Opcode::kLessThan, graph_.constants_.size(), std::span(&x, 1), range, fresh(range), location);
  graph_.constants_.push_back(constant);
  return result;
}

ValueId Builder::equal(const Use& x, const Dyadic& constant, const Location& location) {
  check_operands(std::span(&x, 1), "equal", location);
  const Interval range = equal_range(graph_.interval(x), constant);
  const ValueId result =
      append_one(Opcode::kEqual, graph_.constants_.size(), std::span(&x, 1), range, fresh(range), location);
  graph_.constants_.push_back(constant);
  return result;
}

ValueId Builder::bitwise(Opcode opcode, std::span<const Use> operands, const Location& location) {
  check_internal(!operands.empty(), "a bitwise operation on no operands");
  check_operands(operands, info(opcode).name.data(), location);
  Interval range = graph_.interval(operands[0]);
  for (const Use& use : operands.subspan(1)) range = bitwise_range(opcode, range, graph_.interval(use));
  AffineForm form = operands.size() == 1 ? form_of(operands[0]) : fresh(range);
  return append_one(opcode, 0, operands, range, std::move(form), location);
}

std::size_t Builder::intern(TablePointer table) {
  const auto [first, last] = seen_tables_.equal_range(table->hash());
  for (auto seen = first; seen != last; ++seen) {
    const TablePointer& known = graph_.tables_[seen->second];
    if (known == table || *known == *table) return seen->second;
  }
  seen_tables_.emplace(table->hash(), graph_.tables_.size());
  graph_.tables_.push_back(std::move(table));
  return graph_.tables_.size() - 1;
}

ValueId Builder::lookup(const Use& x, TablePointer table, const Location& location) {
  check_internal(table != nullptr, "a lookup without a table");
  check_operands(std::span(&x, 1), "lookup", location);
  checked(table->index(), "lookup", location);
  const Interval range = table->range(graph_.interval(x));
  const ValueId result = append_one(Opcode::kLookup, 0, std::span(&x, 1), range, fresh(range), location);
  graph_.operations_.back().attribute = static_cast<std::uint32_t>(intern(std::move(table)));
  return result;
}

void Builder::narrow(ValueId value, const Interval& interval) {
  check_internal(value < graph_.value_count(), "a value that is not of this program was narrowed");
  Interval& known = graph_.intervals_[value];
  if (!is_affine() && known == interval) return;
  known = intersection(known, interval);
  if (is_affine()) symbols_.narrow(forms_[value], known);
}

void Builder::widen(ValueId value, const Interval& interval) {
  check_internal(value < graph_.value_count() && interval.contains(graph_.intervals_[value]),
                 "an interval was widened to one that does not hold it");
  graph_.intervals_[value] = interval;
}

void Builder::add_named_tensor(NamedTensor tensor) { graph_.named_tensors_.push_back(std::move(tensor)); }

void Builder::add_output(NamedTensor tensor) {
  check_operands(tensor.elements, "output", {});
  graph_.outputs_.push_back(std::move(tensor));
}

void Builder::set_name(std::string name) { graph_.name_ = std::move(name); }

CombLogic Builder::finish() {
  CombLogic result = std::move(graph_);
  *this = Builder(tracking_);
  return result;
}

}  // namespace wirefold
