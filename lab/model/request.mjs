// What an agent asked, in the words of its API: the protocol, the last texts, whether a tool has answered.

// Which of the known APIs a path belongs to.
export function protocolOf(p) {
  if (/\/messages\/count_tokens$/.test(p)) return 'anthropic-count';
  if (/\/messages$/.test(p)) return 'anthropic';
  if (/\/responses(\/compact)?$/.test(p)) return 'responses';
  if (/\/chat\/completions$/.test(p)) return 'chat';
  if (/:(streamGenerateContent|generateContent)$/.test(p)) return 'gemini';
  if (/:countTokens$/.test(p)) return 'gemini-count';
  if (/\/models$/.test(p)) return 'models';
  return 'other';
}
const textOf = (c) =>
  typeof c === 'string'
    ? c
    : Array.isArray(c)
      ? c.map((x) => x?.text ?? x?.input_text ?? (x?.type ? `<${x.type}>` : '')).join(' ')
      : '';
// -> {roles, users: last texts, toolDone, tools: names, stream}
export function digest(proto, b, p) {
  const d = { model: b.model, stream: b.stream, n: 0, users: [], assistants: [], toolDone: false, tools: [] };
  const push = (role, t) => {
    const l = role === 'user' ? d.users : role === 'assistant' ? d.assistants : null;
    l?.push(String(t).slice(-300));
  };
  if (proto === 'anthropic') {
    const ms = b.messages || [];
    d.n = ms.length;
    for (const m of ms) push(m.role, textOf(m.content));
    const last = ms.filter((m) => m.role === 'user').at(-1);
    d.toolDone = Array.isArray(last?.content) && last.content.some((x) => x.type === 'tool_result');
    d.tools = (b.tools || []).map((t) => t.name);
  } else if (proto === 'responses') {
    const ms = Array.isArray(b.input) ? b.input : [{ type: 'message', role: 'user', content: b.input }];
    d.n = ms.length;
    for (const m of ms)
      if (m.role) push(m.role === 'assistant' ? 'assistant' : m.role === 'user' ? 'user' : 'system', textOf(m.content));
    const li = ms.findLastIndex((m) => m.role === 'user');
    d.toolDone = ms.slice(li + 1).some((m) => /_call_output$/.test(m.type || ''));
    d.tools = (b.tools || []).map((t) => t.name || t.type);
  } else if (proto === 'chat') {
    const ms = b.messages || [];
    d.n = ms.length;
    for (const m of ms) if (m.role !== 'system') push(m.role, textOf(m.content));
    d.toolDone = ms.at(-1)?.role === 'tool';
    d.tools = (b.tools || []).map((t) => t.function?.name);
  } else if (proto === 'gemini') {
    const ms = b.contents || [];
    d.n = ms.length;
    d.stream = /stream/.test(p);
    d.model = /models\/([^:]+)/.exec(p)?.[1];
    for (const m of ms)
      push(
        m.role === 'model' ? 'assistant' : 'user',
        (m.parts || [])
          .map((x) => x.text ?? (x.functionResponse ? '<functionResponse>' : x.functionCall ? '<functionCall>' : ''))
          .join(' '),
      );
    d.toolDone = (ms.at(-1)?.parts || []).some((x) => x.functionResponse);
    d.tools = (b.tools || []).flatMap((t) => (t.functionDeclarations || []).map((f) => f.name));
  }
  return d;
}
