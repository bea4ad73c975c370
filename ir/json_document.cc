// SPDX-License-Identifier: Apache-2.0
#include "wirefold/ir/json_document.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "wirefold/ir/error.h"

namespace wirefold {

// What nlohmann's parser reports, in order. Its own tree would keep the last of equal keys and round long integers.
class JsonDocument::Builder {
 public:
  explicit Builder(JsonDocument& document) : document_(document) {}

  bool null() { return add(Kind::kNull); }
  bool boolean(bool value) { return add(Kind::kBoolean, value ? 1 : 0); }
  bool number_integer(std::int64_t value) { return add(Kind::kInteger, value); }
  bool number_unsigned(std::uint64_t value) {
    if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return add(Kind::kInteger, static_cast<std::int64_t>(value));
    }
    return add_text(Kind::kLongInteger, std::to_string(value));
  }
  bool number_float(double value, const std::string& token) {
    if (token.find_first_not_of("-0123456789") == std::string::npos) return add_text(Kind::kLongInteger, token);
    add(Kind::kReal);
    document_.nodes_.back().real = value;
    return true;
  }
  bool string(std::string& value) { return add_text(Kind::kText, std::move(value)); }
  bool binary(std::vector<std::uint8_t>&) { return false; }
  bool key(std::string& name) {
    const Open& object = open_.back();
    if (object.children.size() == kMaxMembers) {
      throw IoError(document_.function_, "an object of more than " + std::to_string(kMaxMembers) + " members");
    }
    for (const std::uint32_t child : object.children) {
      if (document_.texts_[document_.nodes_[child].place] == name) {
        throw IoError(document_.function_, "the key '" + name + "' comes twice in one object");
      }
    }
    key_ = text_index(std::move(name));
    return true;
  }
  bool start_object(std::size_t) { return open(Kind::kObject); }
  bool start_array(std::size_t) { return open(Kind::kList); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: ..."
    const std::string text = error.what();
    const auto mark = text.find("] ");
    throw IoError(document_.function_, "not JSON: " + (mark == std::string::npos ? text : text.substr(mark + 2)));
  }

 private:
  struct Open {
    std::uint32_t node;
    std::vector<std::uint32_t> children;
  };

  std::uint32_t text_index(std::string text) {
    document_.texts_.push_back(std::move(text));
    return static_cast<std::uint32_t>(document_.texts_.size() - 1);
  }

  bool add(Kind kind, std::int64_t integer = 0) {
    Node node{.kind = kind, .parent = 0, .place = 0, .first = 0, .count = 0, .integer = integer, .real = 0};
    const auto index = static_cast<std::uint32_t>(document_.nodes_.size());
    if (index == std::numeric_limits<std::uint32_t>::max()) throw IoError(document_.function_, "the file is too large");
    if (!open_.empty()) {
      Open& parent = open_.back();
      node.parent = parent.node;
      const bool in_object = document_.nodes_[parent.node].kind == Kind::kObject;
      node.place = in_object ? key_ : static_cast<std::uint32_t>(parent.children.size());
      parent.children.push_back(index);
    }
    document_.nodes_.push_back(node);
    return true;
  }
  bool add_text(Kind kind, std::string text) {
    add(kind);
    document_.nodes_.back().first = text_index(std::move(text));
    return true;
  }
  bool open(Kind kind) {
    if (open_.size() == kMaxDepth) {
      throw IoError(document_.function_, "lists within lists, deeper than " + std::to_string(kMaxDepth));
    }
    add(kind);
    open_.push_back({static_cast<std::uint32_t>(document_.nodes_.size() - 1), {}});
    return true;
  }
  bool close() {
    const Open closed = std::move(open_.back());
    open_.pop_back();
    Node& node = document_.nodes_[closed.node];
    node.first = static_cast<std::uint32_t>(document_.children_.size());
    node.count = static_cast<std::uint32_t>(closed.children.size());
    document_.children_.insert(document_.children_.end(), closed.children.begin(), closed.children.end());
    return true;
  }

  JsonDocument& document_;
  std::vector<Open> open_;
  std::uint32_t key_ = 0;
};

JsonDocument::JsonDocument(std::string_view function, std::string_view text) : function_(function) {
  Builder builder(*this);
  nlohmann::json::sax_parse(text, &builder);
}

JsonValue JsonDocument::root() const { return {*this, 0}; }

