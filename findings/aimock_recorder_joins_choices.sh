#!/usr/bin/env bash
# @copilotkit/aimock 1.43.0 (npm)
#
# A stream with `n: 2`, whose chunks take turns between two choices by their index ("Yes" of choice 0, "No" of choice 1), is
# passed on whole by `llmock --record`, and kept as one answer with the text "YesNo". The replay has a single choice that says
# it and ends with `stop`: an answer that no model gave. Who asked for two answers gets one, and no warning is given. The recorder
# collects the text of the first member of each chunk's `choices`, which in a stream is whichever choice the chunk is of.
#
# Source: dist/stream-collapse.js, collapseOpenAISSE.
# Needs: node 20 or later, npm.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' >package.json
npm install --ignore-scripts --no-audit --no-fund --loglevel error @copilotkit/aimock@1.43.0 >/dev/null

cat >record.mjs <<'END'
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';

const event = (value) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;
const chunk = (index, delta, finish_reason = null) =>
  event({ id: 'c-1', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index, delta, finish_reason }] });
const stream = [
  chunk(0, { role: 'assistant', content: 'Yes' }), chunk(1, { role: 'assistant', content: 'No' }),
  chunk(0, {}, 'stop'), chunk(1, {}, 'stop'), event('[DONE]'),
].join('');

const provider = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(stream));
});
await new Promise((ready) => provider.listen(0, '127.0.0.1', ready));
const upstream = `http://127.0.0.1:${provider.address().port}`;

// Starts aimock on a free port, asks `ask` of it, and ends it.
async function withAimock(options, ask) {
  const mock = spawn(process.execPath, ['node_modules/@copilotkit/aimock/dist/cli.js', '-p', '0', '-f', 'tapes', ...options]);
  try {
    const port = await new Promise((ready, failed) => {
      let said = '';
      const listen = (data) => {
        said += data;
        const address = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said.replaceAll(upstream, ''));
        if (address) ready(address[1]);
      };
      mock.stdout.on('data', listen);
      mock.stderr.on('data', listen);
      mock.on('exit', () => failed(new Error(`aimock ended: ${said}`)));
    });
    return await ask(`http://127.0.0.1:${port}/v1/chat/completions`);
  } finally {
    mock.kill();
  }
}

// The text and the finish reason of each choice.
async function answers(url) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'm', n: 2, stream: true, messages: [{ role: 'user', content: 'Is it?' }] }),
  });
  const found = {};
  for (const [, data] of (await response.text()).matchAll(/^data: (\{.*)$/gm)) {
    for (const { index, delta, finish_reason } of JSON.parse(data).choices ?? []) {
      found[index] = (found[index] ?? '') + (delta.content ?? '') + (finish_reason ? ` (${finish_reason})` : '');
    }
  }
  return JSON.stringify(found);
}

mkdirSync('tapes');
const recording = await withAimock(['--record', '--provider-openai', upstream], answers);
const replay = await withAimock(['--strict'], answers);
console.log(`recording: ${recording}`);
console.log(`replay: ${replay}`);
provider.close();
process.exit(recording === '{"0":"Yes (stop)","1":"No (stop)"}' && replay === '{"0":"YesNo (stop)"}' ? 0 : 1);
END
timeout 300 node record.mjs && exit 0
if [ $? = 124 ]; then echo "not done within 300 s"; else echo "aimock no longer behaves as this file says"; fi
exit 1
