"""The official openai SDK against `wiretape serve`: what it makes of an answer must be what ../tapes say.

Run by ../run_sdk_test through `wiretape run`, which puts the server's address into WIRETAPE_URL.
"""

import asyncio
import json
import os

import openai
import pytest

ORIGIN = os.environ["WIRETAPE_URL"]
QUESTION = [{"role": "user", "content": "What does the tape say?"}]
TEXT = "Grüße aus 東京: the café costs €3 🍵, naïve as it sounds.\nSecond line, “quoted” \\ escaped."


def connect(client=openai.OpenAI, path="/v1"):
    # Strict: an answer that is not of the API's documented types is an error, where the SDK would mostly let it pass.
    return client(
        base_url=ORIGIN + path, api_key="none", max_retries=0, timeout=30, _strict_response_validation=True
    )


@pytest.fixture(scope="module")
def chat():
    with connect() as client:
        yield client.chat.completions


def stream(chat, model, **more):
    return list(chat.create(model=model, messages=QUESTION, stream=True, **more))


def deltas(chunks, choice=0):
    return [each.delta for chunk in chunks for each in chunk.choices if each.index == choice]


def said(chunks, member="content", choice=0):
    """The pieces of a text member that say something."""
    pieces = [getattr(delta, member, None) for delta in deltas(chunks, choice)]
    return [piece for piece in pieces if piece]


def finish_reasons(chunks, choice=0):
    return [
        each.finish_reason for chunk in chunks for each in chunk.choices if each.index == choice and each.finish_reason
    ]


def assemble_calls(chunks):
    """Tool calls as an app puts them together: by index; id and name once, arguments piece by piece."""
    calls = {}
    for delta in deltas(chunks):
        for piece in delta.tool_calls or []:
            call = calls.setdefault(piece.index, {"id": "", "name": "", "arguments": "", "pieces": 0})
            call["id"] += piece.id or ""
            call["name"] += piece.function.name or ""
            call["arguments"] += piece.function.arguments or ""
            call["pieces"] += bool(piece.function.arguments)
    return calls


def function_tool(name, *parameters):
    properties = {parameter: {} for parameter in parameters}
    schema = {"type": "object", "properties": properties, "required": [*parameters], "additionalProperties": False}
    return {"type": "function", "function": {"name": name, "strict": True, "parameters": schema}}


TOOLS = [function_tool("get_weather", "city", "days"), function_tool("get_price", "item", "currency")]


# Streaming: what is said


def test_text_streams_in_pieces(chat):
    chunks = stream(chat, "sdk-text")
    assert "".join(said(chunks)) == TEXT
    assert len(said(chunks)) > 10
    assert finish_reasons(chunks) == ["stop"]
    assert deltas(chunks)[0].role == "assistant"
    assert {(chunk.id, chunk.created, chunk.model, chunk.object) for chunk in chunks} == {
        ("chatcmpl-sdk-text", 1750000000, "sdk-text", "chat.completion.chunk")
    }


def test_explicit_pieces_are_the_deltas(chat):
    assert said(stream(chat, "sdk-pieces")) == ["One ", "🧵", " thr", "eäd", "\n", " of many"]


@pytest.mark.parametrize(
    ("model", "text"),
    [("sdk-cut-characters", "żółć 漢字 🧨🎏"), ("sdk-random-cuts", "ěščřž 안녕 🪁 and so on")],
)
def test_cuts_inside_characters_do_not_show(chat, model, text):
    assert "".join(said(stream(chat, model))) == text


def test_two_parallel_tool_calls(chat):
    chunks = stream(chat, "sdk-tools")
    calls = assemble_calls(chunks)
    assert sorted(calls) == [0, 1]
    assert (calls[0]["id"], calls[0]["name"]) == ("call_oslo_weather", "get_weather")
    assert (calls[1]["id"], calls[1]["name"]) == ("call_tea_price", "get_price")
    assert json.loads(calls[0]["arguments"]) == {"city": "Oslo", "days": 2}
    assert json.loads(calls[1]["arguments"]) == {"item": "té verde", "currency": "EUR"}
    assert calls[0]["pieces"] > 1 and calls[1]["pieces"] > 1
    assert finish_reasons(chunks) == ["tool_calls"]
    assert said(chunks) == []


def test_usage_comes_last_and_only_when_asked_for(chat):
    *earlier, last = stream(chat, "sdk-text", stream_options={"include_usage": True})
    assert last.choices == []
    assert (last.usage.prompt_tokens, last.usage.completion_tokens, last.usage.total_tokens) == (11, 23, 34)
    assert [chunk.usage for chunk in earlier] == [None] * len(earlier)
    assert [chunk.usage for chunk in stream(chat, "sdk-text")] == [None] * len(earlier)


