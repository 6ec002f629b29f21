// Good answers of the four APIs.
import { id } from './id.mjs';

// each item: [event name or null, data]; the item 'CUT' marks where drop/stall break off
export function stream(proto, d, { text, call, stop }) {
  const words = text ? text.match(/\S+\s*/g) : [],
    ev = [];
  if (proto === 'anthropic') {
    const m = {
      id: id('msg_fake_'),
      type: 'message',
      role: 'assistant',
      model: d.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 25, output_tokens: 1, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
    };
    ev.push(['message_start', { type: 'message_start', message: m }]);
    let i = 0;
    if (words.length) {
      ev.push([
        'content_block_start',
        { type: 'content_block_start', index: i, content_block: { type: 'text', text: '' } },
      ]);
      words.forEach((w, k) => {
        if (k === words.length >> 1) ev.push('CUT');
        ev.push([
          'content_block_delta',
          { type: 'content_block_delta', index: i, delta: { type: 'text_delta', text: w } },
        ]);
      });
      ev.push(['content_block_stop', { type: 'content_block_stop', index: i++ }]);
    }
    if (call) {
      ev.push([
        'content_block_start',
        {
          type: 'content_block_start',
          index: i,
          content_block: { type: 'tool_use', id: id('toolu_fake_'), name: call.name, input: {} },
        },
      ]);
      ev.push([
        'content_block_delta',
        {
          type: 'content_block_delta',
          index: i,
          delta: { type: 'input_json_delta', partial_json: JSON.stringify(call.args) },
        },
      ]);
      ev.push(['content_block_stop', { type: 'content_block_stop', index: i }]);
    }
    ev.push([
      'message_delta',
      {
        type: 'message_delta',
        delta: { stop_reason: stop === 'refusal' ? 'refusal' : call ? 'tool_use' : 'end_turn', stop_sequence: null },
        usage: { output_tokens: 15 },
      },
    ]);
    ev.push(['message_stop', { type: 'message_stop' }]);
  } else if (proto === 'responses') {
    const rid = id('resp_fake_'),
      base = {
        id: rid,
        object: 'response',
        created_at: Math.floor(Date.now() / 1000),
        model: d.model,
        status: 'in_progress',
        output: [],
      };
    let seq = 0;
    const e = (type, o) => ev.push([type, { type, sequence_number: seq++, ...o }]);
    e('response.created', { response: base });
    e('response.in_progress', { response: base });
    const out = [];
    if (words.length) {
      const item = { id: id('msg_fake_'), type: 'message', role: 'assistant', status: 'in_progress', content: [] },
        done = { ...item, status: 'completed', content: [{ type: 'output_text', text, annotations: [] }] };
      e('response.output_item.added', { output_index: 0, item });
      e('response.content_part.added', {
        item_id: item.id,
        output_index: 0,
        content_index: 0,
        part: { type: 'output_text', text: '', annotations: [] },
      });
      words.forEach((w, k) => {
        if (k === words.length >> 1) ev.push('CUT');
        e('response.output_text.delta', { item_id: item.id, output_index: 0, content_index: 0, delta: w });
      });
      e('response.output_text.done', { item_id: item.id, output_index: 0, content_index: 0, text });
      e('response.content_part.done', { item_id: item.id, output_index: 0, content_index: 0, part: done.content[0] });
      e('response.output_item.done', { output_index: 0, item: done });
      out.push(done);
    }
    if (call?.custom) {
      const item = {
        id: id('ctc_fake_'),
        type: 'custom_tool_call',
        status: 'completed',
        call_id: id('call_fake_'),
        name: call.name,
        input: call.args,
      };
      e('response.output_item.added', {
        output_index: out.length,
        item: { ...item, status: 'in_progress', input: '' },
      });
      e('response.custom_tool_call_input.delta', { item_id: item.id, output_index: out.length, delta: item.input });
      e('response.custom_tool_call_input.done', { item_id: item.id, output_index: out.length, input: item.input });
      e('response.output_item.done', { output_index: out.length, item });
      out.push(item);
    } else if (call) {
      const item = {
        id: id('fc_fake_'),
        type: 'function_call',
        status: 'completed',
        call_id: id('call_fake_'),
        name: call.name,
        arguments: JSON.stringify(call.args),
      };
      e('response.output_item.added', {
        output_index: out.length,
        item: { ...item, status: 'in_progress', arguments: '' },
      });
      e('response.function_call_arguments.delta', {
        item_id: item.id,
        output_index: out.length,
        delta: item.arguments,
      });
      e('response.function_call_arguments.done', {
        item_id: item.id,
        output_index: out.length,
        arguments: item.arguments,
      });
      e('response.output_item.done', { output_index: out.length, item });
      out.push(item);
    }
    const bad = stop === 'refusal';
    e(bad ? 'response.incomplete' : 'response.completed', {
      response: {
        ...base,
        status: bad ? 'incomplete' : 'completed',
        incomplete_details: bad ? { reason: 'content_filter' } : null,
        output: out,
        usage: {
          input_tokens: 25,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens: 15,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: 40,
        },
      },
    });
  } else if (proto === 'chat') {
    const c = (delta, fr = null, more = {}) =>
      ev.push([
        null,
        {
          id: 'chatcmpl-fake',
          object: 'chat.completion.chunk',
          created: Math.floor(Date.now() / 1000),
          model: d.model,
          choices: [{ index: 0, delta, finish_reason: fr }],
          ...more,
        },
      ]);
    c({ role: 'assistant', content: '' });
    words.forEach((w, k) => {
      if (k === words.length >> 1) ev.push('CUT');
      c({ content: w });
    });
    if (call)
      c({
        tool_calls: [
          {
            index: 0,
            id: id('call_fake_'),
            type: 'function',
            function: { name: call.name, arguments: JSON.stringify(call.args) },
          },
        ],
      });
    c({}, stop === 'refusal' ? 'content_filter' : call ? 'tool_calls' : 'stop', {
      usage: { prompt_tokens: 25, completion_tokens: 15, total_tokens: 40 },
    });
    ev.push([null, '[DONE]']);
  } else if (proto === 'gemini') {
    const g = (parts, fr) =>
      ev.push([
        null,
        {
          candidates: [{ content: { role: 'model', parts }, index: 0, ...(fr ? { finishReason: fr } : {}) }],
          usageMetadata: { promptTokenCount: 25, candidatesTokenCount: 15, totalTokenCount: 40 },
          modelVersion: d.model,
          responseId: 'fake',
        },
      ]);
    words.forEach((w, k) => {
      if (k === words.length >> 1) ev.push('CUT');
      g([{ text: w }]);
    });
    if (call) g([{ functionCall: { name: call.name, args: call.args } }]);
    g([{ text: '' }], stop === 'refusal' ? 'SAFETY' : 'STOP');
  }
  return ev;
}
// the same, not streamed
export function whole(proto, d, { text, call }) {
  if (proto === 'anthropic')
    return {
      id: id('msg_fake_'),
      type: 'message',
      role: 'assistant',
      model: d.model,
      content: [
        ...(text ? [{ type: 'text', text }] : []),
        ...(call ? [{ type: 'tool_use', id: id('toolu_fake_'), name: call.name, input: call.args }] : []),
      ],
      stop_reason: call ? 'tool_use' : 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 25, output_tokens: 15 },
    };
  if (proto === 'responses')
    return {
      id: id('resp_fake_'),
      object: 'response',
      status: 'completed',
      model: d.model,
      output: [
        {
          type: 'message',
          id: id('msg_'),
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text, annotations: [] }],
        },
      ],
      usage: { input_tokens: 25, output_tokens: 15, total_tokens: 40 },
    };
  if (proto === 'chat')
    return {
      id: 'chatcmpl-fake',
      object: 'chat.completion',
      created: 0,
      model: d.model,
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text } }],
      usage: { prompt_tokens: 25, completion_tokens: 15, total_tokens: 40 },
    };
  return {
    candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 25, candidatesTokenCount: 15, totalTokenCount: 40 },
  };
}
// An error in the middle of a stream.
export const sseErrors = {
  anthropic: ['error', { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }],
  responses: [
    'response.failed',
    {
      type: 'response.failed',
      response: {
        id: 'resp_fake',
        status: 'failed',
        error: {
          code: 'server_is_overloaded',
          message: 'Our servers are currently overloaded. Please try again later.',
        },
      },
    },
  ],
  chat: [null, { error: { message: 'Overloaded', type: 'server_error', code: 503 } }],
  gemini: [
    null,
    { error: { code: 503, message: 'The model is overloaded. Please try again later.', status: 'UNAVAILABLE' } },
  ],
};
