# Makes httplib::httplib. Newer cpp-httplib brings a CMake package; Debian 12's has a pkg-config file only, whose defines
# must be those that its library was built with.
find_package(httplib 0.11.4 CONFIG QUIET)
if(NOT TARGET httplib::httplib)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(HTTPLIB QUIET IMPORTED_TARGET cpp-httplib>=0.11.4)
  endif()
  if(TARGET PkgConfig::HTTPLIB)
    add_library(httplib::httplib INTERFACE IMPORTED)
    target_link_libraries(httplib::httplib INTERFACE PkgConfig::HTTPLIB)
  endif()
endif()
if(TARGET httplib::httplib)
  set(HTTPLIB_TARGET httplib::httplib)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Httplib REQUIRED_VARS HTTPLIB_TARGET)
