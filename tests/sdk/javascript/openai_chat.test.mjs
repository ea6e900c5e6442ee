// The official openai SDK against `wiretape serve`: what it makes of an answer must be what ../tapes say.
// Run by ../run_sdk_test through `wiretape run`, which puts the server's address into WIRETAPE_URL.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import OpenAI from 'openai';

const question = [{ role: 'user', content: 'What does the tape say?' }];
const text = 'Grüße aus 東京: the café costs €3 🍵, naïve as it sounds.\nSecond line, “quoted” \\ escaped.';

const connect = (path = '/v1') =>
  new OpenAI({ baseURL: process.env.WIRETAPE_URL + path, apiKey: 'none', maxRetries: 0, timeout: 30_000 });
const client = connect();
const chat = client.chat.completions;

const ask = (model, more = {}) => chat.create({ model, messages: question, ...more });

async function stream(model, more = {}) {
  const chunks = [];
  for await (const chunk of await ask(model, { stream: true, ...more })) chunks.push(chunk);
  return chunks;
}

const choicesOf = (chunks, index) => chunks.flatMap((chunk) => chunk.choices).filter((each) => each.index === index);
const deltas = (chunks, index = 0) => choicesOf(chunks, index).map((choice) => choice.delta);

/** The pieces of a text member that say something. */
const said = (chunks, member = 'content', index = 0) =>
  deltas(chunks, index)
    .map((delta) => delta[member])
    .filter(Boolean);

const finishReasons = (chunks, index = 0) =>
  choicesOf(chunks, index)
    .map((choice) => choice.finish_reason)
    .filter(Boolean);

/** Tool calls as an app puts them together: by index; id and name once, arguments piece by piece. */
function assembleCalls(chunks) {
  const calls = [];
  for (const piece of deltas(chunks).flatMap((delta) => delta.tool_calls ?? [])) {
    const call = (calls[piece.index] ??= { id: '', name: '', arguments: '', pieces: 0 });
    call.id += piece.id ?? '';
    call.name += piece.function.name ?? '';
    call.arguments += piece.function.arguments ?? '';
    call.pieces += piece.function.arguments ? 1 : 0;
  }
  return calls;
}

const expectedCalls = [
  ['call_oslo_weather', 'get_weather', { city: 'Oslo', days: 2 }],
  ['call_tea_price', 'get_price', { item: 'té verde', currency: 'EUR' }],
];
const finishedCalls = (calls) =>
  calls.map((call) => [call.id, call.function.name, JSON.parse(call.function.arguments)]);

/** What a promise is rejected with. */
const failureOf = (promise) =>
  promise.then(
    () => assert.fail('expected an error'),
    (error) => error,
  );

