// The official Anthropic SDK against `wiretape serve`: what it makes of an answer must be what ../tapes say.
// Run by ../run_sdk_test through `wiretape run`, which puts the server's address into WIRETAPE_URL.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import Anthropic from '@anthropic-ai/sdk';

const text = 'Grüße aus 東京: the café costs €3 🍵, naïve as it sounds.\nSecond line, “quoted” \\ escaped.';
const calls = [
  ['toolu_oslo_weather', 'get_weather', { city: 'Oslo', days: 2 }],
  ['toolu_tea_price', 'get_price', { item: 'té verde', currency: 'EUR' }],
];

const { messages } = new Anthropic({
  baseURL: process.env.WIRETAPE_URL,
  apiKey: 'none',
  maxRetries: 0,
  timeout: 30_000,
});
const question = (model) => ({
  model: `sdk-claude-${model}`,
  max_tokens: 100,
  messages: [{ role: 'user', content: 'What does the tape say?' }],
});
const ask = (model, more = {}) => messages.create({ ...question(model), ...more });

/** What the SDK's own helper assembles from a stream. */
const final = (model) => messages.stream(question(model)).finalMessage();

async function collect(model) {
  const events = [];
  for await (const event of await ask(model, { stream: true })) events.push(event);
  return events;
}

const textsOf = (events) => events.map((event) => event.delta?.text).filter(Boolean);

/** What a promise is rejected with. */
const failureOf = (promise) =>
  promise.then(
    () => assert.fail('expected an error'),
    (error) => error,
  );

describe('a stream', () => {
  test('says its text in pieces', async () => {
    const events = await collect('text');
    assert.equal(textsOf(events).join(''), text);
    assert.ok(textsOf(events).length > 10);
    assert.equal(events[0].type, 'message_start');
    assert.equal(events.at(-1).type, 'message_stop');
  });

  test('says its usage in two parts', async () => {
    const events = await collect('text');
    const start = events.find((event) => event.type === 'message_start').message.usage;
    const end = events.find((event) => event.type === 'message_delta').usage;
    assert.deepEqual([start.input_tokens, start.cache_read_input_tokens, start.output_tokens], [11, 4, 1]);
    assert.equal(end.output_tokens, 23);
  });

  test('does not show cuts inside characters', async () => {
    assert.equal((await final('cut-characters')).content[0].text, 'żółć 漢字 🧨🎏');
  });

  test('ends in an error after some text', async () => {
    const events = [];
    const error = await failureOf(
      (async () => {
        for await (const event of await ask('error-event', { stream: true })) events.push(event);
      })(),
    );
    assert.equal(textsOf(events).join(''), 'So far, so gööd');
    assert.ok(error instanceof Anthropic.APIError);
    assert.match(error.message, /overloaded_error/);
  });
});

for (const [form, get] of [['assembled from a stream', final], ['whole', ask]]) {
  describe(`an answer, ${form}`, () => {
    test('keeps the signature of thinking', async () => {
      const [thinking, redacted, said] = (await get('thinking')).content;
      assert.deepEqual([thinking.thinking, thinking.signature], ['Seven times six; then say it.', 'c2RrLXNpZ25hdHVyZQ==']);
      assert.equal(redacted.data, 'c2RrLXJlZGFjdGVk');
      assert.equal(said.text, 'It is 42.');
    });

    test('has two parallel tool calls', async () => {
      const { content, stop_reason } = await get('tools');
      assert.deepEqual(content.slice(1).map((block) => [block.id, block.name, block.input]), calls);
      assert.equal(stop_reason, 'tool_use');
    });

    test('says why it stopped', async () => {
      const reasons = { text: 'end_turn', 'max-tokens': 'max_tokens', 'stop-sequence': 'stop_sequence', refusal: 'refusal' };
      for (const [model, reason] of Object.entries(reasons)) assert.equal((await get(model)).stop_reason, reason);
    });

    test('has its id and its usage', async () => {
      const { id, usage } = await get('text');
      assert.deepEqual([id, usage.input_tokens, usage.output_tokens], ['msg_sdk_text', 11, 23]);
    });
  });
}

describe('an error', () => {
  const types = {
    400: 'invalid_request_error', 401: 'authentication_error', 403: 'permission_error', 404: 'not_found_error',
    413: 'request_too_large', 429: 'rate_limit_error', 500: 'api_error', 529: 'overloaded_error',
  };
  const classes = {
    400: 'BadRequestError', 401: 'AuthenticationError', 403: 'PermissionDeniedError', 404: 'NotFoundError',
    413: 'APIError', 429: 'RateLimitError', 500: 'InternalServerError', 529: 'InternalServerError',
  };
  for (const [status, type] of Object.entries(types)) {
    test(`with status ${status}`, async () => {
      for (const stream of [true, false]) {
        const error = await failureOf(ask(status, { stream }));
        assert.ok(error instanceof Anthropic[classes[status]]);
        assert.equal(error.status, Number(status));
        assert.equal(error.error.error.type, type);
      }
    });
  }
});

test('what is beside the streams is answered', async () => {
  const client = new Anthropic({ baseURL: process.env.WIRETAPE_URL, apiKey: 'none', maxRetries: 0 });
  const { model, messages: said } = question('text');
  assert.ok((await client.messages.countTokens({ model, messages: said })).input_tokens > 0);
  assert.equal((await client.models.retrieve('claude-x')).id, 'claude-x');
});

test('the environment alone leads to the tapes', async () => {
  const message = await new Anthropic({ maxRetries: 0 }).messages.stream(question('text')).finalMessage();
  assert.equal(message.content.at(-1).text, text);
});
