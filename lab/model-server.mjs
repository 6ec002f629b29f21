#!/usr/bin/env node
// A scriptable model API for running real coding agents without a model. Node >= 18, no dependency, 127.0.0.1 only.
// Speaks, below any prefix:
//   Anthropic Messages      POST .../v1/messages            (+ /count_tokens, GET /v1/models)
//   OpenAI Responses        POST .../responses              (+ /responses/compact, GET .../models)
//   OpenAI Chat Completions POST .../chat/completions
//   Gemini                  POST .../models/<m>:streamGenerateContent | :generateContent | :countTokens
//
// Choosing the scenario (the list is SCENARIOS in model/scenarios.mjs):
//   http://127.0.0.1:PORT/s/<scenario>/<run>/...   fixed by URL
//   http://127.0.0.1:PORT/ctl/<run>/...            read anew for each request from $FAKE_DIR/ctl/<run>
//   http://127.0.0.1:PORT/s/play/<run>/...         by attempt, from $FAKE_DIR/ctl/<run>.play (model/play.mjs)
//   anything else                                  read from $FAKE_DIR/ctl/default, else "ok"
// Choosing the tool call (read anew for each request):
//   $FAKE_DIR/ctl/<run>.command   the shell command to call; without it, a line is appended to agent-note.txt
//   $FAKE_DIR/ctl/<run>.write     JSON {"path", "text"}: call the agent's own editing tool instead of its shell
// Keeping the bodies of one run: $FAKE_DIR/ctl/<run>.bodies is not empty.
// Letting go of what is `held`: $FAKE_DIR/ctl/<run>.go is there.
// <run> also names the log: $FAKE_DIR/log/<run>.jsonl, one line per request: what came and what was answered.
//
// env: PORT (default 8123; 0 takes a free one), FAKE_DIR (default `run` beside this file), FAKE_BODIES (keep the bodies)
//   FAKE_UNTIL_STDIN_ENDS (end when stdin does, so that it cannot outlive who started it)
// The port in use is printed and stands in $FAKE_DIR/port. SIGTERM and SIGINT end it with code 0.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { toolCall } from './model/calls.mjs';
import { errorOf } from './model/errors.mjs';
import { sseErrors, stream, whole } from './model/replies.mjs';
import { hasCalled, partOf } from './model/play.mjs';
import { digest, protocolOf } from './model/request.mjs';
import { CALLING, effective, whatIsSaid } from './model/scenarios.mjs';

const DIR = process.env.FAKE_DIR || path.join(path.dirname(fileURLToPath(import.meta.url)), 'run');
const ctl = (name) => path.join(DIR, 'ctl', name);
const logFile = (name) => path.join(DIR, 'log', name);
fs.mkdirSync(ctl(''), { recursive: true });
fs.mkdirSync(logFile(''), { recursive: true });

const modelCalls = new Map(); // run -> number of model calls so far

const log = (run, o) => fs.appendFileSync(logFile(`${run}.jsonl`), JSON.stringify({ t: Date.now(), ...o }) + '\n');
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function read(name) {
  try {
    return fs.readFileSync(ctl(name), 'utf8').trim();
  } catch {
    return '';
  }
}

function wishOf(run) {
  const [write, command] = [read(`${run}.write`), read(`${run}.command`)];
  return { ...(write ? { write: JSON.parse(write) } : {}), ...(command ? { command } : {}) };
}

function chosen(pathname) {
  const [how, one, two] = pathname.split('/').filter(Boolean);
  if (how === 's') return { scenario: one, run: two };
  if (how === 'ctl') return { scenario: read(one) || 'ok', run: one };
  return { scenario: read('default') || 'ok', run: 'default' };
}

