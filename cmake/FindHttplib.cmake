# Makes httplib::httplib. Newer cpp-httplib brings a CMake package; Debian 12's has a pkg-config file only, whose defines
# must be those that its library was built with.
include("${CMAKE_CURRENT_LIST_DIR}/PkgConfigTarget.cmake")
find_package(httplib CONFIG QUIET) # without a version: its version file would take no newer one
if(NOT httplib_FOUND)
  pkg_config_target(httplib::httplib HTTPLIB cpp-httplib)
  set(httplib_VERSION "${HTTPLIB_VERSION}")
endif()
if(TARGET httplib::httplib)
  set(HTTPLIB_TARGET httplib::httplib)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Httplib REQUIRED_VARS HTTPLIB_TARGET VERSION_VAR httplib_VERSION)
