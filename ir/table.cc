// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/table.h"

#include <algorithm>

#include "wirefold/ir/error.h"
#include "wirefold/ir/ranges.h"

namespace wirefold {
namespace {

// The smallest interval around numbers n * 2^exponent: their ends, and the coarsest grid that holds all.
class Hull {
 public:
  explicit Hull(int exponent) : exponent_(exponent) {}

  void add(const Integer& entry) {
    if (is_empty_ || entry < low_) low_ = entry;
    if (is_empty_ || entry > high_) high_ = entry;
    is_empty_ = false;
    if (!entry.is_zero()) zeros_ = std::min(zeros_, entry.trailing_zeros());
  }
  Interval interval() const {
    if (low_ == high_) return Interval::point({low_, exponent_});
    return {low_ >> zeros_, high_ >> zeros_, exponent_ + static_cast<int>(zeros_)};
  }

 private:
  int exponent_;
  bool is_empty_ = true;
  Integer low_;
  Integer high_;
  unsigned zeros_ = kMaxScalarBits;
};

}  // namespace

Table::Table(const Format& index, std::span<const Dyadic> values) : index_(index.is_zero() ? Format{} : index) {
  if (index_.width() > kMaxIndexBits) {
    throw FormatError("lookup", "a table for an index of " + std::to_string(index_.width()) + " bits, the limit is " +
                                    std::to_string(kMaxIndexBits) + "; quantize the index to fewer bits");
  }
  check_internal(values.size() == std::size_t{1} << index_.width(), "a table with a wrong number of entries");
  bool is_all_zero = true;
  for (const Dyadic& value : values) {
    if (value.is_zero()) continue;
    exponent_ = is_all_zero ? value.exponent() : std::min(exponent_, value.exponent());
    is_all_zero = false;
  }
  entries_.reserve(values.size());
  Hull hull(exponent_);
  hash_ = static_cast<std::uint64_t>(exponent_) * 31 + static_cast<std::uint64_t>(index_.width());
  for (const Dyadic& value : values) {
    entries_.push_back(value.is_zero() ? Integer(0) : value.on_grid(exponent_));
    hull.add(entries_.back());
    hash_ = hash_ * 0x100000001B3ULL + entries_.back().hash();  // FNV
  }
  whole_range_ = hull.interval();
}

std::size_t Table::pattern_of(const Dyadic& value) const {
  if (index_.is_zero()) return 0;
  const Integer steps = value.floor_to_grid(-index_.fraction_bits);
  return static_cast<std::size_t>(low_bits(steps, static_cast<unsigned>(index_.width())).to_int64());
}

Interval Table::range(const Interval& x) const {
  const Interval reached = quantized_range(x, {.format = index_});
  if (reached == Interval::of(index_)) return whole_range_;
  if (reached.is_point()) return Interval::point((*this)(reached.low_value()));
  Hull hull(exponent_);
  const std::size_t mask = entries_.size() - 1;
  const std::size_t step = std::size_t{1} << (reached.exponent + index_.fraction_bits);
  std::size_t pattern = pattern_of(reached.low_value());
  const std::int64_t count = (reached.high - reached.low).to_int64();
  for (std::int64_t i = 0; i <= count; ++i, pattern = (pattern + step) & mask) hull.add(entries_[pattern]);
  return hull.interval();
}

}  // namespace wirefold
