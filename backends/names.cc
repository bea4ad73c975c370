// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/names.h"

#include "wirefold/backends/keywords.h"

namespace wirefold {
namespace {

constexpr std::size_t kMaxNameLength = 200;

// The classes of <cctype> depend on the locale.
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower_case(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace

std::string identifier_problem(std::string_view name) {
  if (name.empty()) return "is empty";
  if (name.size() > kMaxNameLength) return "has more than " + std::to_string(kMaxNameLength) + " characters";
  if (!is_letter(name.front())) return "does not begin with a letter";
  for (const char c : name) {
    if (!is_letter(c) && !is_digit(c) && c != '_') return "has a character that is not a letter, digit or underscore";
  }
  if (name.find("__") != std::string_view::npos) return "has two underscores in a row, which VHDL forbids";
  if (name.back() == '_') return "ends in an underscore, which VHDL forbids";
  const std::string_view language = reserving_language(lower_case(name));
  if (!language.empty()) return "is a " + std::string(language) + " keyword";
  return "";
}

std::string legal_identifier(std::string_view name) {
  std::string legal;
  for (const char c : name.substr(0, kMaxNameLength - 2)) {
    const bool may_stay = is_letter(c) || is_digit(c);
    if (may_stay) {
      legal += c;
    } else if (!legal.empty() && legal.back() != '_') {
      legal += '_';
    }
  }
  if (!legal.empty() && legal.back() == '_') legal.pop_back();
  if (legal.empty() || !is_letter(legal.front())) legal.insert(0, "t");
  if (!reserving_language(lower_case(legal)).empty()) legal += "_t";
  return legal;
}

bool NameTable::claim(std::string_view name) { return next_suffix_.emplace(lower_case(name), 2).second; }

std::string NameTable::unique(const std::string& name) {
  const auto [entry, is_free] = next_suffix_.emplace(lower_case(name), 2);
  if (is_free) return name;
  unsigned suffix = entry->second;
  std::string candidate;
  do {
    candidate = name + "_" + std::to_string(suffix++);
  } while (!claim(candidate));
  next_suffix_[lower_case(name)] = suffix;
  return candidate;
}

}  // namespace wirefold
