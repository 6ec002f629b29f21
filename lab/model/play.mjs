// A play: what the model does in each attempt of one run of workcell. A list of parts, one for each attempt; the last
// one goes on for ever.
//
//   call     the tool call it begins with, {command} or {write}; without it there is none
//   then     what follows, a word of model/scenarios.mjs; without it the model says that it is done
//   resetIn  seconds until a usage limit resets
//
// Which part it is shows in the conversation itself: how often it was told that the last attempt ended.

const STORIES = { anthropic, responses, chat, gemini };
const AGAIN = 'Your last attempt on this ended'; // how workcell begins what it tells the next attempt

// -> {part, answered: the tool call of this part was answered, facts: what the log says of it}
export function partOf(play, proto, body) {
  const story = STORIES[proto](body);
  const prompts = story.filter(({ kind }) => kind === 'prompt');
  const turn = prompts.filter(({ text }) => text.includes(AGAIN)).length;
  const asked = story.findLastIndex(({ kind, text }) => kind === 'prompt' && text.includes(AGAIN));
  const facts = {
    turn,
    calls: story.filter(({ kind }) => kind === 'call').length,
    prompts: prompts.map(({ text }) => ({ again: text.includes(AGAIN), text: text.slice(0, 4000) })),
  };
  const answered = story.slice(asked + 1).some(({ kind }) => kind === 'result');
  return { part: play[Math.min(turn, play.length - 1)] ?? {}, answered, facts };
}

// Whether the model has called a tool in what it is sent.
export function hasCalled(proto, body) {
  return STORIES[proto](body).some(({ kind }) => kind === 'call');
}

function anthropic({ messages = [] }) {
  return messages.flatMap(({ role, content }) =>
    (typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? [])).flatMap((block) => {
      if (block.type === 'text' && role === 'user') return [{ kind: 'prompt', text: block.text }];
      if (block.type === 'tool_use') return [{ kind: 'call' }];
      return block.type === 'tool_result' ? [{ kind: 'result' }] : [];
    }),
  );
}

function responses({ input }) {
  const items = Array.isArray(input) ? input : [{ role: 'user', content: [{ text: String(input ?? '') }] }];
  return items.flatMap(({ role, type, content }) => {
    if (role === 'user') {
      const texts = typeof content === 'string' ? [content] : (content ?? []).map(({ text }) => text ?? '');
      return texts.map((text) => ({ kind: 'prompt', text }));
    }
    if (/_call$/.test(type ?? '')) return [{ kind: 'call' }];
    return /_call_output$/.test(type ?? '') ? [{ kind: 'result' }] : [];
  });
}

function chat({ messages = [] }) {
  return messages.flatMap(({ role, content, tool_calls: calls = [] }) => {
    if (role === 'tool') return [{ kind: 'result' }];
    if (role === 'assistant') return calls.map(() => ({ kind: 'call' }));
    if (role !== 'user') return [];
    const texts = typeof content === 'string' ? [content] : (content ?? []).map(({ text }) => text ?? '');
    return texts.map((text) => ({ kind: 'prompt', text }));
  });
}

function gemini({ contents = [] }) {
  return contents.flatMap(({ role, parts = [] }) =>
    parts.flatMap(({ text, functionCall, functionResponse }) => {
      if (functionCall) return [{ kind: 'call' }];
      if (functionResponse) return [{ kind: 'result' }];
      return role === 'user' && text ? [{ kind: 'prompt', text }] : [];
    }),
  );
}
