// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wirefold/ir/dyadic.h"

namespace wirefold {

class JsonValue;

/// A JSON document of which nothing is trusted, and the function that an IoError about it names.
///
/// Errors: IoError for what is not JSON (NaN and Infinity are not), for a key that comes twice in one object, and
/// beyond the limits below, which keep the time to read a hostile file linear in its size.
class JsonDocument {
 public:
  static constexpr std::size_t kMaxDepth = 64;
  static constexpr std::size_t kMaxMembers = 256;

  JsonDocument(std::string_view function, std::string_view text);
  JsonValue root() const;

 private:
  friend class JsonValue;
  class Builder;
  enum class Kind : std::uint8_t { kNull, kBoolean, kInteger, kLongInteger, kReal, kText, kList, kObject };
  struct Node {
    Kind kind;
    std::uint32_t parent;
    std::uint32_t place;  // index in a list, text of the key in an object
    std::uint32_t first;  // text, or first of the children
    std::uint32_t count;  // of the children
    std::int64_t integer;
    double real;
  };

  std::string function_;
  std::vector<Node> nodes_;              // the root first
  std::vector<std::uint32_t> children_;  // nodes, those of one list or object side by side
  std::vector<std::string> texts_;       // texts, keys, and integers of more than 64 bits
};

/// A place in a document; as long-lived as the document. Each function that finds something else than it reads throws
/// IoError "function: operations[3].operands[1]: problem".
class JsonValue {
 public:
  [[noreturn]] void refuse(std::string_view problem) const;

  bool is_boolean() const { return node().kind == JsonDocument::Kind::kBoolean; }
  bool is_null() const { return node().kind == JsonDocument::Kind::kNull; }
  bool is_list() const { return node().kind == JsonDocument::Kind::kList; }
  bool is_object() const { return node().kind == JsonDocument::Kind::kObject; }
  bool is_text() const { return node().kind == JsonDocument::Kind::kText; }

  /// Elements of a list.
  std::size_t size() const;
  /// Refuses a list of another size.
  void expect_size(std::size_t size) const;
  JsonValue operator[](std::size_t index) const;

  /// A member of an object; `at` refuses an object without it.
  JsonValue at(std::string_view key) const;
  std::optional<JsonValue> find(std::string_view key) const;
  /// The keys of an object, in the order of the document.
  std::vector<std::string> keys() const;
  /// Refuses an object with another key than these.
  void expect_keys(std::initializer_list<std::string_view> keys) const;

  bool boolean() const;
  std::int64_t integer(std::int64_t low, std::int64_t high) const;
  /// An integer of any size up to 20000 digits: a number, or decimal digits as text.
  Integer exact_integer() const;
  /// The exact value of an integer or a real number.
  Dyadic number() const;
  const std::string& text() const;

 private:
  friend class JsonDocument;
  JsonValue(const JsonDocument& document, std::uint32_t index) : document_(&document), index_(index) {}
  const JsonDocument::Node& node() const { return document_->nodes_[index_]; }
  std::string path() const;

  const JsonDocument* document_;
  std::uint32_t index_;
};

}  // namespace wirefold
