// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/transfers.h"

#include <algorithm>
#include <span>

namespace wirefold {
namespace {

constexpr std::size_t kSamplesPerPacket = 3;
// What null bytes hold; a design that read them would be wrong.
constexpr int kNullByte = 0xA5;

Integer port_bits(const Port& port, const std::vector<std::uint64_t>& words, std::size_t sample) {
  const std::size_t count = port.words_per_sample();
  return Integer::from_words(std::span(words).subspan(sample * count, count), static_cast<unsigned>(port.width_bits),
                             false);
}

// All ports of a sample side by side.
Integer sample_bits(const std::vector<Port>& ports, const std::vector<std::vector<std::uint64_t>>& words,
                    std::size_t sample) {
  Integer bits;
  unsigned offset = 0;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    if (ports[i].width_bits == 0) continue;
    bits = bits | (port_bits(ports[i], words[i], sample) << offset);
    offset += static_cast<unsigned>(ports[i].width_bits);
  }
  return bits;
}

Transfers samples_as_transfers(const std::vector<Port>& ports, const std::vector<std::vector<std::uint64_t>>& words,
                               std::size_t sample_count) {
  Transfers transfers;
  for (const Port& port : ports) {
    for (const Pin& pin : port.pins) transfers.fields.push_back({pin.name, pin.width_bits});
  }
  for (std::size_t i = 0; i < sample_count; ++i) transfers.words.push_back(sample_bits(ports, words, i));
  return transfers;
}

bool ends_packet(std::size_t sample, std::size_t sample_count) {
  return sample % kSamplesPerPacket == kSamplesPerPacket - 1 || sample + 1 == sample_count;
}

// data, keep and last side by side.
Integer beat_word(const BeatLayout& layout, const Integer& data, const Integer& keep, bool is_last) {
  const auto bytes = static_cast<unsigned>(layout.beat_bytes);
  return data | (keep << (8 * bytes)) | (Integer(is_last ? 1 : 0) << (9 * bytes));
}

std::size_t own_bytes(const BeatLayout& layout, std::size_t beat) {
  return beat + 1 == layout.beat_count ? layout.last_beat_bytes() : layout.beat_bytes;
}

Integer beat_data(const BeatLayout& layout, const Integer& bits, std::size_t beat) {
  const auto width = static_cast<unsigned>(layout.beat_bits());
  return low_bits(bits >> (width * static_cast<unsigned>(beat)), width);
}

void append_output_beats(Transfers& transfers, const BeatLayout& layout, const Integer& bits, bool is_packet_end) {
  for (std::size_t beat = 0; beat < layout.beat_count; ++beat) {
    const Integer keep = Integer::power_of_two(static_cast<unsigned>(own_bytes(layout, beat))) - 1;
    transfers.words.push_back(
        beat_word(layout, beat_data(layout, bits, beat), keep, is_packet_end && beat + 1 == layout.beat_count));
  }
}

void append_input_beats(Transfers& transfers, const BeatLayout& layout, const Integer& bits, bool is_packet_end,
                        bool has_null_bytes) {
  for (std::size_t beat = 0; beat < layout.beat_count; ++beat) {
    Integer data = beat_data(layout, bits, beat);
    Integer keep;
    for (unsigned byte = 0; byte < layout.beat_bytes; ++byte) {
      const bool is_own = byte < own_bytes(layout, beat);
      const bool is_zero = low_bits(data >> (8 * byte), 8).is_zero();
      if (is_own && !(is_zero && has_null_bytes)) {
        keep = keep | Integer::power_of_two(byte);
      } else {
        data = data | (Integer(kNullByte) << (8 * byte));
      }
    }
    const bool is_rest_zero = (bits >> static_cast<unsigned>(layout.beat_bits() * (beat + 1))).is_zero();
    const bool is_last = is_packet_end && (is_rest_zero || beat + 1 == layout.beat_count);
    transfers.words.push_back(beat_word(layout, data, keep, is_last));
    if (is_last) return;
  }
}

std::vector<Transfers::Field> beat_fields(const BeatLayout& layout, const std::string& data, const std::string& keep,
                                          const std::string& last) {
  return {{data, layout.beat_bits()}, {keep, layout.beat_bytes}, {last, 1}};
}

}  // namespace

std::size_t Transfers::width_bits() const {
  std::size_t bits = 0;
  for (const Field& field : fields) bits += field.width_bits;
  return bits;
}

Transfers input_transfers(const Wrapper& wrapper, const Interface& interface, const TestVectors& vectors) {
  if (wrapper.kind != WrapperKind::kAxis) {
    return samples_as_transfers(interface.inputs, vectors.inputs, vectors.sample_count);
  }
  Transfers transfers;
  transfers.fields = beat_fields(wrapper.in_beats, wrapper.in_data, wrapper.in_keep, wrapper.in_last);
  for (std::size_t i = 0; i < vectors.sample_count; ++i) {
    append_input_beats(transfers, wrapper.in_beats, sample_bits(interface.inputs, vectors.inputs, i),
                       ends_packet(i, vectors.sample_count), i % 2 == 1);
  }
  return transfers;
}

Transfers output_transfers(const Wrapper& wrapper, const Interface& interface, const TestVectors& vectors) {
  if (wrapper.kind != WrapperKind::kAxis) {
    return samples_as_transfers(interface.outputs, vectors.outputs, vectors.sample_count);
  }
  Transfers transfers;
  transfers.fields = beat_fields(wrapper.out_beats, wrapper.out_data, wrapper.out_keep, wrapper.out_last);
  for (std::size_t i = 0; i < vectors.sample_count; ++i) {
    append_output_beats(transfers, wrapper.out_beats, sample_bits(interface.outputs, vectors.outputs, i),
                        ends_packet(i, vectors.sample_count));
  }
  return transfers;
}

std::vector<std::uint64_t> joined_words(const std::vector<Port>& ports,
                                        const std::vector<std::vector<std::uint64_t>>& words,
                                        std::size_t sample_count) {
  const std::size_t per_sample = (total_bits(ports) + 63) / 64;
  std::vector<std::uint64_t> joined(sample_count * per_sample);
  for (std::size_t i = 0; i < sample_count; ++i) {
    sample_bits(ports, words, i).to_words(std::span(joined).subspan(i * per_sample, per_sample));
  }
  return joined;
}

}  // namespace wirefold