def test_length_is_the_finish_reason(chat):
    chunks = stream(chat, "sdk-length")
    assert "".join(said(chunks)) == "This sentence stops in the mid"
    assert finish_reasons(chunks) == ["length"]


def test_reasoning_comes_before_the_text(chat):
    chunks = stream(chat, "sdk-reasoning")
    assert "".join(said(chunks, "reasoning_content")) == "Seven times six; then say it."
    assert "".join(said(chunks)) == "It is 42."
    members = [
        member for delta in deltas(chunks) for member in ("reasoning_content", "content") if getattr(delta, member, "")
    ]
    assert members == sorted(members, reverse=True)


def test_refusal(chat):
    chunks = stream(chat, "sdk-refusal")
    assert "".join(said(chunks, "refusal")) == "That is not something I will do."
    assert said(chunks) == []
    assert finish_reasons(chunks) == ["stop"]


def test_several_choices(chat):
    chunks = stream(chat, "sdk-choices", n=2)
    assert "".join(said(chunks, choice=0)) == "Heads, says the first."
    assert "".join(said(chunks, choice=1)) == "Tails, the second one"
    assert finish_reasons(chunks, choice=0) == ["stop"]
    assert finish_reasons(chunks, choice=1) == ["length"]


def test_events_given_one_by_one(chat):
    chunks = stream(chat, "sdk-events")
    assert [len(chunk.choices) for chunk in chunks] == [0, 1, 1, 0]
    assert said(chunks) == ["Said ", "event by évent"]
    assert chunks[-1].usage.total_tokens == 6


def test_streams_at_the_same_time():
    async def read(client):
        chunks = await client.chat.completions.create(model="sdk-text", messages=QUESTION, stream=True)
        return "".join(said([chunk async for chunk in chunks]))

    async def read_many():
        async with connect(openai.AsyncOpenAI) as client:
            return await asyncio.gather(*(read(client) for _ in range(12)))

    assert asyncio.run(read_many()) == [TEXT] * 12


def test_session_prefix():
    with connect(path="/~mine/v1") as client:
        assert "".join(said(stream(client.chat.completions, "sdk-text"))) == TEXT


# The SDK's own stream helper


def test_helper_assembles_text_and_usage(chat):
    options = {"include_usage": True}
    with chat.stream(model="sdk-text", messages=QUESTION, stream_options=options) as events:
        pieces = [event.delta for event in events if event.type == "content.delta"]
        completion = events.get_final_completion()
    assert "".join(pieces) == TEXT
    assert completion.choices[0].message.content == TEXT
    assert completion.choices[0].finish_reason == "stop"
    assert completion.usage.total_tokens == 34


def test_helper_parses_tool_calls(chat):
    with chat.stream(model="sdk-tools", messages=QUESTION, tools=TOOLS) as events:
        done = [event for event in events if event.type == "tool_calls.function.arguments.done"]
        calls = events.get_final_completion().choices[0].message.tool_calls
    parsed = [
        ("get_weather", {"city": "Oslo", "days": 2}),
        ("get_price", {"item": "té verde", "currency": "EUR"}),
    ]
    assert [(event.name, event.parsed_arguments) for event in done] == parsed
    assert [(call.function.name, call.function.parsed_arguments) for call in calls] == parsed
    assert [call.id for call in calls] == ["call_oslo_weather", "call_tea_price"]


def test_helper_assembles_reasoning_refusal_and_choices(chat):
    def final_choices(model, **more):
        with chat.stream(model=model, messages=QUESTION, **more) as events:
            return events.get_final_completion().choices

    (choice,) = final_choices("sdk-reasoning")
    assert (choice.message.reasoning_content, choice.message.content) == ("Seven times six; then say it.", "It is 42.")
    (choice,) = final_choices("sdk-refusal")
    assert choice.message.refusal == "That is not something I will do." and choice.message.content is None
    with pytest.raises(openai.LengthFinishReasonError) as caught:
        final_choices("sdk-choices", n=2)
    assert [choice.message.content for choice in caught.value.completion.choices] == [
        "Heads, says the first.",
        "Tails, the second one",
    ]


# The answer in one piece


def test_whole_answer(chat):
    completion = chat.create(model="sdk-text", messages=QUESTION)
    assert (completion.id, completion.created, completion.model) == ("chatcmpl-sdk-text", 1750000000, "sdk-text")
    assert completion.object == "chat.completion"
    (choice,) = completion.choices
    assert (choice.message.role, choice.message.content, choice.finish_reason) == ("assistant", TEXT, "stop")
    usage = completion.usage
    assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens) == (11, 23, 34)


