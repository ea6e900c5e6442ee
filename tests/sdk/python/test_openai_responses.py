"""The official openai SDK against `wiretape serve`, through the Responses API: what it makes of an answer must be what
../tapes say.

Run by ../run_sdk_test through `wiretape run`, which puts the server's address into WIRETAPE_URL.
"""

import json
import os

import openai
import pytest

QUESTION = "What does the tape say?"
TEXT = "Grüße aus 東京: the café costs €3 🍵, naïve as it sounds.\nSecond line, “quoted” \\ escaped."
CALLS = [
    ("call_oslo_weather", "get_weather", {"city": "Oslo", "days": 2}),
    ("call_tea_price", "get_price", {"item": "té verde", "currency": "EUR"}),
]


@pytest.fixture(scope="module")
def responses():
    # Strict: an answer that is not of the API's documented types is an error, where the SDK would mostly let it pass.
    with openai.OpenAI(
        base_url=os.environ["WIRETAPE_URL"] + "/v1",
        api_key="none",
        max_retries=0,
        timeout=30,
        _strict_response_validation=True,
    ) as client:
        yield client.responses


def stream(responses, model, **more):
    return list(responses.create(model=model, input=QUESTION, stream=True, **more))


def said(events, kind="response.output_text.delta"):
    return [event.delta for event in events if event.type == kind]


def calls_of(response):
    calls = [item for item in response.output if item.type == "function_call"]
    return [(call.call_id, call.name, json.loads(call.arguments)) for call in calls]


# Streaming


def test_text_streams_in_pieces(responses):
    events = stream(responses, "sdk-responses-text")
    assert "".join(said(events)) == TEXT
    assert len(said(events)) > 10
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert events[0].type == "response.created"
    response = events[-1].response
    assert events[-1].type == "response.completed"
    assert (response.id, response.created_at, response.model) == ("resp_sdk_text", 1750000000, "sdk-responses-text")
    assert (response.status, response.output_text) == ("completed", TEXT)
    assert response.usage.total_tokens == 34


def test_reasoning_and_two_calls(responses):
    events = stream(responses, "sdk-responses-tools")
    assert "".join(said(events, "response.reasoning_summary_text.delta")) == "They ask for two things."
    pieces = {}
    for event in events:
        if event.type == "response.function_call_arguments.delta":
            pieces.setdefault(event.output_index, []).append(event.delta)
    assert [json.loads("".join(each)) for each in pieces.values()] == [arguments for _, _, arguments in CALLS]
    assert all(len(each) > 1 for each in pieces.values())
    response = events[-1].response
    assert response.output[0].summary[0].text == "They ask for two things."
    assert response.output[0].encrypted_content == "c2VhbGVk"
    assert calls_of(response) == CALLS


def test_a_limit_leaves_the_response_incomplete(responses):
    last = stream(responses, "sdk-responses-length")[-1]
    assert last.type == "response.incomplete"
    assert last.response.status == "incomplete"
    assert last.response.incomplete_details.reason == "max_output_tokens"
    assert last.response.output_text == "This sentence stops in the mid"


def test_refusal(responses):
    events = stream(responses, "sdk-responses-refusal")
    assert "".join(said(events, "response.refusal.delta")) == "That is not something I will do."
    assert events[-1].response.output[0].content[0].refusal == "That is not something I will do."


def test_error_in_the_middle(responses):
    heard = []
    with pytest.raises(openai.APIError, match="The tape tore."):
        for event in responses.create(model="sdk-responses-error-mid-stream", input=QUESTION, stream=True):
            heard.append(event)
    assert "".join(said(heard)) == "All is well, and then"


# The SDK's own stream helper


def test_helper_assembles_the_response(responses):
    with responses.stream(model="sdk-responses-text", input=QUESTION) as events:
        pieces = [event.delta for event in events if event.type == "response.output_text.delta"]
        response = events.get_final_response()
    assert "".join(pieces) == TEXT
    assert response.output_text == TEXT


def test_helper_assembles_calls(responses):
    with responses.stream(model="sdk-responses-tools", input=QUESTION) as events:
        done = [event for event in events if event.type == "response.function_call_arguments.done"]
        response = events.get_final_response()
    assert [json.loads(event.arguments) for event in done] == [arguments for _, _, arguments in CALLS]
    assert calls_of(response) == CALLS


# Not streamed


def test_whole_answer(responses):
    response = responses.create(model="sdk-responses-text", input=QUESTION)
    assert (response.id, response.status, response.output_text) == ("resp_sdk_text", "completed", TEXT)
    assert response.usage.input_tokens_details.cached_tokens == 4


def test_whole_answer_with_calls(responses):
    assert calls_of(responses.create(model="sdk-responses-tools", input=[{"role": "user", "content": QUESTION}])) == CALLS


def test_whole_error(responses):
    with pytest.raises(openai.InternalServerError, match="The tape tore."):
        responses.create(model="sdk-responses-error-mid-stream", input=QUESTION)
