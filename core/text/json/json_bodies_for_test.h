#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

// Bodies on which readers of JSON differ, and others made from them.

namespace wiretape::text {

inline std::vector<std::string> odd_json_bodies() {
  const std::string deep_list(200, '[');
  std::vector<std::string> bodies = {
      "",
      " ",
      "\n\t\r ",
      "null",
      "true",
      "false",
      "nul",
      "nulll",
      "truefalse",
      "true false",
      "True",
      "NaN",
      "Infinity",
      "-Infinity",
      "undefined",
      "'a'",
      "{'a':1}",
      "{a:1}",
      // Numbers
      "0",
      "-0",
      "-0.0",
      "0.0",
      "1",
      "01",
      "-01",
      "1.",
      ".5",
      "+1",
      "-",
      "--1",
      "1e5",
      "1E+5",
      "1e-5",
      "1e",
      "1e+",
      "1.5e3",
      "1e400",
      "-1e400",
      "1e-400",
      "1e308",
      "1e309",
      "1.7976931348623157e308",
      "5e-324",
      "0x10",
      "1_000",
      "9223372036854775807",
      "9223372036854775808",
      "-9223372036854775808",
      "-9223372036854775809",
      "18446744073709551615",
      "18446744073709551616",
      "123456789012345678901234567890",
      std::string(400, '9'),
      "0." + std::string(400, '3'),
      "1" + std::string(98, '0') + "e99",
      "1a",
      "1\"a\"",
      "1true",
      "[1 2]",
      "[1\f]",
      "[1\x1A]",
      "1\f",
      "1\v2",
      // Texts
      R"("")",
      R"("a)",
      R"(a")",
      R"("a""b")",
      R"("a"b)",
      R"("\n\t\r\b\f\/\\\"")",
      R"("\x")",
      R"("\)",
      R"("\")",
      R"("\\")",
      R"("\\\")",
      R"("\\\\")",
      R"("\u0041")",
      R"("\u004")",
      R"("\u00g1")",
      R"("\u0000")",
      R"("\U0041")",
      R"("\ud83d\ude00")",
      R"("\uD83D\uDE00")",
      R"("\ud83d")",
      R"("\ude00")",
      R"("\ud83d\u0041")",
      R"("\ud83dx")",
      R"("\ud83d\n")",
      R"("\ude00\ud83d")",
      R"("\ud83d\ud83d\ude00")",
      R"("\\ud83d")",
      R"("\\\ud83d\ude00\\")",
      "\"a\nb\"",
      "\"a\tb\"",
      "\"a\x01\"",
      "\"a\x7F\"",
      std::string("\"a\0b\"", 5),
      "\"\xC3\xA9\"",
      "\"\xFF\"",
      "\"\xC3\"",
      "\"\xC0\x80\"",
      "\"\xED\xA0\x80\"",
      "\"\xF4\x90\x80\x80\"",
      "\"\xF0\x9F\x98\x80\"",
      "\"\xE2\x82\"",
      "\"" + std::string(63, 'a') + R"(\\")",
      "\"" + std::string(62, 'a') + R"(\n")",
      "\"" + std::string(62, 'a') + R"(\")",
      "\"" + std::string(60, 'a') + R"(\ud83d\ude00")",
      "\"" + std::string(57, 'a') + R"(\ud83d\ude00")",
      // What stands around the value
      "\xEF\xBB\xBF{}",
      "\xEF\xBB\xBF",
      "\xEF\xBB{}",
      "\xEF\xBB\xBF \"a\"",
      std::string("{}\0", 3),
      std::string("{}\0garbage", 10),
      std::string("\0{}", 3),
      std::string("[1,\0 2]", 7),
      "{} {}",
      "{}x",
      "{},",
      "[],[]",
      "// a\n1",
      "/* a */ 1",
      "1 // a",
      "\xC2\xA0{}",
      "{}\xC2\xA0",
      "{}\xFF",
      // Objects and lists
      "{",
      "}",
      "[",
      "]",
      "{}",
      "[]",
      "[}",
      "{]",
      "{} ",
      " [ ] ",
      "[,]",
      "[1,]",
      "[,1]",
      "[1,,2]",
      "[[],[]]",
      "[[]",
      "[]]",
      "{\"a\"}",
      "{\"a\":}",
      "{\"a\":1,}",
      "{,\"a\":1}",
      "{\"a\":1 \"b\":2}",
      "{\"a\":1,\"b\":2}",
      "{\"a\" : 1 , \"b\" : [ ] }",
      "{1:2}",
      "{\"a\":1:2}",
      "[\"a\":1]",
      "{\"a\",1}",
      "{\"a\":\"b\":1}",
      "{null:1}",
      "{{}:1}",
      "{\"a\"\"b\":1}",
      "[:]",
      "{:}",
      R"({"a":1,"a":2})",
      R"({"a":{"b":1},"a":{"c":1}})",
      R"({"a":"x","b":"y","a":"z"})",
      R"({"\u0061":1,"a":2})",
      R"({"a":1,"\u0061":2})",
      R"({"":1})",
      R"({"a\"b":1})",
      R"({"a\\":1,"a":2})",
      R"({"model":"m","mod\u0065l":"n"})",
      R"({"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"text","text":"x"}]}]})",
      R"({"a":[1,2.5,"x",null,true,false,{"b":[]}]})",
      R"({"a":1}{"a":2})",
      R"({"a":1e400})",
      R"({"a":[1,2)",
      // Depth
      deep_list + std::string(200, ']'),
      deep_list + "[" + std::string(201, ']'),
      deep_list,
      "[" + deep_list + "]",
      std::string(5000, '['),
      std::string(5000, '{'),
  };
  std::string deep_object;
  for (int depth = 0; depth < 201; ++depth)
    deep_object += R"({"a":)";
  bodies.push_back(deep_object + "1" + std::string(201, '}'));
  bodies.push_back(deep_object.substr(5) + "1" + std::string(200, '}'));
  return bodies;
}

/// One of the odd bodies with a few bytes changed, taken out, put in or doubled. The same seed gives the same.
inline std::string mutated_json_body(std::mt19937& random) {
  static const auto bodies = odd_json_bodies();
  static const std::string bytes = "{}[],:\"\\ue\n 0123.-+truefalsn\xC3\xA9\x80\f";
  std::string body = bodies[random() % bodies.size()];
  if (random() % 2 == 0) body = "{\"a\":" + body + ",\"model\":\"m\"}";
  for (auto changes = random() % 4; changes > 0; --changes) {
    const auto at = random() % (body.size() + 1);
    const auto kind = random() % 3;
    if (kind == 0) body.insert(at, 1, bytes[random() % bytes.size()]);
    if (kind == 1 && at < body.size()) body[at] = bytes[random() % bytes.size()];
    if (kind == 2) body.erase(at, 1 + random() % 3);
  }
  return body;
}

}  // namespace wiretape::text
