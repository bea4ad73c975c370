// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/keras/hdf5_texts.h"

#include <algorithm>

namespace wirefold::keras {
namespace {

// A header has a block of messages and continuations of it; in damaged files these can make cycles.
constexpr std::size_t kMostBlocks = 1024;
constexpr std::size_t kMostMessages = 65536;

constexpr std::uint64_t kAttribute = 0x0C;
constexpr std::uint64_t kContinuation = 0x10;
constexpr std::uint64_t kIsShared = 0x02;  // of the flags of a message: its contents are elsewhere

constexpr std::uint64_t kFixedText = 3;
constexpr std::uint64_t kVariableLength = 9;
constexpr std::uint64_t kVariableLengthIsText = 1;
constexpr std::uint64_t kReferenceBytes = 16;  // length, address of the heap, index in it

std::uint64_t padded(std::uint64_t size) { return (size + 7) / 8 * 8; }

// How headers of the two versions lay out their messages.
struct MessageLayout {
  std::uint64_t type_bytes;
  std::uint64_t flags_place;
  std::uint64_t head_bytes;
  std::uint64_t continuation_begin;  // a signature
  std::uint64_t continuation_end;    // a checksum
};

}  // namespace

Hdf5Texts::Hdf5Texts(std::string_view bytes, const InputFile& file) : bytes_(bytes), file_(file) {}

void Hdf5Texts::refuse() const {
  file_.refuse("the attributes of the model are damaged, or not as Keras writes them; save it as a .keras file");
}

std::string_view Hdf5Texts::text(std::uint64_t place, std::uint64_t size) const {
  if (place > bytes_.size() || size > bytes_.size() - place) refuse();
  return bytes_.substr(place, size);
}

// Little-endian.
std::uint64_t Hdf5Texts::number(std::uint64_t place, std::uint64_t bytes) const {
  const std::string_view found = text(place, bytes);
  std::uint64_t result = 0;
  for (std::size_t i = found.size(); i > 0; --i) result = result << 8U | static_cast<unsigned char>(found[i - 1]);
  return result;
}

// The first block of messages of a header, and whether the header is of version 2.
std::pair<std::vector<Hdf5Texts::Block>, bool> Hdf5Texts::first_block(std::uint64_t address) const {
  if (text(address, 4) != "OHDR") {
    if (number(address, 1) != 1) refuse();
    return {{{address + 16, number(address + 8, 4)}}, false};
  }
  if (number(address + 4, 1) != 2) refuse();
  const std::uint64_t flags = number(address + 5, 1);
  const std::uint64_t times = (flags & 0x20U) != 0 ? 16 : 0;
  const std::uint64_t limits = (flags & 0x10U) != 0 ? 4 : 0;
  const std::uint64_t size_bytes = std::uint64_t{1} << (flags & 3U);
  const std::uint64_t size_place = address + 6 + times + limits;
  return {{{size_place + size_bytes, number(size_place, size_bytes)}}, true};
}

std::vector<Hdf5Texts::Message> Hdf5Texts::attributes_of(std::uint64_t address) const {
  auto [blocks, is_version_2] = first_block(address);
  const std::uint64_t order_bytes = is_version_2 && (number(address + 5, 1) & 0x04U) != 0 ? 2 : 0;
  const MessageLayout layout = is_version_2 ? MessageLayout{1, 3, 4 + order_bytes, 4, 4} : MessageLayout{2, 4, 8, 0, 0};
  std::vector<Message> attributes;
  std::size_t messages = 0;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const Block block = blocks[b];
    text(block.begin, block.size);
    std::uint64_t place = 0;
    while (block.size - place >= layout.head_bytes) {
      if (++messages > kMostMessages) refuse();
      const std::uint64_t head = block.begin + place;
      const std::uint64_t type = number(head, layout.type_bytes);
      const Message message{head + layout.head_bytes, number(head + layout.type_bytes, 2)};
      place += layout.head_bytes;
      if (message.size > block.size - place) refuse();
      place += message.size;
      const bool is_shared = (number(head + layout.flags_place, 1) & kIsShared) != 0;
      if (type == kAttribute && !is_shared) attributes.push_back(message);
      if (type != kContinuation) continue;
      const std::uint64_t size = number(message.begin + 8, 8);
      const std::uint64_t frame = layout.continuation_begin + layout.continuation_end;
      if (blocks.size() == kMostBlocks || size < frame) refuse();
      blocks.push_back({number(message.begin, 8) + layout.continuation_begin, size - frame});
    }
  }
  return attributes;
}

