"""Ollama's own SDK against `wiretape serve`: what it makes of an answer must be what ../tapes say.

Run by ../run_sdk_test through `wiretape run`, which puts the server's address into WIRETAPE_URL.
"""

import os

import ollama
import pytest

QUESTION = [{"role": "user", "content": "What does the tape say?"}]
TEXT = "Grüße aus 東京: the café costs €3 🍵, naïve as it sounds.\nSecond line, “quoted” \\ escaped."
CALLS = [
    ("get_weather", {"city": "Oslo", "days": 2}),
    ("get_price", {"item": "té verde", "currency": "EUR"}),
]


@pytest.fixture(scope="module")
def client():
    return ollama.Client(host=os.environ["WIRETAPE_URL"], timeout=30)


def calls_of(message):
    return [(call.function.name, call.function.arguments) for call in message.tool_calls or []]


def test_text_streams_in_pieces(client):
    parts = list(client.chat(model="sdk-ollama-text", messages=QUESTION, stream=True, think=True))
    pieces = [part.message.content for part in parts if part.message.content]
    assert "".join(pieces) == TEXT
    assert len(pieces) > 10
    assert "".join(part.message.thinking or "" for part in parts) == "They want it short."
    assert [part.done for part in parts] == [False] * (len(parts) - 1) + [True]
    last = parts[-1]
    assert (last.done_reason, last.prompt_eval_count, last.eval_count) == ("stop", 11, 23)
    assert (last.total_duration, last.eval_duration) == (4200, 3900)


def test_whole_answer(client):
    answer = client.chat(model="sdk-ollama-text", messages=QUESTION)
    assert (answer.model, answer.message.role, answer.message.content) == ("sdk-ollama-text", "assistant", TEXT)
    assert (answer.done, answer.eval_count) == (True, 23)


@pytest.mark.parametrize("is_stream", [True, False])
def test_two_parallel_tool_calls(client, is_stream):
    answer = client.chat(model="sdk-ollama-tools", messages=QUESTION, stream=is_stream)
    parts = list(answer) if is_stream else [answer]
    assert [call for part in parts for call in calls_of(part.message)] == CALLS
    assert parts[-1].done_reason == "stop"


def test_goes_on_from_a_prompt(client):
    parts = list(client.generate(model="sdk-ollama-generate", prompt="Once upon a time", stream=True))
    assert "".join(part.response for part in parts) == " and they lived on."
    assert parts[-1].done_reason == "length"
    assert client.generate(model="sdk-ollama-generate", prompt="Once").response == " and they lived on."


def test_error_after_some_text(client):
    pieces = []
    with pytest.raises(ollama.ResponseError) as caught:
        for part in client.chat(model="sdk-ollama-error-event", messages=QUESTION, stream=True):
            pieces.append(part.message.content)
    assert "".join(pieces) == "So far, so gööd"
    assert caught.value.error == "model runner has unexpectedly stopped"


@pytest.mark.parametrize("is_stream", [True, False])
def test_error_answers(client, is_stream):
    with pytest.raises(ollama.ResponseError) as caught:
        list(client.chat(model="sdk-ollama-404", messages=QUESTION, stream=is_stream))
    assert (caught.value.status_code, caught.value.error) == (404, "model 'none' not found")


@pytest.mark.skipif("WIRETAPE_RECORDED" in os.environ, reason="no exchange was recorded of it")
def test_models_are_listed(client):
    assert "sdk-ollama-text" in [model.model for model in client.list().models]
