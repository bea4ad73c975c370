// SPDX-License-Identifier: Apache-2.0
#include "wirefold/optimizer/cmvm/pattern_queue.h"

#include <algorithm>
#include <utility>

namespace wirefold::cmvm {
namespace {

// Small values have a bucket each; larger ones share buckets at most 2^-13 of the value wide.
std::size_t bucket_of(std::uint64_t value) {
  constexpr unsigned kExactBits = 14;
  const auto bits = static_cast<unsigned>(std::bit_width(value));
  if (bits <= kExactBits) return static_cast<std::size_t>(value);
  const unsigned shift = bits - kExactBits;
  return static_cast<std::size_t>((std::uint64_t{shift} << (kExactBits - 1)) + (value >> shift));
}

std::size_t bucket_of(const PatternTable::Entry& entry) { return bucket_of(std::uint64_t{entry.count} * entry.weight); }

}  // namespace

void PatternQueue::push(const PatternTable::Entry& entry) { push(bucket_of(entry), entry.key); }

void PatternQueue::push(std::size_t bucket, std::uint64_t key) {
  if (bucket >= buckets_.size()) buckets_.resize(bucket + 1);
  std::vector<std::uint64_t>& keys = buckets_[bucket].keys;
  keys.push_back(key);
  if (buckets_[bucket].is_heap) std::push_heap(keys.begin(), keys.end());
  top_ = std::max(top_, bucket);
}

// Most patterns have fallen or vanished by the time their bucket comes up: only the rest is put in order.
void PatternQueue::make_heap(std::size_t bucket, const PatternTable& table) {
  constexpr std::size_t kAhead = 16;
  const std::vector<std::uint64_t> keys = std::exchange(buckets_[bucket].keys, {});
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i + kAhead < keys.size()) table.prefetch(keys[i + kAhead]);
    const PatternTable::Entry* entry = table.find(keys[i]);
    if (entry != nullptr) push(std::min(bucket_of(*entry), bucket), keys[i]);
  }
  std::make_heap(buckets_[bucket].keys.begin(), buckets_[bucket].keys.end());
  buckets_[bucket].is_heap = true;
}

std::uint64_t PatternQueue::pop(const PatternTable& table) {
  while (true) {
    while (top_ > 0 && buckets_[top_].keys.empty()) --top_;
    if (top_ == 0) return 0;
    const std::size_t bucket = top_;
    if (!buckets_[bucket].is_heap) {
      make_heap(bucket, table);
      continue;
    }
    std::vector<std::uint64_t>& keys = buckets_[bucket].keys;
    std::pop_heap(keys.begin(), keys.end());
    const std::uint64_t key = keys.back();
    keys.pop_back();
    const PatternTable::Entry* entry = table.find(key);
    if (entry == nullptr) continue;
    last_ = bucket;
    if (!put_off(key, std::uint64_t{entry->count} * entry->weight)) return key;
  }
}

bool PatternQueue::put_off(std::uint64_t key, std::uint64_t value) {
  const std::size_t bucket = bucket_of(value);
  if (bucket >= last_) return false;
  push(bucket, key);
  return true;
}

}  // namespace wirefold::cmvm
