// What the model can be asked to play, and what that means for one request.

export const SCENARIOS = {
  ok: 'a short text, then a normal end',
  slow: 'a text trickled over ~25 s, then a normal end',
  tool: 'first turn: the chosen tool call; then a text',
  toolesc: 'as tool, and a Codex shell call asks to run outside the sandbox (makes its approval prompt appear)',
  toolslow: 'as tool, but the shell command waits 40 s first (to catch an agent in the middle of a tool)',
  ask: 'first turn: a question tool (AskUserQuestion, ask_user, request_user_input) if the agent has one; then a text',
  auth401: '401, invalid key',
  forbidden403: '403, permission',
  billing: 'no credit, quota used up for good',
  rate429: '429 without retry-after',
  rate429ra: '429, retry-after: 3',
  rate429long: '429, retry-after: 3600',
  overloaded: '529 (Anthropic) or 503',
  http500: '500',
  sseerror: '200, then an error event in the stream (overloaded)',
  usage: 'subscription limit: 5 hours',
  usageweek: 'subscription limit: week',
  midusage: 'first turn a tool call as in tool, then usage for ever',
  midauth: 'first turn a tool call, then auth401 for ever',
  hang: 'accepts the request, never answers',
  held: 'answers when it is let go, then as ok',
  stall: 'half a stream, then silence for ever',
  drop: 'half a stream, then the connection is cut, each time',
  dropfirst: 'the first stream is cut in the middle, then as tool',
  ctx400: 'context length exceeded',
  empty: 'a normal end without any content',
  html502: '502 with an HTML page (a proxy between)',
  modelgone: '404, no such model',
  transient: 'two times overloaded, then ok',
  refusal: 'stop_reason refusal, content filter',
  play: 'something else in each attempt',
};

// The scenarios whose first turn is a tool call.
export const CALLING = new Set(['tool', 'toolesc', 'toolslow', 'ask']);

const TEXT = 'Hello from the fake model. The task is done.';

// What a scenario is for the request at hand.
export function effective(scenario, { count, streamed, proto, digest, called }) {
  const firstTurn = digest.tools.length > 0 && !called;
  switch (scenario) {
    case 'transient':
      return count <= 2 ? 'overloaded' : 'ok';
    case 'dropfirst':
      return count === 1 ? 'drop' : 'tool';
    case 'midusage':
      return firstTurn ? 'tool' : 'usage';
    case 'midauth':
      return firstTurn ? 'tool' : 'auth401';
    case 'sseerror': // the fallback without streaming fails too
      return proto !== 'gemini' && !streamed ? 'overloaded' : 'sseerror';
    default:
      return scenario;
  }
}

export function whatIsSaid(scenario, call) {
  if (scenario === 'empty') return { text: '' };
  if (scenario === 'refusal') return { text: '', stop: 'refusal' };
  return call ? { text: 'I will do it now. ', call } : { text: TEXT };
}
