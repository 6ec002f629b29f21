// Which tool call the model makes, in the agent's own words.

export const NOTE = 'echo "note from the fake model" >> agent-note.txt';

// The call for a scenario, or null if the agent offers no tool for it.
// wish: {command} runs a shell command; {write: {path, text}} creates or replaces one file with the agent's own editing tool.
export function toolCall(scenario, tools, wish) {
  if (scenario === 'ask') {
    const question = questionCall(tools);
    if (question) return question;
  }
  if (wish.write) return writeCall(tools, wish.write) ?? shellCall(scenario, tools, asShell(wish.write));
  return shellCall(scenario, tools, wish.command ?? NOTE);
}

const first = (tools, ...names) => names.find((name) => tools.includes(name));

function questionCall(tools) {
  const name = first(tools, 'AskUserQuestion', 'ask_user', 'request_user_input', 'question', 'ask_user_question');
  if (!name) return null;
  const options = [
    { label: 'Red', description: 'the red one' },
    { label: 'Blue', description: 'the blue one' },
  ];
  const question = { id: 'colour', question: 'Which colour shall I use?', header: 'Colour', type: 'choice' };
  return { name, args: { questions: [{ ...question, multiSelect: false, options }] } };
}

function shellCall(scenario, tools, wanted) {
  const name = first(
    tools,
    'Bash',
    'bash',
    'exec_command',
    'shell_command',
    'shell',
    'local_shell',
    'run_shell_command',
  );
  if (!name) return null;
  // Claude Code refuses sleep.
  const command = scenario === 'toolslow' ? `timeout 40 tail -f /dev/null; ${wanted}` : wanted;
  if (name === 'shell') return { name, args: { command: ['bash', '-lc', command] } };
  if (name === 'exec_command') {
    const escalated = { sandbox_permissions: 'require_escalated', justification: 'May I write outside the sandbox?' };
    return { name, args: { cmd: command, yield_time_ms: 60000, ...(scenario === 'toolesc' ? escalated : {}) } };
  }
  // `is_background` is asked for by Gemini CLI and Qwen Code.
  const background = name === 'run_shell_command' ? { is_background: false } : {};
  return { name, args: { command, description: 'Run a shell command', ...background } };
}

// `Write` of Claude Code; `write_file` of Gemini CLI and Qwen Code; `write` of OpenCode and of pi, which call the path
// differently; `create` of Copilot; `apply_patch` of Codex, which takes a shell call of that name as its own editing tool.
function writeCall(tools, { path, text }) {
  if (tools.includes('Write')) return { name: 'Write', args: { file_path: path, content: text } };
  if (tools.includes('write_file')) return { name: 'write_file', args: { file_path: path, content: text } };
  if (tools.includes('write')) return { name: 'write', args: { filePath: path, path, content: text } };
  if (tools.includes('create')) return { name: 'create', args: { path, file_text: text } };
  if (tools.includes('apply_patch')) return { name: 'apply_patch', custom: true, args: addFile(path, text) };
  if (tools.includes('exec_command')) {
    return {
      name: 'exec_command',
      args: { cmd: `apply_patch <<'EOF'\n${addFile(path, text)}\nEOF`, yield_time_ms: 60000 },
    };
  }
  return null;
}

const addFile = (path, text) => {
  const added = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `+${line}\n`)
    .join('');
  return `*** Begin Patch\n*** Add File: ${path}\n${added}*** End Patch`;
};

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
const asShell = ({ path, text }) => `printf %s ${quoted(text)} > ${quoted(path)}`;