std::string JsonValue::path() const {
  std::vector<std::string> steps;
  for (std::uint32_t at = index_; at != 0; at = document_->nodes_[at].parent) {
    const JsonDocument::Node& step = document_->nodes_[at];
    if (document_->nodes_[step.parent].kind == JsonDocument::Kind::kList) {
      steps.push_back("[" + std::to_string(step.place) + "]");
    } else {
      steps.push_back((step.parent == 0 ? "" : ".") + document_->texts_[step.place]);
    }
  }
  std::string path;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) path += *step;
  return path;
}

void JsonValue::refuse(std::string_view problem) const {
  const std::string where = path();
  throw IoError(document_->function_, where.empty() ? std::string(problem) : where + ": " + std::string(problem));
}

std::size_t JsonValue::size() const {
  if (!is_list()) refuse("expected a list");
  return node().count;
}

void JsonValue::expect_size(std::size_t expected) const {
  if (size() != expected) {
    refuse("a list of " + std::to_string(size()) + " where " + std::to_string(expected) + " are expected");
  }
}

JsonValue JsonValue::operator[](std::size_t index) const {
  if (index >= size()) refuse("element " + std::to_string(index) + " is missing");
  return {*document_, document_->children_[node().first + index]};
}

std::optional<JsonValue> JsonValue::find(std::string_view key) const {
  if (!is_object()) refuse("expected an object");
  for (std::uint32_t i = 0; i < node().count; ++i) {
    const std::uint32_t child = document_->children_[node().first + i];
    if (document_->texts_[document_->nodes_[child].place] == key) return JsonValue(*document_, child);
  }
  return std::nullopt;
}

JsonValue JsonValue::at(std::string_view key) const {
  const auto member = find(key);
  if (!member) refuse("'" + std::string(key) + "' is missing");
  return *member;
}

std::vector<std::string> JsonValue::keys() const {
  if (!is_object()) refuse("expected an object");
  std::vector<std::string> result;
  for (std::uint32_t i = 0; i < node().count; ++i) {
    const std::uint32_t child = document_->children_[node().first + i];
    result.push_back(document_->texts_[document_->nodes_[child].place]);
  }
  return result;
}

void JsonValue::expect_keys(std::initializer_list<std::string_view> keys) const {
  if (!is_object()) refuse("expected an object");
  for (std::uint32_t i = 0; i < node().count; ++i) {
    const std::uint32_t child = document_->children_[node().first + i];
    const std::string& key = document_->texts_[document_->nodes_[child].place];
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) refuse("'" + key + "' is not known here");
  }
}

bool JsonValue::boolean() const {
  if (node().kind != JsonDocument::Kind::kBoolean) refuse("expected true or false");
  return node().integer != 0;
}

std::int64_t JsonValue::integer(std::int64_t low, std::int64_t high) const {
  if (node().kind == JsonDocument::Kind::kLongInteger) refuse(document_->texts_[node().first] + " is out of range");
  if (node().kind != JsonDocument::Kind::kInteger) refuse("expected an integer");
  if (node().integer < low || node().integer > high) {
    refuse(std::to_string(node().integer) + " is not between " + std::to_string(low) + " and " + std::to_string(high));
  }
  return node().integer;
}

Integer JsonValue::exact_integer() const {
  // Longer numbers than any that a program of legal widths holds; refused before they are converted.
  constexpr std::size_t kMaxDigits = 20000;
  if (node().kind == JsonDocument::Kind::kInteger) return node().integer;
  if (node().kind != JsonDocument::Kind::kText && node().kind != JsonDocument::Kind::kLongInteger) {
    refuse("expected an integer");
  }
  const std::string& digits = document_->texts_[node().first];
  const auto value = digits.size() <= kMaxDigits && digits.find_first_not_of("-0123456789") == std::string::npos
                         ? Integer::parse(digits)
                         : std::nullopt;
  if (!value) refuse("'" + digits.substr(0, 40) + "' is not an integer that a program may hold");
  return *value;
}

Dyadic JsonValue::number() const {
  if (node().kind == JsonDocument::Kind::kReal) return *Dyadic::from_double(node().real);
  if (node().kind == JsonDocument::Kind::kText) refuse("expected a number");
  return Dyadic(exact_integer(), 0);
}

const std::string& JsonValue::text() const {
  if (!is_text()) refuse("expected a text");
  return document_->texts_[node().first];
}

}  // namespace wirefold