describe('a stream', () => {
  test('says its text in pieces', async () => {
    const chunks = await stream('sdk-text');
    assert.equal(said(chunks).join(''), text);
    assert.ok(said(chunks).length > 10);
    assert.deepEqual(finishReasons(chunks), ['stop']);
    assert.equal(deltas(chunks)[0].role, 'assistant');
    for (const chunk of chunks) {
      const { id, created, model, object } = chunk;
      assert.deepEqual([id, created, model, object], [
        'chatcmpl-sdk-text', 1750000000, 'sdk-text', 'chat.completion.chunk',
      ]);
    }
  });

  test('has the pieces that the tape lists as its deltas', async () => {
    assert.deepEqual(said(await stream('sdk-pieces')), ['One ', '🧵', ' thr', 'eäd', '\n', ' of many']);
  });

  test('may be cut inside its characters', async () => {
    assert.equal(said(await stream('sdk-cut-characters')).join(''), 'żółć 漢字 🧨🎏');
    assert.equal(said(await stream('sdk-random-cuts')).join(''), 'ěščřž 안녕 🪁 and so on');
  });

  test('carries two parallel tool calls', async () => {
    const chunks = await stream('sdk-tools');
    const calls = assembleCalls(chunks);
    assert.deepEqual(
      calls.map((call) => [call.id, call.name, JSON.parse(call.arguments)]),
      expectedCalls,
    );
    assert.ok(calls.every((call) => call.pieces > 1));
    assert.deepEqual(finishReasons(chunks), ['tool_calls']);
    assert.deepEqual(said(chunks), []);
  });

  test('ends with the usage, where that is asked for', async () => {
    const chunks = await stream('sdk-text', { stream_options: { include_usage: true } });
    const last = chunks.pop();
    assert.deepEqual(last.choices, []);
    assert.deepEqual(last.usage, { prompt_tokens: 11, completion_tokens: 23, total_tokens: 34 });
    assert.ok(chunks.every((chunk) => chunk.usage === null));
    const without = await stream('sdk-text');
    assert.equal(without.length, chunks.length);
    assert.ok(without.every((chunk) => !('usage' in chunk)));
  });

  test('finishes for length', async () => {
    const chunks = await stream('sdk-length');
    assert.equal(said(chunks).join(''), 'This sentence stops in the mid');
    assert.deepEqual(finishReasons(chunks), ['length']);
  });

  test('reasons before it speaks', async () => {
    const chunks = await stream('sdk-reasoning');
    assert.equal(said(chunks, 'reasoning_content').join(''), 'Seven times six; then say it.');
    assert.equal(said(chunks).join(''), 'It is 42.');
    const first = deltas(chunks).findIndex((delta) => delta.content);
    assert.ok(deltas(chunks).findLastIndex((delta) => delta.reasoning_content) < first);
  });

  test('refuses', async () => {
    const chunks = await stream('sdk-refusal');
    assert.equal(said(chunks, 'refusal').join(''), 'That is not something I will do.');
    assert.deepEqual(said(chunks), []);
    assert.deepEqual(finishReasons(chunks), ['stop']);
  });

  test('carries several choices', async () => {
    const chunks = await stream('sdk-choices', { n: 2 });
    assert.equal(said(chunks, 'content', 0).join(''), 'Heads, says the first.');
    assert.equal(said(chunks, 'content', 1).join(''), 'Tails, the second one');
    assert.deepEqual(finishReasons(chunks, 0), ['stop']);
    assert.deepEqual(finishReasons(chunks, 1), ['length']);
  });

  test('may be given event by event', async () => {
    const chunks = await stream('sdk-events');
    assert.deepEqual(
      chunks.map((chunk) => chunk.choices.length),
      [0, 1, 1, 0],
    );
    assert.deepEqual(said(chunks), ['Said ', 'event by évent']);
    assert.equal(chunks.at(-1).usage.total_tokens, 6);
  });

  test('does not disturb others at the same time', async () => {
    const streams = await Promise.all(Array.from({ length: 12 }, () => stream('sdk-text')));
    for (const chunks of streams) assert.equal(said(chunks).join(''), text);
  });

  test('is found behind a session prefix', async () => {
    const pieces = [];
    const request = { model: 'sdk-text', messages: question, stream: true };
    for await (const chunk of await connect('/~mine/v1').chat.completions.create(request)) {
      pieces.push(chunk.choices[0]?.delta.content ?? '');
    }
    assert.equal(pieces.join(''), text);
  });
});

describe("the SDK's stream helper", () => {
  test('assembles text and usage', async () => {
    const helper = chat.stream({ model: 'sdk-text', messages: question, stream_options: { include_usage: true } });
    const pieces = [];
    helper.on('content', (piece) => pieces.push(piece));
    const completion = await helper.finalChatCompletion();
    assert.equal(pieces.join(''), text);
    assert.equal(completion.choices[0].message.content, text);
    assert.equal(completion.choices[0].finish_reason, 'stop');
    assert.equal(completion.usage.total_tokens, 34);
  });

  test('assembles tool calls', async () => {
    const helper = chat.stream({ model: 'sdk-tools', messages: question });
    const done = [];
    helper.on('tool_calls.function.arguments.done', (call) => done.push([call.name, JSON.parse(call.arguments)]));
    const { message } = (await helper.finalChatCompletion()).choices[0];
    assert.deepEqual(finishedCalls(message.tool_calls), expectedCalls);
    assert.deepEqual(
      done,
      expectedCalls.map(([, name, parameters]) => [name, parameters]),
    );
  });

  test('assembles refusals, choices and what finished for length', async () => {
    const refusal = await chat.stream({ model: 'sdk-refusal', messages: question }).finalMessage();
    assert.equal(refusal.refusal, 'That is not something I will do.');

    const choices = chat.stream({ model: 'sdk-choices', messages: question, n: 2 });
    assert.deepEqual(
      (await choices.finalChatCompletion()).choices.map((choice) => [choice.message.content, choice.finish_reason]),
      [['Heads, says the first.', 'stop'], ['Tails, the second one', 'length']],
    );
  });
});

