# Makes httplib::httplib. Newer cpp-httplib brings a CMake package; Debian 12's has a pkg-config file only, whose defines
# must be those that its library was built with.
include("${CMAKE_CURRENT_LIST_DIR}/PkgConfigTarget.cmake")
find_package(httplib 0.11.4 CONFIG QUIET)
pkg_config_target(httplib::httplib HTTPLIB cpp-httplib>=0.11.4)
if(TARGET httplib::httplib)
  set(HTTPLIB_TARGET httplib::httplib)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Httplib REQUIRED_VARS HTTPLIB_TARGET)
