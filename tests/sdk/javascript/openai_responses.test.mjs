// The official openai SDK against `wiretape serve`, through the Responses API: what it makes of an answer must be what
// ../tapes say. Run by ../run_sdk_test through `wiretape run`, which puts the server's address into WIRETAPE_URL.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import OpenAI from 'openai';

const input = 'What does the tape say?';
const text = 'Grüße aus 東京: the café costs €3 🍵, naïve as it sounds.\nSecond line, “quoted” \\ escaped.';
const expectedCalls = [
  ['call_oslo_weather', 'get_weather', { city: 'Oslo', days: 2 }],
  ['call_tea_price', 'get_price', { item: 'té verde', currency: 'EUR' }],
];

const { responses } = new OpenAI({
  baseURL: process.env.WIRETAPE_URL + '/v1',
  apiKey: 'none',
  maxRetries: 0,
  timeout: 30_000,
});

async function stream(model) {
  const events = [];
  for await (const event of await responses.create({ model, input, stream: true })) events.push(event);
  return events;
}

const said = (events, type = 'response.output_text.delta') =>
  events.filter((event) => event.type === type).map((event) => event.delta);

const callsOf = (response) =>
  response.output
    .filter((item) => item.type === 'function_call')
    .map((call) => [call.call_id, call.name, JSON.parse(call.arguments)]);

describe('a streamed response', () => {
  test('says its text in pieces', async () => {
    const events = await stream('sdk-responses-text');
    assert.equal(said(events).join(''), text);
    assert.ok(said(events).length > 10);
    assert.deepEqual(
      events.map((event) => event.sequence_number),
      events.map((_, index) => index),
    );
    const last = events.at(-1);
    assert.equal(last.type, 'response.completed');
    assert.deepEqual([last.response.id, last.response.created_at], ['resp_sdk_text', 1750000000]);
    assert.equal(last.response.usage.total_tokens, 34);
  });

  test('reasons and calls two functions', async () => {
    const events = await stream('sdk-responses-tools');
    assert.equal(said(events, 'response.reasoning_summary_text.delta').join(''), 'They ask for two things.');
    const last = events.at(-1).response;
    assert.equal(last.output[0].encrypted_content, 'c2VhbGVk');
    assert.deepEqual(callsOf(last), expectedCalls);
    const done = events.filter((event) => event.type === 'response.function_call_arguments.done');
    assert.deepEqual(
      done.map((event) => JSON.parse(event.arguments)),
      expectedCalls.map((call) => call[2]),
    );
  });

  test('may be incomplete', async () => {
    const last = (await stream('sdk-responses-length')).at(-1);
    assert.equal(last.type, 'response.incomplete');
    assert.equal(last.response.incomplete_details.reason, 'max_output_tokens');
  });

  test('refuses', async () => {
    const events = await stream('sdk-responses-refusal');
    assert.equal(said(events, 'response.refusal.delta').join(''), 'That is not something I will do.');
  });

  test('is assembled by the helper', async () => {
    const helper = responses.stream({ model: 'sdk-responses-text', input });
    const response = await helper.finalResponse();
    assert.equal(response.output_text, text);
    const called = await responses.stream({ model: 'sdk-responses-tools', input }).finalResponse();
    assert.deepEqual(callsOf(called), expectedCalls);
  });

  test('may fail in the middle', async () => {
    await assert.rejects(stream('sdk-responses-error-mid-stream'), /The tape tore\./);
  });
});

describe('a whole response', () => {
  test('says all of it', async () => {
    const response = await responses.create({ model: 'sdk-responses-text', input });
    assert.deepEqual([response.id, response.status, response.output_text], ['resp_sdk_text', 'completed', text]);
  });

  test('calls two functions', async () => {
    const response = await responses.create({ model: 'sdk-responses-tools', input: [{ role: 'user', content: input }] });
    assert.deepEqual(callsOf(response), expectedCalls);
  });
});
