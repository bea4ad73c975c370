// SPDX-License-Identifier: Apache-2.0
#include "wirefold/importers/program_file.h"

#include <string>

#include "tests/catch.h"
#include "tests/programs/random_program.h"
#include "tests/scratch_folder.h"
#include "wirefold/importers/gzip.h"
#include "wirefold/ir/error.h"
#include "wirefold/optimizer/optimize.h"

namespace wirefold {
namespace {

std::string refusal(const std::string& path) {
  try {
    read_program(path, {});
  } catch (const IoError& error) {
    return error.what();
  }
  return "no IoError";
}

TEST_CASE("a program is read in each form, plain and compressed, whatever its file is called") {
  const ScratchFolder folder;
  Random random(4);
  const CombLogic logic = optimize(random_program(random, {.operations = 15, .widest = 16}));
  for (const ProgramForm form : {ProgramForm::kText, ProgramForm::kJson, ProgramForm::kAlir, ProgramForm::kCombJson}) {
    for (const std::string name : {"program", "program.gz"}) {
      const std::string path = folder / name;
      write_program(path, form, logic);
      const std::string bytes = read_bytes(path);
      CHECK(is_gzip(bytes) == (name == "program.gz"));
      if (!is_gzip(bytes)) CHECK(form_of(bytes) == form);
      const CombLogic back = read_program(path).logic;
      if (form == ProgramForm::kText || form == ProgramForm::kJson) {
        CHECK(back == logic);
      } else {
        CHECK(back.outputs()[0].shape.size() == 18);
      }
      write_program(path, form, logic);
      CHECK(read_bytes(path) == bytes);
    }
  }
}

TEST_CASE("the schedule of a program is in wirefold's JSON") {
  const ScratchFolder folder;
  const std::string path = folder / "scheduled.json.gz";
  Random random(5);
  const CombLogic logic = random_program(random, {.operations = 15});
  const Schedule schedule = random_schedule(logic, 4, 6);
  write_program(path, ProgramForm::kJson, logic, &schedule);
  const StoredProgram back = read_program(path);
  CHECK(back.logic == logic);
  REQUIRE(back.schedule.has_value());
  CHECK(back.schedule->stages == schedule.stages);
}

TEST_CASE("files that cannot be read are named") {
  const ScratchFolder folder;
  CHECK(refusal(folder / "missing") ==
        "read_program: '" + (folder / "missing") + "': cannot be opened: No such file or directory");
  write_bytes(folder / "empty", "");
  CHECK(refusal(folder / "empty") == "read_program: '" + (folder / "empty") + "': parse: line 1: the text is empty");
  write_bytes(folder / "object", "{\"a\": 1}");
  CHECK(refusal(folder / "object") == "read_program: '" + (folder / "object") + "': parse_json: 'schema' is missing");
  write_bytes(folder / "model", "{\"model\": 1}");
  CHECK(refusal(folder / "model") == "read_program: '" + (folder / "model") + "': parse_alir: 'meta' is missing");
  CHECK_THROWS_AS(write_program(folder / "no/such/folder", ProgramForm::kText, CombLogic()), IoError);
}

TEST_CASE("damaged compressed files are refused") {
  const InputFile file{"read_program", "file", {}};
  const std::string text(100000, 'x');
  const std::string bytes = gzip(text);
  CHECK(gunzip(bytes, file) == text);
  CHECK(gunzip(gzip("a") + gzip("b"), file) == "ab");
  CHECK(gunzip(gzip(""), file).empty());
  for (std::size_t size = 2; size < bytes.size(); ++size) {
    INFO(size);
    CHECK_THROWS_WITH(gunzip(bytes.substr(0, size), file), "read_program: 'file': the compressed file is cut off");
  }
  std::string flipped = bytes;
  flipped[bytes.size() - 6] ^= 1;
  CHECK_THROWS_WITH(gunzip(flipped, file), "read_program: 'file': the compressed file is damaged");
}

}  // namespace
}  // namespace wirefold
