"""Holds the dialogues of ../../../fixtures/websocket with `wiretape run`: by the package websockets, and by the official
openai SDK's connections to Realtime and to Responses. Usage: talk_by_websocket.py URL
"""

import json
import sys

import openai
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect


def talk(url):
    with connect(f"{url}/talk", subprotocols=["other", "talk.v1"]) as socket:
        assert socket.subprotocol == "talk.v1"
        assert json.loads(socket.recv()) == {"type": "hello"}
        socket.send(json.dumps({"type": "ask", "about": "anything"}))
        assert json.loads(socket.recv()) == {"type": "answer", "text": "Yes."}
        socket.ping().wait(30)
        socket.send("good bye")
        for _ in socket:
            raise AssertionError("there is nothing more to say")
        assert (socket.close_code, socket.close_reason) == (1000, "done")


def chunks(url):
    with connect(f"{url}/v1/stream") as socket:
        socket.send(json.dumps({"prompt": "Count to two."}))
        said = ""
        while (message := socket.recv()) != "[DONE]":
            said += json.loads(message)["choices"][0]["delta"]["content"]
        assert said == "One, two.", said


def cut(url):
    with connect(f"{url}/v1/cut") as socket:
        assert socket.recv() == bytes([0, 1, 2, 3])
        try:
            socket.recv()
        except ConnectionClosedError as error:
            assert error.rcvd is None, error  # what clients call 1006
        else:
            raise AssertionError("a message that was never whole")


def echo(url):
    with connect(f"{url}/echo") as socket:  # which offers to pack messages
        assert "permessage-deflate" in socket.response.headers["Sec-WebSocket-Extensions"]
        for message in ("one", "one", "", "x" * 200_000, bytes(range(256)) * 300):
            socket.send(message)
            assert socket.recv() == message
        socket.send(["in ", "several ", "fragments"])
        assert socket.recv() == "in several fragments"


def responses(url):
    client = openai.OpenAI(base_url=f"{url}/v1".replace("ws:", "http:"), api_key="none")
    with client.responses.connect() as connection:
        said, last = [], None
        for question in ("Hello?", "Bye."):
            connection.response.create(model="gpt-5", input=question, **({"previous_response_id": last} if last else {}))
            for event in connection:
                if event.type == "response.output_text.delta":
                    said.append(event.delta)
                if event.type == "response.completed":
                    last = event.response.id
                    assert event.response.output_text in "".join(said)
                    break
    assert ("".join(said), last) == ("Hello from the tape.Good-bye.", "resp_2"), (said, last)


def realtime(url):
    client = openai.OpenAI(base_url=f"{url}/v1".replace("ws:", "http:"), api_key="none")
    kinds, said = [], ""
    with client.realtime.connect(model="gpt-realtime") as connection:
        connection.session.update(session={"type": "realtime", "output_modalities": ["text"]})
        connection.conversation.item.create(
            item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Say hello."}]}
        )
        connection.response.create()
        for event in connection:
            kinds.append(event.type)
            if event.type == "response.output_text.delta":
                said += event.delta
            if event.type == "rate_limits.updated":
                break
    assert said == "Hello from the tape.", said
    assert kinds[:2] == ["session.created", "session.updated"], kinds
    assert kinds[-2] == "response.done", kinds


if __name__ == "__main__":
    url = sys.argv[1].replace("http:", "ws:")
    talk(url)
    chunks(url)
    cut(url)
    echo(url)
    responses(url)
    realtime(url)