def test_whole_answers_of_every_kind(chat):
    calls = chat.create(model="sdk-tools", messages=QUESTION).choices[0]
    functions = [(call.id, call.function) for call in calls.message.tool_calls]
    assert [(id_, function.name, json.loads(function.arguments)) for id_, function in functions] == [
        ("call_oslo_weather", "get_weather", {"city": "Oslo", "days": 2}),
        ("call_tea_price", "get_price", {"item": "té verde", "currency": "EUR"}),
    ]
    assert (calls.finish_reason, calls.message.content) == ("tool_calls", None)

    length = chat.create(model="sdk-length", messages=QUESTION).choices[0]
    assert (length.message.content, length.finish_reason) == ("This sentence stops in the mid", "length")

    reasoning = chat.create(model="sdk-reasoning", messages=QUESTION).choices[0].message
    assert (reasoning.reasoning_content, reasoning.content) == ("Seven times six; then say it.", "It is 42.")

    assert chat.create(model="sdk-refusal", messages=QUESTION).choices[0].message.refusal == (
        "That is not something I will do."
    )
    choices = chat.create(model="sdk-choices", messages=QUESTION, n=2).choices
    assert [(each.index, each.message.content, each.finish_reason) for each in choices] == [
        (0, "Heads, says the first.", "stop"),
        (1, "Tails, the second one", "length"),
    ]


def test_usage_that_the_tape_leaves_open_is_counted(chat):
    usage = chat.create(model="sdk-length", messages=QUESTION).usage
    assert usage.prompt_tokens > 0 and usage.completion_tokens > 0
    assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens


def test_models_are_those_of_the_tapes():
    with connect() as client:
        models = [model.id for model in client.models.list()]
    assert len(models) == len(set(models))
    assert {"sdk-text", "sdk-tools", "sdk-events", "sdk-rate-limited"} <= set(models)


def embed(client, **what):
    return [each.embedding for each in client.embeddings.create(model="text-embedding-3-small", **what).data]


def test_what_is_beside_the_streams_is_answered():
    with connect() as client:
        assert client.models.retrieve("gpt-4o").id == "gpt-4o"
        first, second = embed(client, input=["a", "b"], encoding_format="float")
        assert len(first) == 1536
        assert first != second
        (short,) = embed(client, input=[1, 2, 3], dimensions=8, encoding_format="float")
        assert sum(each * each for each in short) == pytest.approx(1, abs=1e-5)
        (moderation,) = client.moderations.create(input="anything").results
        assert not moderation.flagged
    # By itself the SDK asks for base64, which is none of its own documented types.
    with openai.OpenAI(base_url=ORIGIN + "/v1", api_key="none", max_retries=0, timeout=30) as client:
        assert embed(client, input="a") == [pytest.approx(first, abs=1e-6)]


# Errors


@pytest.mark.parametrize("is_stream", [True, False])
@pytest.mark.parametrize(
    ("model", "error", "status", "message", "type_", "code"),
    [
        (
            "sdk-rate-limited",
            openai.RateLimitError,
            429,
            "Slow down: 3 of 3 requests this minute are spent.",
            "requests",
            "rate_limit_exceeded",
        ),
        (
            "sdk-unauthorized",
            openai.AuthenticationError,
            401,
            "No such key: none.",
            "invalid_request_error",
            "invalid_api_key",
        ),
        ("sdk-broken", openai.InternalServerError, 500, "The model fell over.", "server_error", None),
        ("sdk-bad-parameter", openai.BadRequestError, 400, "temperature is above 2.", "invalid_request_error", None),
    ],
)
def test_error_answers(chat, is_stream, model, error, status, message, type_, code):
    with pytest.raises(error) as caught:
        chat.create(model=model, messages=QUESTION, stream=is_stream)
    assert caught.value.status_code == status
    assert caught.value.body["message"] == message
    assert (caught.value.type, caught.value.code) == (type_, code)
    assert caught.value.param == ("temperature" if status == 400 else None)


def test_error_event_after_some_text(chat):
    chunks = []
    with pytest.raises(openai.APIError) as caught:
        for chunk in chat.create(model="sdk-error-event", messages=QUESTION, stream=True):
            chunks.append(chunk)
    assert "".join(said(chunks)) == "So far, so gööd"
    assert finish_reasons(chunks) == []
    assert not isinstance(caught.value, openai.APIStatusError)
    assert caught.value.message == "The engine is overloaded."
    assert (caught.value.type, caught.value.code) == ("server_error", "overloaded")


def test_unmatched_request_is_explained(chat):
    with pytest.raises(openai.NotFoundError) as caught:
        stream(chat, "no-such-model")
    assert caught.value.type == "wiretape_unmatched"
    message = caught.value.body["message"]
    assert "no exchange answers POST /v1/chat/completions; nearest is 'text' (" in message
    assert ': json /model: expected "sdk-text", found "no-such-model"' in message
    assert caught.value.response.json()["nearest"][0]["exchange"] == "text"


def test_the_environment_alone_leads_to_the_tapes():
    with openai.OpenAI(max_retries=0) as client:
        assert "".join(said(stream(client.chat.completions, "sdk-text"))) == TEXT