async function bodyOf(req) {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function parsed(raw) {
  try {
    return JSON.parse(raw.toString() || '{}');
  } catch {
    return {}; // compressed, or not JSON
  }
}

// One answer in the making: notes it in the run's log, then sends it.
class Answer {
  constructor(req, res, run, facts) {
    Object.assign(this, { req, res, run, facts });
  }

  note(answer) {
    log(this.run, { ...this.facts, answer });
  }

  json(status, o, headers = {}) {
    this.raw(status, JSON.stringify(o), { 'content-type': 'application/json', ...headers });
  }

  raw(status, text, headers = {}) {
    this.note(status);
    this.res.writeHead(status, headers);
    this.res.end(text);
  }

  // `scenario` may break the stream off at its CUT mark.
  async stream(scenario, proto, events) {
    this.res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    for (const event of events) {
      if (event !== 'CUT') {
        this.put(event);
        if (scenario === 'slow') await pause(proto === 'gemini' || proto === 'chat' ? 2000 : 1600);
      } else if (scenario === 'drop') {
        await pause(200);
        return this.res.socket?.destroy();
      } else if (scenario === 'stall') {
        return undefined; // the connection stays open and silent
      } else if (scenario === 'sseerror') {
        this.put(sseErrors[proto]);
        return this.res.end();
      }
    }
    return this.res.end();
  }

  put([name, data]) {
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    this.res.write(`${name ? `event: ${name}\n` : ''}data: ${text}\n\n`);
  }
}

function factsOf(req, scenario, proto, d) {
  const auth = ['authorization', 'x-api-key', 'x-goog-api-key']
    .filter((h) => req.headers[h])
    .map((h) => `${h}: ${String(req.headers[h]).slice(0, 14)}...`);
  const where = req.url.replace(/^\/(s\/[^/]+|ctl)\/[^/]+/, '');
  const { users, assistants } = d;
  const said = { users: users.slice(-6), assistants: assistants.slice(-4) };
  return { sc: scenario, proto, method: req.method, path: where, ua: req.headers['user-agent'], auth, ...d, ...said };
}

async function handle(req, res) {
  req.on('error', () => {});
  res.on('error', () => {});
  const raw = await bodyOf(req);
  const { pathname } = new URL(req.url, 'http://x');
  const { scenario, run } = chosen(pathname);
  const proto = protocolOf(pathname);
  const body = parsed(raw);
  const d = digest(proto, body, pathname);
  const answer = new Answer(req, res, run, factsOf(req, scenario, proto, d));

  if (req.method === 'HEAD') return answer.raw(200, '');
  if (proto === 'models') return answer.json(200, modelList);
  if (proto === 'anthropic-count') return answer.json(200, { input_tokens: 25 });
  if (proto === 'gemini-count') return answer.json(200, { totalTokens: 25 });
  if (proto === 'other' || req.method !== 'POST') return answer.json(404, { error: { message: 'no such path' } });
  if (process.env.FAKE_BODIES || read(`${run}.bodies`)) fs.writeFileSync(logFile(`${run}.${Date.now()}.body.json`), raw);

  const count = (modelCalls.get(run) ?? 0) + 1;
  modelCalls.set(run, count);
  const asked = { count, streamed: body.stream === true, proto, digest: d, called: hasCalled(proto, body) };
  const { now, wish, toolDone, resetIn } =
    scenario === 'play'
      ? playing(run, proto, body, answer)
      : { now: effective(scenario, asked), wish: wishOf(run), toolDone: d.toolDone };
  const error = errorOf(now, proto, resetIn);
  if (error)
    return error.raw
      ? answer.raw(error.status, error.raw, error.headers)
      : answer.json(error.status, error.body, error.headers);
  if (now === 'hang') return answer.note('hang');
  if (now === 'held') {
    answer.note('held');
    while (!fs.existsSync(ctl(`${run}.go`)) && !res.destroyed) await pause(50);
  }

  const call = CALLING.has(now) && !toolDone ? toolCall(now, d.tools, wish) : null;
  const said = whatIsSaid(now, call);
  const streaming = proto === 'gemini' ? d.stream : body.stream === true;
  if (!streaming && now !== 'drop' && now !== 'stall') return answer.json(200, whole(proto, d, said));
  answer.note(call ? `call ${call.name}` : ['ok', 'tool', 'held'].includes(now) ? 'text' : now);
  return answer.stream(now, proto, stream(proto, d, said));
}

// What a play says for one request. What an agent asks beside its work, without tools, is answered.
function playing(run, proto, body, answer) {
  const { part, answered, facts } = partOf(JSON.parse(read(`${run}.play`) || '[]'), proto, body);
  Object.assign(answer.facts, facts);
  const { call, then = 'ok', resetIn } = part;
  if (answer.facts.tools.length === 0) return { now: 'ok' };
  return { now: call && !answered ? 'tool' : then, wish: call, toolDone: answered, resetIn };
}

const fake = {
  id: 'fake-model',
  object: 'model',
  type: 'model',
  display_name: 'Fake',
  created_at: '2026-01-01T00:00:00Z',
};
const modelList = { object: 'list', data: [fake], models: [], has_more: false };

const server = http.createServer((req, res) => {
  handle(req, res).catch((e) => {
    console.error(e);
    res.destroy();
  });
});
server.requestTimeout = 0;
server.headersTimeout = 0;
server.keepAliveTimeout = 5000;
server.on('upgrade', (req, socket) => {
  log('default', { upgrade: req.url });
  socket.end('HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\n\r\n');
});
server.listen(Number(process.env.PORT || 8123), '127.0.0.1', () => {
  const { port } = server.address();
  fs.writeFileSync(path.join(DIR, 'port.new'), `${port}\n`);
  fs.renameSync(path.join(DIR, 'port.new'), path.join(DIR, 'port'));
  console.log(`model server on http://127.0.0.1:${port}, logs in ${DIR}`);
});
if (process.env.FAKE_UNTIL_STDIN_ENDS) process.stdin.on('end', () => process.exit(0)).resume();
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