describe('an answer in one piece', () => {
  test('says the same', async () => {
    const completion = await ask('sdk-text');
    const { id, created, model, object, usage } = completion;
    assert.deepEqual([id, created, model, object], ['chatcmpl-sdk-text', 1750000000, 'sdk-text', 'chat.completion']);
    const [choice, ...others] = completion.choices;
    assert.deepEqual([choice.message.role, choice.message.content, choice.finish_reason], ['assistant', text, 'stop']);
    assert.deepEqual(others, []);
    assert.deepEqual(usage, { prompt_tokens: 11, completion_tokens: 23, total_tokens: 34 });
  });

  test('comes in every kind', async () => {
    const calls = (await ask('sdk-tools')).choices[0];
    assert.deepEqual(finishedCalls(calls.message.tool_calls), expectedCalls);
    assert.deepEqual([calls.finish_reason, calls.message.content], ['tool_calls', null]);

    const length = (await ask('sdk-length')).choices[0];
    assert.deepEqual([length.message.content, length.finish_reason], ['This sentence stops in the mid', 'length']);

    const { message } = (await ask('sdk-reasoning')).choices[0];
    assert.deepEqual([message.reasoning_content, message.content], ['Seven times six; then say it.', 'It is 42.']);

    assert.equal((await ask('sdk-refusal')).choices[0].message.refusal, 'That is not something I will do.');

    assert.deepEqual(
      (await ask('sdk-choices', { n: 2 })).choices.map((choice) => [choice.index, choice.message.content]),
      [[0, 'Heads, says the first.'], [1, 'Tails, the second one']],
    );
  });

  test('counts the usage that the tape leaves open', async () => {
    const { usage } = await ask('sdk-length');
    assert.ok(usage.prompt_tokens > 0 && usage.completion_tokens > 0);
    assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
  });

  test('has what is beside the streams', async () => {
    assert.equal((await client.models.retrieve('gpt-4o')).id, 'gpt-4o');
    const ask = async (more) =>
      (await client.embeddings.create({ model: 'text-embedding-3-small', input: 'a', ...more })).data;
    const [packed] = await ask({});
    const [plain] = await ask({ encoding_format: 'float' });
    assert.equal(packed.embedding.length, 1536);
    assert.deepEqual(packed.embedding.map(Math.fround), plain.embedding.map(Math.fround));
    assert.equal((await ask({ input: ['a', 'b', 'c'], dimensions: 4 }))[2].embedding.length, 4);
    assert.equal((await client.moderations.create({ input: 'anything' })).results[0].flagged, false);
  });

  test('lists the models of the tapes', async () => {
    const models = [];
    for await (const model of client.models.list()) models.push(model.id);
    assert.equal(new Set(models).size, models.length);
    for (const name of ['sdk-text', 'sdk-tools', 'sdk-events', 'sdk-rate-limited']) assert.ok(models.includes(name));
  });
});

describe('an error', () => {
  const answers = [
    ['sdk-rate-limited', OpenAI.RateLimitError, 429, 'Slow down: 3 of 3 requests this minute are spent.',
      { type: 'requests', code: 'rate_limit_exceeded', param: null }],
    ['sdk-unauthorized', OpenAI.AuthenticationError, 401, 'No such key: none.',
      { type: 'invalid_request_error', code: 'invalid_api_key', param: null }],
    ['sdk-broken', OpenAI.InternalServerError, 500, 'The model fell over.',
      { type: 'server_error', code: null, param: null }],
    ['sdk-bad-parameter', OpenAI.BadRequestError, 400, 'temperature is above 2.',
      { type: 'invalid_request_error', code: null, param: 'temperature' }],
  ];
  for (const [model, kind, status, message, details] of answers) {
    for (const isStream of [true, false]) {
      test(`is the answer: ${status}, ${isStream ? 'streaming' : 'in one piece'}`, async () => {
        const error = await failureOf(ask(model, { stream: isStream }));
        assert.ok(error instanceof kind);
        assert.equal(error.status, status);
        assert.deepEqual(error.error, { message, ...details });
        assert.deepEqual({ type: error.type, code: error.code, param: error.param }, details);
      });
    }
  }

  test('comes after some text', async () => {
    const chunks = [];
    const read = async () => {
      for await (const chunk of await ask('sdk-error-event', { stream: true })) chunks.push(chunk);
    };
    const error = await failureOf(read());
    assert.equal(said(chunks).join(''), 'So far, so gööd');
    assert.deepEqual(finishReasons(chunks), []);
    assert.equal(error.constructor, OpenAI.APIError);
    assert.equal(error.message, 'The engine is overloaded.');
    assert.deepEqual([error.type, error.code], ['server_error', 'overloaded']);
  });

  test('explains a request that nothing matches', async () => {
    const error = await failureOf(stream('no-such-model'));
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.equal(error.type, 'wiretape_unmatched');
    assert.match(error.message, /no exchange answers POST \/v1\/chat\/completions; nearest is 'text' \(/);
    assert.match(error.message, /: json \/model: expected "sdk-text", found "no-such-model"/);
  });
});

test('the environment alone leads to the tapes', async () => {
  const answer = await new OpenAI({ maxRetries: 0 }).chat.completions.create({ model: 'sdk-text', messages: question });
  assert.equal(answer.choices[0].message.content, text);
});
