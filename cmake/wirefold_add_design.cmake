# SPDX-License-Identifier: Apache-2.0
# wirefold_add_design(<name> SOURCES <file> .. [DIRECTORY <folder>] [LINKS <target> ..])
#
# A design that is generated when the project is built. SOURCES are a program that writes the project of a top module
# <name> into the folder that is its only argument:
#
#   int main(int, char** arguments) {
#     ...
#     wirefold::VerilogModel(logic, {.name = "<name>", .dir = arguments[1]}).write();
#   }
#
# The target <name> is built by default and leaves the project in DIRECTORY (${CMAKE_CURRENT_BINARY_DIR}/<name> unless
# given); its property WIREFOLD_RTL is the path of the Verilog. Where testing is enabled and the tools are found, ctest
# gets <name>/lint (Verilator, all warnings are errors) and <name>/test_bench (the self-checking test bench in Icarus).
function(wirefold_add_design name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DIRECTORY" "SOURCES;LINKS")
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES)
    message(FATAL_ERROR "wirefold_add_design(${name}): needs SOURCES, and takes DIRECTORY and LINKS; got ${ARGN}")
  endif()
  if(NOT arg_DIRECTORY)
    set(arg_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${name})
  endif()
  set(rtl ${arg_DIRECTORY}/rtl/${name}.v)
  set(test_bench ${arg_DIRECTORY}/tb/${name}_tb.v)

  add_executable(${name}_generator ${arg_SOURCES})
  target_link_libraries(${name}_generator PRIVATE wirefold::wirefold ${arg_LINKS})
  add_custom_command(OUTPUT ${rtl} ${test_bench}
    COMMAND ${name}_generator ${arg_DIRECTORY}
    COMMAND ${CMAKE_COMMAND} -E touch ${rtl} ${test_bench}
    COMMENT "Generating the design ${name}" VERBATIM)
  add_custom_target(${name} ALL DEPENDS ${rtl} ${test_bench})
  set_target_properties(${name} PROPERTIES WIREFOLD_RTL ${rtl})

  find_program(WIREFOLD_VERILATOR verilator)
  find_program(WIREFOLD_IVERILOG iverilog)
  find_program(WIREFOLD_VVP vvp)
  mark_as_advanced(WIREFOLD_VERILATOR WIREFOLD_IVERILOG WIREFOLD_VVP)
  if(WIREFOLD_VERILATOR)
    add_test(NAME ${name}/lint COMMAND ${WIREFOLD_VERILATOR} --lint-only -Wall --top-module ${name} -f files.f
      WORKING_DIRECTORY ${arg_DIRECTORY})
  endif()
  if(WIREFOLD_IVERILOG AND WIREFOLD_VVP)
    add_test(NAME ${name}/compile_test_bench
      COMMAND ${WIREFOLD_IVERILOG} -g2001 -Wall -s ${name}_tb -o ${name}_tb.vvp -f files.f ${test_bench}
      WORKING_DIRECTORY ${arg_DIRECTORY})
    add_test(NAME ${name}/test_bench COMMAND ${WIREFOLD_VVP} -N ${arg_DIRECTORY}/${name}_tb.vvp)
    set_tests_properties(${name}/compile_test_bench PROPERTIES FIXTURES_SETUP wirefold_${name}_test_bench)
    set_tests_properties(${name}/test_bench PROPERTIES FIXTURES_REQUIRED wirefold_${name}_test_bench)
  endif()
endfunction()
