# Makes re2::re2. Newer RE2 brings a CMake package; Debian 12's has a pkg-config file only.
include("${CMAKE_CURRENT_LIST_DIR}/PkgConfigTarget.cmake")
find_package(re2 CONFIG QUIET)
pkg_config_target(re2::re2 RE2 re2)
if(TARGET re2::re2)
  set(RE2_TARGET re2::re2)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(RE2 REQUIRED_VARS RE2_TARGET)
