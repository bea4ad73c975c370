# SPDX-License-Identifier: Apache-2.0
# Installs the build below DIRECTORY, builds the consumer against the installed tree, runs it and the tests of its design;
# then configures it once more with wirefold as a subproject.
foreach(variable IN ITEMS SOURCE_DIR BINARY_DIR DIRECTORY GENERATOR CXX_COMPILER CXX_FLAGS BUILD_TYPE)
  if(NOT DEFINED ${variable})
    message(FATAL_ERROR "run.cmake: ${variable} is not set")
  endif()
endforeach()

function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${DIRECTORY})
set(settings -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${CXX_COMPILER} "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}"
  -DCMAKE_BUILD_TYPE=${BUILD_TYPE})

run(${CMAKE_COMMAND} --install ${BINARY_DIR} --prefix ${DIRECTORY}/prefix)
run(${CMAKE_COMMAND} -S ${SOURCE_DIR}/tests/consumer -B ${DIRECTORY}/package ${settings}
  -DCMAKE_PREFIX_PATH=${DIRECTORY}/prefix)
run(${CMAKE_COMMAND} --build ${DIRECTORY}/package)
run(${DIRECTORY}/package/consumer)
run(${CMAKE_CTEST_COMMAND} --test-dir ${DIRECTORY}/package --output-on-failure --no-tests=error)

run(${CMAKE_COMMAND} -S ${SOURCE_DIR}/tests/consumer -B ${DIRECTORY}/subproject ${settings}
  -DWIREFOLD_SUBPROJECT=${SOURCE_DIR})
