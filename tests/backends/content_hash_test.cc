// SPDX-License-Identifier: Apache-2.0
#include "wirefold/backends/content_hash.h"

#include "tests/catch.h"

namespace wirefold {
namespace {

// The examples of FIPS 180-2, appendix B, and the empty message.
TEST_CASE("the content hash is SHA-256") {
  CHECK(content_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(content_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(content_hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(content_hash(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("the hash does not depend on how the bytes are cut") {
  const std::string text(200, 'q');
  for (std::size_t cut : {0U, 1U, 55U, 56U, 63U, 64U, 65U, 128U, 199U}) {
    ContentHash hash;
    hash.append(std::string_view(text).substr(0, cut));
    hash.append(std::string_view(text).substr(cut));
    CHECK(hash.finish() == content_hash(text));
  }
}

TEST_CASE("fields that run into each other hash differently") {
  ContentHash first;
  first.append_field("ab");
  first.append_field("c");
  ContentHash second;
  second.append_field("a");
  second.append_field("bc");
  CHECK(first.finish() != second.finish());
}

}  // namespace
}  // namespace wirefold
