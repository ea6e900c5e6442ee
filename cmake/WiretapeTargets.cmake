# How every target of wiretape is made: one function for a room (a static library and its tests), so that flags,
# include paths and the install set are said once.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(WIRETAPE_CCACHE_PROGRAM ccache)
if(WIRETAPE_CCACHE AND WIRETAPE_CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without the sloppiness ccache would pass over everything that uses a precompiled header. With paths taken relative to
  # the project one clone finds what another has compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}"
      CCACHE_NOHASHDIR=1 "${WIRETAPE_CCACHE_PROGRAM}")
endif()

# Inside the tree and after installation a header has one spelling: "wiretape/core/wire/ending.h".
set(WIRETAPE_INCLUDE_ROOT "${PROJECT_BINARY_DIR}/include")
file(MAKE_DIRECTORY "${WIRETAPE_INCLUDE_ROOT}/wiretape")
foreach(room core client convert mockserver recorder)
  file(CREATE_LINK "${PROJECT_SOURCE_DIR}/${room}" "${WIRETAPE_INCLUDE_ROOT}/wiretape/${room}" SYMBOLIC)
endforeach()
file(GLOB WIRETAPE_PUBLIC_HEADERS CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/wiretape/*.h")
foreach(header IN LISTS WIRETAPE_PUBLIC_HEADERS)
  get_filename_component(name "${header}" NAME)
  file(CREATE_LINK "${header}" "${WIRETAPE_INCLUDE_ROOT}/wiretape/${name}" SYMBOLIC)
endforeach()

# Less code to compile, and to load at each start; bench/callgrind.py counts what the hot paths cost.
if(PROJECT_IS_TOP_LEVEL)
  string(REPLACE "-O3" "-O2" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
endif()

add_library(wiretape_flags INTERFACE)
target_compile_options(wiretape_flags INTERFACE $<$<CONFIG:Release>:-ffunction-sections -fdata-sections>)
target_compile_options(wiretape_flags INTERFACE -Wall -Wextra -Wpedantic $<$<BOOL:${WIRETAPE_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 sees impossible sizes wherever -O3 inlines std::string (GCC bugs 105651 and 105329); mended in 13.
  target_compile_options(wiretape_flags INTERFACE -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow)
endif()
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Means headers that use an anonymous namespace, and takes every file of a unity build for one.
  target_compile_options(wiretape_flags INTERFACE -Wno-subobject-linkage)
endif()
if(WIRETAPE_SANITIZE)
  target_compile_options(wiretape_flags INTERFACE -fsanitize=${WIRETAPE_SANITIZE} -fno-sanitize-recover=all
                                                  -fno-omit-frame-pointer)
  target_link_options(wiretape_flags INTERFACE -fsanitize=${WIRETAPE_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND WIRETAPE_SANITIZE MATCHES thread)
    target_compile_options(wiretape_flags INTERFACE -Wno-tsan) # asio's fences, which TSan does not follow
  endif()
endif()

# What is tested is optimised and instrumented in full. The tests need not be, and compile in half the time so: linked
# behind the flags.
add_library(wiretape_test_flags INTERFACE)
target_compile_options(wiretape_test_flags INTERFACE -O0)
if(WIRETAPE_SANITIZE)
  target_compile_options(wiretape_test_flags INTERFACE -fno-sanitize=undefined)
endif()

# Unity builds, which most presets are, compile up to eight files of one folder as one: a third of the time. What a folder
# gets together does not change with what other folders hold, so file-local names are unique in a folder and need be no
# more. The preset `debug` compiles each file by itself, and clang-tidy reads each by itself: they show what one forgot to
# include.
function(wiretape_group_by_folder)
  set(last_folder "")
  set(count 0)
  foreach(source IN LISTS ARGN)
    get_filename_component(folder "${source}" DIRECTORY)
    if(NOT folder STREQUAL last_folder)
      set(last_folder "${folder}")
      set(count 0)
    endif()
    math(EXPR batch "${count} / 8")
    math(EXPR count "${count} + 1")
    string(MAKE_C_IDENTIFIER "${folder}_${batch}" group)
    set_property(SOURCE "${source}" PROPERTY UNITY_GROUP "${group}")
  endforeach()
endfunction()

# The .cpp files below this folder, sorted: `sources` those of the library, `tests` those of its tests. What lies in
# testing/ is neither. A new file needs no line anywhere.
macro(wiretape_find_sources)
  file(GLOB_RECURSE sources RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" CONFIGURE_DEPENDS *.cpp)
  list(FILTER sources EXCLUDE REGEX "(^|/)testing/")
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
endmacro()

# wiretape_room(wire SOURCES … PUBLIC … PRIVATE … TEST_LIBRARIES …): all .cpp files below this folder
#   SOURCES         further files, that the build makes
#   PUBLIC          libraries that its headers need
#   PRIVATE         libraries that only its .cpp files need
#   TEST_LIBRARIES  further libraries that only the tests need
#   COMMAND_ONLY    it is part of the command: not installed
function(wiretape_room name)
  cmake_parse_arguments(ROOM "COMMAND_ONLY" "" "SOURCES;PUBLIC;PRIVATE;TEST_LIBRARIES" ${ARGN})
  wiretape_find_sources()
  wiretape_group_by_folder(${sources})
  add_library(wiretape_${name} STATIC ${sources} ${ROOM_SOURCES})
  add_library(wiretape::${name} ALIAS wiretape_${name})
  set_target_properties(wiretape_${name} PROPERTIES EXPORT_NAME ${name} UNITY_BUILD_MODE GROUP)
  target_compile_features(wiretape_${name} PUBLIC cxx_std_20)
  target_include_directories(wiretape_${name} PUBLIC $<BUILD_INTERFACE:${WIRETAPE_INCLUDE_ROOT}>
                                                     $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_link_libraries(wiretape_${name} PUBLIC ${ROOM_PUBLIC} PRIVATE ${ROOM_PRIVATE} $<BUILD_INTERFACE:wiretape_flags>)
  if(NOT ROOM_COMMAND_ONLY)
    set_property(GLOBAL APPEND PROPERTY WIRETAPE_ROOMS wiretape_${name})
  endif()
  if(WIRETAPE_BUILD_TESTS)
    wiretape_test(${name}_tests SOURCES ${tests} LIBRARIES wiretape_${name} ${ROOM_TEST_LIBRARIES})
  endif()
endfunction()

# wiretape_test(wire_tests SOURCES … LIBRARIES …): one GoogleTest program, which CTest runs in parts, with the program's
# name as their label. A process for each of some thousand tests would take longer than the tests do.
set(WIRETAPE_TEST_PARTS 4)
function(wiretape_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LIBRARIES" ${ARGN})
  wiretape_group_by_folder(${TEST_SOURCES})
  add_executable(${name} ${TEST_SOURCES})
  set_target_properties(${name} PROPERTIES UNITY_BUILD_MODE GROUP)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  foreach(source IN LISTS TEST_SOURCES)
    file(STRINGS "${CMAKE_CURRENT_SOURCE_DIR}/${source}" uses_folder REGEX WIRETAPE_SOURCE_DIR LIMIT_COUNT 1)
    if(uses_folder) # only where it is used: it is another one in every clone, and would keep ccache from finding anything
      set_property(SOURCE "${source}" APPEND PROPERTY COMPILE_DEFINITIONS WIRETAPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    endif()
  endforeach()
  target_link_libraries(${name} PRIVATE ${TEST_LIBRARIES} GTest::gmock GTest::gtest_main nlohmann_json::nlohmann_json
                                        wiretape_flags wiretape_test_flags)
  target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  target_precompile_headers(${name} PRIVATE <gmock/gmock.h> <gtest/gtest.h> <nlohmann/json.hpp>)
  math(EXPR last_part "${WIRETAPE_TEST_PARTS} - 1")
  foreach(part RANGE ${last_part})
    add_test(NAME ${name}.${part} COMMAND ${name} --gtest_brief=1)
    set_tests_properties(${name}.${part} PROPERTIES LABELS ${name} TIMEOUT 1800
                         ENVIRONMENT "GTEST_TOTAL_SHARDS=${WIRETAPE_TEST_PARTS};GTEST_SHARD_INDEX=${part}")
  endforeach()
endfunction()
