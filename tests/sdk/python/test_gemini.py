"""Google's own SDK against `wiretape serve`: what it makes of an answer must be what ../tapes say.

Run by ../run_sdk_test through `wiretape run`, which puts the server's address into WIRETAPE_URL.
"""

import base64
import os

import pytest
from google import genai
from google.genai import errors, types

QUESTION = "What does the tape say?"
TEXT = "Grüße aus 東京: the café costs €3 🍵, naïve as it sounds.\nSecond line, “quoted” \\ escaped."
CALLS = [
    ("call_oslo", "get_weather", {"city": "Oslo", "days": 2}),
    ("call_tea", "get_price", {"item": "té verde", "currency": "EUR"}),
]


@pytest.fixture(scope="module")
def client():
    options = types.HttpOptions(base_url=os.environ["WIRETAPE_URL"], timeout=30_000)
    return genai.Client(api_key="none", vertexai=False, http_options=options)


def stream(client, model):
    return list(client.models.generate_content_stream(model=model, contents=QUESTION))


def parts(chunks):
    found = [chunk.candidates[0].content.parts for chunk in chunks if chunk.candidates]
    return [part for list_ in found for part in list_ or []]


def said(parts, is_thought):
    return "".join(part.text for part in parts if part.text and bool(part.thought) == is_thought)


def calls_in(parts):
    calls = [part.function_call for part in parts if part.function_call]
    return [(call.id, call.name, call.args) for call in calls]


def test_text_streams_in_pieces(client):
    chunks = stream(client, "sdk-gemini-text")
    assert said(parts(chunks), False) == TEXT
    assert said(parts(chunks), True) == "They want it short."
    assert len(chunks) > 10
    assert {chunk.response_id for chunk in chunks} == {"wiretape-response-00001"}
    assert {chunk.model_version for chunk in chunks} == {"sdk-gemini-text"}
    assert chunks[-1].candidates[0].finish_reason == types.FinishReason.STOP
    assert chunks[-1].usage_metadata.thoughts_token_count == 4


def test_whole_answer(client):
    answer = client.models.generate_content(model="sdk-gemini-text", contents=QUESTION)
    assert answer.text == TEXT
    assert answer.candidates[0].finish_reason == types.FinishReason.STOP
    assert answer.usage_metadata.total_token_count == 38


def test_function_calls_come_with_their_signature(client):
    chunks = stream(client, "sdk-gemini-tools")
    assert calls_in(parts(chunks)) == CALLS
    signatures = [part.thought_signature for part in parts(chunks) if part.thought_signature]
    assert len(signatures) == 1 and base64.b64encode(signatures[0])
    assert chunks[-1].candidates[0].finish_reason == types.FinishReason.STOP


def test_function_calls_of_a_whole_answer(client):
    answer = client.models.generate_content(model="sdk-gemini-tools", contents=QUESTION)
    assert calls_in(answer.candidates[0].content.parts) == CALLS


def test_blocked_prompt(client):
    for answer in [*stream(client, "sdk-gemini-blocked"),
                   client.models.generate_content(model="sdk-gemini-blocked", contents=QUESTION)]:
        assert not answer.candidates
        assert answer.prompt_feedback.block_reason == types.BlockedReason.PROHIBITED_CONTENT
        assert answer.prompt_feedback.block_reason_message == "The prompt was blocked."


def test_error_after_some_text(client):
    chunks = []
    with pytest.raises(errors.ServerError) as caught:
        for chunk in client.models.generate_content_stream(model="sdk-gemini-error-event", contents=QUESTION):
            chunks.append(chunk)
    assert said(parts(chunks), False) == "So far, so gööd"
    assert (caught.value.code, caught.value.status, caught.value.message) == (503, "UNAVAILABLE", "the model fell over")


@pytest.mark.parametrize(("status", "word"), [(400, "INVALID_ARGUMENT"), (429, "RESOURCE_EXHAUSTED")])
def test_error_answers(client, status, word):
    with pytest.raises(errors.ClientError) as caught:
        client.models.generate_content(model=f"sdk-gemini-{status}", contents=QUESTION)
    assert (caught.value.code, caught.value.status) == (status, word)


def test_tokens_of_a_prompt_and_models(client):
    assert client.models.count_tokens(model="sdk-gemini-other", contents="one two three").total_tokens == 3
    assert client.models.get(model="sdk-gemini-text").name == "models/sdk-gemini-text"
