#!/usr/bin/env python3
import json
import unittest

from agent_request import SIZE, agent_request_body
from http_bytes import LAST_CHUNK, body_request, chat_request, chunked_response, get_request, parse_response

EVENTS = [b"data: one\n\n", b"data: \r\n0\r\n\r\n\n\n", b"data: [DONE]\n\n"]


class ParseResponse(unittest.TestCase):
    def test_chunked_response_is_complete_at_its_last_byte_only(self):
        sent = chunked_response(EVENTS).bytes
        for length in range(len(sent)):
            with self.subTest(length=length):
                response = parse_response(sent[:length])
                self.assertTrue(response is None or not response.complete)
        self.assertTrue(parse_response(sent).complete)

    def test_response_is_kept_byte_for_byte(self):
        sent = chunked_response(EVENTS).bytes
        self.assertEqual(parse_response(sent).bytes, sent)

    def test_body_has_no_framing(self):
        self.assertEqual(parse_response(chunked_response(EVENTS).bytes).body(), b"".join(EVENTS))

    def test_only_whole_chunks_count(self):
        sent = chunked_response(EVENTS).bytes
        first_chunk_end = sent.index(EVENTS[0]) + len(EVENTS[0]) + 2
        self.assertEqual(len(parse_response(sent[: first_chunk_end - 1]).chunks), 0)
        self.assertEqual(len(parse_response(sent[:first_chunk_end]).chunks), 1)

    def test_content_length_response(self):
        sent = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
        self.assertFalse(parse_response(sent[:-1]).complete)
        self.assertTrue(parse_response(sent).complete)
        self.assertEqual(parse_response(sent).body(), b"hello")

    def test_bytes_after_the_end_are_not_a_complete_response(self):
        self.assertFalse(parse_response(chunked_response(EVENTS).bytes + b"H").complete)


class Writes(unittest.TestCase):
    def test_one_write_an_event_with_head_and_last_chunk_beside_the_first_and_last(self):
        response = parse_response(chunked_response(EVENTS).bytes)
        writes = response.writes()
        self.assertEqual(len(writes), len(EVENTS))
        self.assertEqual(b"".join(writes), response.bytes)
        self.assertTrue(writes[0].startswith(response.head) and EVENTS[0] in writes[0])
        self.assertTrue(writes[-1].endswith(EVENTS[-1] + b"\r\n" + LAST_CHUNK))

    def test_one_fragment_is_one_write(self):
        self.assertEqual(len(chunked_response([b"".join(EVENTS)]).writes()), 1)


class Requests(unittest.TestCase):
    def test_content_length_is_the_body_s(self):
        head, body = chat_request("/v1/chat/completions").split(b"\r\n\r\n")
        self.assertIn(b"content-length: %d" % len(body), head.split(b"\r\n"))

    def test_an_agent_s_request_is_json_of_its_size(self):
        body = agent_request_body()
        self.assertEqual(len(body), SIZE)
        self.assertEqual(len(json.loads(body)["tools"]), 40)
        self.assertTrue(body_request("/v1/chat/completions", body).endswith(b"\r\n\r\n" + body))

    def test_get_has_no_body(self):
        self.assertTrue(get_request("/stream").endswith(b"\r\n\r\n"))


if __name__ == "__main__":
    unittest.main()
