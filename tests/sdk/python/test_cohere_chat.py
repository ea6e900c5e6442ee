"""Cohere's own SDK against `wiretape serve`: what it makes of an answer must be what ../tapes say.

Run by ../run_sdk_test through `wiretape run`, which puts the server's address into WIRETAPE_URL.
"""

import json
import os

import cohere
import pytest

QUESTION = [{"role": "user", "content": "What does the tape say?"}]
TEXT = "Grüße aus 東京: the café costs €3 🍵, naïve as it sounds.\nSecond line, “quoted” \\ escaped."
CALLS = [
    ("get_weather_oslo", "get_weather", {"city": "Oslo", "days": 2}),
    ("get_price_tea", "get_price", {"item": "té verde", "currency": "EUR"}),
]


@pytest.fixture(scope="module")
def client():
    return cohere.ClientV2(api_key="none", base_url=os.environ["WIRETAPE_URL"], timeout=30)


def stream(client, model):
    return list(client.chat_stream(model=model, messages=QUESTION))


def contents(events, member):
    contents = [event.delta.message.content for event in events if event.type == "content-delta"]
    return [text for text in (getattr(content, member) for content in contents) if text]


def calls_in(events):
    calls = []
    for event in events:
        if event.type == "tool-call-start":
            call = event.delta.message.tool_calls
            calls.append([call.id, call.function.name, ""])
        elif event.type == "tool-call-delta":
            calls[event.index][2] += event.delta.message.tool_calls.function.arguments
    return [(id_, name, json.loads(arguments)) for id_, name, arguments in calls]


def test_text_streams_in_pieces(client):
    events = stream(client, "sdk-command-text")
    pieces = contents(events, "text")
    assert "".join(pieces) == TEXT
    assert len(pieces) > 10
    assert "".join(contents(events, "thinking")) == "They want it short."
    assert events[0].id == "6f1c0e52-0000-4000-8000-5d6b7a1e0001"
    assert (events[0].type, events[-1].type) == ("message-start", "message-end")
    assert events[-1].delta.finish_reason == "COMPLETE"
    assert events[-1].delta.usage.tokens.input_tokens == 211


def test_whole_answer(client):
    answer = client.chat(model="sdk-command-text", messages=QUESTION)
    thinking, text = answer.message.content
    assert (thinking.type, thinking.thinking) == ("thinking", "They want it short.")
    assert (text.type, text.text) == ("text", TEXT)
    assert (answer.finish_reason, answer.usage.billed_units.output_tokens) == ("COMPLETE", 23)


def test_tool_calls_stream_behind_their_plan(client):
    events = stream(client, "sdk-command-tools")
    plan = [event.delta.message.tool_plan for event in events if event.type == "tool-plan-delta"]
    assert "".join(plan) == "I will look up both."
    assert calls_in(events) == CALLS
    assert events[-1].delta.finish_reason == "TOOL_CALL"


def test_tool_calls_of_a_whole_answer(client):
    message = client.chat(model="sdk-command-tools", messages=QUESTION).message
    assert message.tool_plan == "I will look up both."
    calls = [(call.id, call.function.name, json.loads(call.function.arguments)) for call in message.tool_calls]
    assert calls == CALLS


def test_citations(client):
    events = stream(client, "sdk-command-citations")
    (start,) = [event for event in events if event.type == "citation-start"]
    assert start.delta.message.citations.text == "upright"


def test_error_after_some_text(client):
    events = stream(client, "sdk-command-error-event")
    assert "".join(contents(events, "text")) == "So far, so gööd"
    assert (events[-1].delta.finish_reason, events[-1].delta.error) == ("ERROR", "the model fell over")


@pytest.mark.parametrize(
    ("status", "error"), [(401, cohere.UnauthorizedError), (429, cohere.TooManyRequestsError)]
)
def test_error_answers(client, status, error):
    with pytest.raises(error) as caught:
        client.chat(model=f"sdk-command-{status}", messages=QUESTION, request_options={"max_retries": 0})
    assert caught.value.status_code == status
