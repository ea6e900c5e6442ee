"""The official anthropic SDK against `wiretape serve`: what it makes of an answer must be what ../tapes say.

Run by ../run_sdk_test through `wiretape run`, which puts the server's address into WIRETAPE_URL.
"""

import os

import anthropic
import pytest

QUESTION = [{"role": "user", "content": "What does the tape say?"}]
TEXT = "Grüße aus 東京: the café costs €3 🍵, naïve as it sounds.\nSecond line, “quoted” \\ escaped."
CALLS = [
    ("toolu_oslo_weather", "get_weather", {"city": "Oslo", "days": 2}),
    ("toolu_tea_price", "get_price", {"item": "té verde", "currency": "EUR"}),
]


@pytest.fixture(scope="module")
def messages():
    with anthropic.Anthropic(
        base_url=os.environ["WIRETAPE_URL"], api_key="none", max_retries=0, timeout=30
    ) as client:
        yield client.messages


def ask(messages, model, **more):
    return messages.create(model=model, max_tokens=100, messages=QUESTION, **more)


def final(messages, model):
    """What the SDK's own helper assembles from a stream."""
    with messages.stream(model=model, max_tokens=100, messages=QUESTION) as stream:
        return stream.get_final_message()


def calls_of(message):
    return [(block.id, block.name, block.input) for block in message.content if block.type == "tool_use"]


def test_text_streams_in_pieces(messages):
    events = list(ask(messages, "sdk-claude-text", stream=True))
    pieces = [
        event.delta.text
        for event in events
        if event.type == "content_block_delta" and event.delta.type == "text_delta"
    ]
    assert "".join(pieces) == TEXT
    assert len(pieces) > 10
    assert (events[0].type, events[-1].type) == ("message_start", "message_stop")


def test_cuts_inside_characters_do_not_show(messages):
    assert final(messages, "sdk-claude-cut-characters").content[0].text == "żółć 漢字 🧨🎏"


def test_usage_comes_in_two_parts(messages):
    events = list(ask(messages, "sdk-claude-text", stream=True))
    (start,) = [event.message.usage for event in events if event.type == "message_start"]
    (end,) = [event.usage for event in events if event.type == "message_delta"]
    assert (start.input_tokens, start.cache_read_input_tokens, start.output_tokens) == (11, 4, 1)
    assert end.output_tokens == 23
    usage = final(messages, "sdk-claude-text").usage
    assert (usage.input_tokens, usage.output_tokens) == (11, 23)


@pytest.mark.parametrize("get", [final, ask])
def test_thinking_keeps_its_signature(messages, get):
    thinking, redacted, text = get(messages, "sdk-claude-thinking").content
    assert (thinking.type, thinking.thinking) == ("thinking", "Seven times six; then say it.")
    assert thinking.signature == "c2RrLXNpZ25hdHVyZQ=="
    assert (redacted.type, redacted.data) == ("redacted_thinking", "c2RrLXJlZGFjdGVk")
    assert text.text == "It is 42."


@pytest.mark.parametrize("get", [final, ask])
def test_two_parallel_tool_calls(messages, get):
    message = get(messages, "sdk-claude-tools")
    assert message.content[0].text == "Both, then."
    assert calls_of(message) == CALLS
    assert message.stop_reason == "tool_use"


@pytest.mark.parametrize("get", [final, ask])
@pytest.mark.parametrize(
    ("model", "reason", "sequence"),
    [
        ("sdk-claude-text", "end_turn", None),
        ("sdk-claude-max-tokens", "max_tokens", None),
        ("sdk-claude-stop-sequence", "stop_sequence", "three"),
        ("sdk-claude-refusal", "refusal", None),
    ],
)
def test_stop_reasons(messages, get, model, reason, sequence):
    message = get(messages, model)
    assert (message.stop_reason, message.stop_sequence) == (reason, sequence)


def test_whole_answer(messages):
    message = ask(messages, "sdk-claude-text")
    assert (message.id, message.model, message.role) == ("msg_sdk_text", "sdk-claude-text", "assistant")
    assert [(block.type, block.text) for block in message.content] == [("text", TEXT)]
    assert message.usage.output_tokens == 23


def test_what_is_beside_the_streams_is_answered():
    with anthropic.Anthropic(base_url=os.environ["WIRETAPE_URL"], api_key="none", max_retries=0) as client:
        assert client.messages.count_tokens(model="sdk-claude-text", messages=QUESTION).input_tokens > 0
        assert client.models.retrieve("claude-x").id == "claude-x"


@pytest.mark.parametrize("is_stream", [True, False])
@pytest.mark.parametrize(
    ("status", "error", "type_"),
    [
        (400, anthropic.BadRequestError, "invalid_request_error"),
        (401, anthropic.AuthenticationError, "authentication_error"),
        (403, anthropic.PermissionDeniedError, "permission_error"),
        (404, anthropic.NotFoundError, "not_found_error"),
        (413, anthropic.APIStatusError, "request_too_large"),
        (429, anthropic.RateLimitError, "rate_limit_error"),
        (500, anthropic.InternalServerError, "api_error"),
        (529, anthropic.APIStatusError, "overloaded_error"),
    ],
)
def test_error_answers(messages, is_stream, status, error, type_):
    with pytest.raises(error) as caught:
        ask(messages, f"sdk-claude-{status}", stream=is_stream)
    assert caught.value.status_code == status
    assert caught.value.body["error"]["type"] == type_
    if "WIRETAPE_RECORDED" not in os.environ:  # a recording has no ids of requests
        assert caught.value.request_id == caught.value.body["request_id"]


def test_overloaded_after_some_text(messages):
    pieces = []
    with pytest.raises(anthropic.APIError) as caught:
        for event in ask(messages, "sdk-claude-error-event", stream=True):
            if event.type == "content_block_delta":
                pieces.append(event.delta.text)
    assert "".join(pieces) == "So far, so gööd"
    assert caught.value.body["error"] == {"type": "overloaded_error", "message": "Overloaded"}


def test_the_environment_alone_leads_to_the_tapes():
    with anthropic.Anthropic(max_retries=0) as client:
        assert final(client.messages, "sdk-claude-text").content[-1].text == TEXT
