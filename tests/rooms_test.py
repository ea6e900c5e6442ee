#!/usr/bin/env python3
"""scripts/check-rooms finds an arrow up, a folder that is no room, and a crowd; and nothing in what is sound."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parent.parent / "scripts" / "check-rooms"


class CheckRooms(unittest.TestCase):
    def setUp(self):
        self.tree = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.tree)
        (self.tree / "scripts").mkdir()
        shutil.copy(SCRIPT, self.tree / "scripts")
        self.put("core/text/utf8.h", "")

    def put(self, file, text):
        path = self.tree / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def complaints(self):
        done = subprocess.run([sys.executable, self.tree / "scripts" / "check-rooms"], capture_output=True, text=True,
                              check=False)
        return done.stdout.splitlines() if done.returncode else []

    def test_arrows_down_are_sound(self):
        self.put("core/tape/tape.cpp", '#include "wiretape/core/text/utf8.h"\n#include "wiretape/core/tape/tape.h"\n')
        self.assertEqual(self.complaints(), [])

    def test_an_arrow_up_is_named(self):
        self.put("core/text/utf8.cpp", '#include <string>\n#include "wiretape/core/tape/tape.h"\n')
        self.assertEqual(self.complaints(), ["core/text/utf8.cpp: includes core/tape/tape.h, of a room above its own"])

    def test_tests_may_look_up(self):
        self.put("core/text/utf8_test.cpp", '#include "wiretape/core/tape/tape.h"\n')
        self.put("core/text/tapes_for_test.h", '#include "wiretape/core/tape/tape.h"\n')
        self.assertEqual(self.complaints(), [])

    def test_a_file_can_be_a_room(self):
        self.put("core/provider/dialect.h", '#include "wiretape/core/provider/dialects.h"\n')
        self.put("core/provider/dialects.cpp", '#include "wiretape/core/provider/openai_chat/openai_chat.h"\n')
        self.assertEqual(self.complaints(),
                         ["core/provider/dialect.h: includes core/provider/dialects.h, of a room above its own"])

    def test_a_folder_must_be_a_room(self):
        self.put("core/misc/helpers.h", "")
        self.assertEqual(self.complaints(),
                         ["core/misc/helpers.h: core/misc is no room; put it into the list in scripts/check-rooms"])

    def test_words_of_a_dialect_stay_where_it_is(self):
        self.put("core/provider/openai_chat/openai_chat.h", '"chat.completion.chunk"')
        self.put("core/tape/tape.h", '"content_blocks", "text"')
        self.put("core/tape/tape.cpp", 'if (type == "message_start") return;')
        self.assertEqual(self.complaints(), ["core/tape/tape.cpp: says message_start, a word of one dialect; what knows it "
                                             "belongs into core/provider"])

    def test_a_crowd_is_told(self):
        for number in range(34):
            self.put(f"core/text/text_{number}.h", "")
            self.put(f"core/text/text_{number}_test.cpp", "")
        self.assertEqual(self.complaints(), ["core/text: 35 files of production code, 34 at the most"])


if __name__ == "__main__":
    unittest.main()