std::optional<std::vector<std::string_view>> Hdf5Texts::attribute(std::uint64_t address, std::string_view name) {
  for (const Message& message : attributes_of(address)) {
    if (auto values = values_of(message, name)) return values;
  }
  return std::nullopt;
}

// How many elements an attribute has; more than a message can hold are refused where they are read.
std::uint64_t Hdf5Texts::count_of(std::uint64_t dataspace) const {
  const std::uint64_t version = number(dataspace, 1);
  if (version != 1 && version != 2) refuse();
  const std::uint64_t rank = number(dataspace + 1, 1);
  if (rank > 1) refuse();
  if (rank == 0) return 1;
  return number(dataspace + (version == 1 ? 8 : 4), 8);
}

std::optional<std::vector<std::string_view>> Hdf5Texts::values_of(const Message& message, std::string_view name) {
  const std::uint64_t version = number(message.begin, 1);
  if (version < 1 || version > 3) refuse();
  const auto part_size = [&](std::uint64_t size) { return version == 1 ? padded(size) : size; };
  const std::uint64_t name_size = number(message.begin + 2, 2);
  const std::uint64_t name_place = message.begin + (version == 3 ? 9 : 8);
  if (name_size != name.size() + 1 || text(name_place, name.size()) != name) return std::nullopt;
  if (version > 1 && number(message.begin + 1, 1) != 0) refuse();  // a type that is stored elsewhere
  const std::uint64_t datatype = name_place + part_size(name_size);
  const std::uint64_t dataspace = datatype + part_size(number(message.begin + 4, 2));
  std::uint64_t place = dataspace + part_size(number(message.begin + 6, 2));
  const std::uint64_t kind = number(datatype, 1) & 0x0FU;
  const std::uint64_t size = number(datatype + 4, 4);
  const bool is_reference = kind == kVariableLength && (number(datatype + 1, 1) & 0x0FU) == kVariableLengthIsText;
  const std::uint64_t count = count_of(dataspace);
  // An attribute of no names at all is one of numbers.
  if (count == 0) return std::vector<std::string_view>{};
  if ((!is_reference && kind != kFixedText) || size == 0 || (is_reference && size != kReferenceBytes)) refuse();
  const std::uint64_t end = message.begin + message.size;
  if (place > end || count > (end - place) / size) refuse();
  std::vector<std::string_view> values;
  for (std::uint64_t i = 0; i < count; ++i, place += size) {
    const std::string_view value = is_reference ? heap_text(place) : text(place, size);
    values.push_back(value.substr(0, value.find('\0')));
  }
  return values;
}

std::string_view Hdf5Texts::heap_text(std::uint64_t reference) {
  const std::uint64_t length = number(reference, 4);
  if (length == 0) return {};
  const HeapObjects& objects = heap(number(reference + 4, 8));
  const auto object = objects.find(static_cast<std::uint32_t>(number(reference + 12, 4)));
  if (object == objects.end() || length > object->second.size()) refuse();
  return object->second.substr(0, length);
}

// A heap is read once. Heaps do not overlap, so that all of them are no longer than the file.
const Hdf5Texts::HeapObjects& Hdf5Texts::heap(std::uint64_t address) {
  const auto [found, is_new] = heaps_.try_emplace(address);
  HeapObjects& objects = found->second;
  if (!is_new) return objects;
  if (text(address, 4) != "GCOL" || number(address + 4, 1) != 1) refuse();
  const std::uint64_t size = number(address + 8, 8);
  text(address, size);
  heap_bytes_ += size;
  if (size < 16 || heap_bytes_ > bytes_.size()) refuse();
  std::uint64_t place = 16;
  while (size - place >= 16) {
    const std::uint64_t index = number(address + place, 2);
    if (index == 0) break;  // the rest is free
    const std::uint64_t object_size = number(address + place + 8, 8);
    place += 16;
    if (object_size > size - place) refuse();
    objects.emplace(static_cast<std::uint32_t>(index), text(address + place, object_size));
    place += std::min(padded(object_size), size - place);
  }
  return objects;
}

}  // namespace wirefold::keras
