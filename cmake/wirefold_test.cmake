# SPDX-License-Identifier: Apache-2.0
# wirefold_test(<name> LABEL fast|cosim|slow|peers SOURCES .. [LINKS ..])
#
# One executable of Catch2 tests; every TEST_CASE becomes a ctest of its own, named "<name>/<test case>". Few and large
# executables link faster than many small ones. The tests find the repository as WIREFOLD_SOURCE_DIR and may write below
# WIREFOLD_TEST_DIR.
find_package(Catch2 REQUIRED)
include(Catch)

add_library(wirefold_test_main OBJECT ${PROJECT_SOURCE_DIR}/tests/main.cc)
target_compile_features(wirefold_test_main PUBLIC cxx_std_20)
target_include_directories(wirefold_test_main PUBLIC ${PROJECT_SOURCE_DIR})
target_link_libraries(wirefold_test_main PUBLIC Catch2::Catch2)
if(Catch2_VERSION VERSION_LESS 3)
  set(catch_arguments --warn NoTests)  # or a name that Catch2 does not find again passes as zero tests
else()
  set(catch_arguments "")
endif()

function(wirefold_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL" "SOURCES;LINKS")
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_LABEL MATCHES "^(fast|cosim|slow|peers)$")
    message(FATAL_ERROR "wirefold_test(${name}): LABEL is fast, cosim, slow or peers; got ${ARGN}")
  endif()
  set(target wirefold_${name}_tests)
  set(directory ${PROJECT_BINARY_DIR}/tests/${name})
  file(MAKE_DIRECTORY ${directory})
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE wirefold_test_main wirefold::wirefold ${arg_LINKS})
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)  # the tests compile longer than they run
  target_compile_definitions(${target} PRIVATE
    WIREFOLD_SOURCE_DIR="${PROJECT_SOURCE_DIR}" WIREFOLD_TEST_DIR="${directory}")
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  catch_discover_tests(${target} TEST_PREFIX ${name}/ EXTRA_ARGS ${catch_arguments} WORKING_DIRECTORY ${directory}
    PROPERTIES LABELS ${arg_LABEL} TIMEOUT 600)
endfunction()
