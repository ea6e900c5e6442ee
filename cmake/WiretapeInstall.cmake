# What `cmake --install` puts down: the libraries, their headers, a package configuration file for
# find_package(wiretape), the command and the ready-made tapes. Inside somebody else's build wiretape installs nothing.
if(NOT PROJECT_IS_TOP_LEVEL)
  return()
endif()
include(CMakePackageConfigHelpers)

# Components, so that who streams only needs neither the mock server nor what that needs. A room belongs to the client
# where the client links it; all others come with the mock server, on whose rooms the recorder stands.
set(components client mockserver recorder)
set(client_rooms wiretape_text wiretape_wire wiretape_provider wiretape_net wiretape_client)
get_property(rooms GLOBAL PROPERTY WIRETAPE_ROOMS)
foreach(room IN LISTS rooms)
  set(component mockserver)
  if(room IN_LIST client_rooms)
    set(component client)
  elseif(room STREQUAL wiretape_recorder)
    set(component recorder)
  endif()
  string(PREPEND libraries_of_${component} " -l${room}") # the highest first, as a linker wants them
  install(TARGETS ${room} EXPORT wiretape-${component} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
endforeach()

set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/wiretape")
foreach(component IN LISTS components)
  install(EXPORT wiretape-${component} NAMESPACE wiretape:: DESTINATION ${package_folder})
endforeach()
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/wiretape-config.cmake.in" wiretape-config.cmake
                              INSTALL_DESTINATION ${package_folder} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(wiretape-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/wiretape-config.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/wiretape-config-version.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/FindSimdjson.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/FindLibYAML.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/FindRE2.cmake" "${CMAKE_CURRENT_LIST_DIR}/FindZstd.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/FindBrotli.cmake" "${CMAKE_CURRENT_LIST_DIR}/PkgConfigTarget.cmake"
        DESTINATION ${package_folder})

# The same for who builds without CMake: `pkg-config --cflags --libs wiretape-client`.
file(RELATIVE_PATH include_folder "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/${CMAKE_INSTALL_INCLUDEDIR}")
set(description_of_client "Streaming client for LLM providers")
string(CONCAT requires_of_client "openssl >= 3.0, zlib, libzstd >= 1.4, libbrotlidec >= 1.0, libbrotlicommon, "
       "fmt >= 9, simdjson >= 3") # static libraries bring none: what Brotli's share is named as well
set(description_of_mockserver "Mock LLM provider that plays tapes")
set(requires_of_mockserver "wiretape-client = ${PROJECT_VERSION}, yaml-0.1 >= 0.2.5, re2")
set(description_of_recorder "Recording proxy that makes tapes of LLM streams")
set(requires_of_recorder "wiretape-mockserver = ${PROJECT_VERSION}")
foreach(component IN LISTS components)
  set(description ${description_of_${component}})
  set(libraries "${libraries_of_${component}}")
  set(requires "${requires_of_${component}}")
  configure_file("${CMAKE_CURRENT_LIST_DIR}/wiretape.pc.in" wiretape-${component}.pc @ONLY)
  install(FILES "${CMAKE_CURRENT_BINARY_DIR}/wiretape-${component}.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endforeach()

# The headers in include/wiretape, the one for an io_context of one's own, and what those include: no others.
set(headers ${WIRETAPE_PUBLIC_HEADERS} "${PROJECT_SOURCE_DIR}/client/async_client.h")
set(installed "")
while(headers)
  list(POP_FRONT headers header)
  if(header IN_LIST installed)
    continue()
  endif()
  list(APPEND installed "${header}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${header}")
  file(STRINGS "${header}" includes REGEX "^#include \"wiretape/")
  list(TRANSFORM includes REPLACE "^#include \"wiretape/(.*)\"" "${PROJECT_SOURCE_DIR}/\\1")
  list(APPEND headers ${includes})
  file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}" "${header}")
  string(REGEX REPLACE "^include/wiretape/" "" folder "${folder}")
  get_filename_component(folder "${folder}" DIRECTORY)
  install(FILES "${header}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/wiretape/${folder}")
endwhile()
install(DIRECTORY fixtures DESTINATION "${CMAKE_INSTALL_DATADIR}/wiretape")
install(FILES docs/tape.schema.json DESTINATION "${CMAKE_INSTALL_DATADIR}/wiretape")
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(WIRETAPE_BUILD_CLI)
  install(TARGETS wiretape RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(FILES docs/wiretape.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
endif()
