// Prints what the official SDKs hear of their providers' own addresses; ../run_sdk_test says by which proxy. Node's fetch
// heeds HTTPS_PROXY from version 24 on only, so that the SDKs get one that does.

import http from "node:http";
import https from "node:https";
import { Readable } from "node:stream";
import tls from "node:tls";

import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";

const QUESTION = [{ role: "user", content: "What does the tape say?" }];
const proxy = new URL(process.env.HTTPS_PROXY);

class Tunnels extends https.Agent {
  createConnection(options, callback) {
    const path = `${options.host}:${options.port}`;
    http
      .request({ host: proxy.hostname, port: proxy.port, method: "CONNECT", path, agent: false })
      .on("connect", (_answer, socket) => callback(null, tls.connect({ socket, servername: options.host })))
      .on("error", callback)
      .end();
  }
}
const agent = new Tunnels();

function fetch(url, init) {
  return new Promise((resolve, reject) => {
    const headers = Object.fromEntries(new Headers(init.headers));
    https
      .request(url, { method: init.method, headers, agent }, (answer) =>
        resolve(new Response(Readable.toWeb(answer), { status: answer.statusCode, headers: answer.headers })),
      )
      .on("error", reject)
      .end(init.body);
  });
}

const options = { apiKey: "none", maxRetries: 0, timeout: 30_000, fetch };
const openai = new OpenAI(options);
const question = { model: "sdk-text", messages: QUESTION, stream: true };
for await (const chunk of await openai.chat.completions.create(question)) console.log(JSON.stringify(chunk));

const anthropic = new Anthropic(options);
const message = { model: "sdk-claude-text", max_tokens: 100, messages: QUESTION, stream: true };
for await (const event of await anthropic.messages.create(message)) console.log(JSON.stringify(event));
