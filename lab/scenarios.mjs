// The expectation table: what the model plays, and what must stand in the record afterwards.
//
//   model    scenario of the model server           wish    the tool call it makes; `{repo}` is the work tree
//   login    'subscription' where only that carries a reset time (Claude Code); else an API key
//   launch   exit code of `workcell launch --wait`  agent   exit code of the agent in status.json
//   claim    claim.ok                               verdict verify.verdict, null when no check ran
//   tree     'edited', 'clean', 'any'                   diagnosis kind, or 'some' when any will do, null when none
//   resets   a reset time 2 h 17 min ahead is recorded
//   rules    a SUPERVISOR.md, trusted               expectOf where an agent differs
//   permissions 'safe' when nothing is said; 'shell': what the agent needs to run any shell command
//   without  the agents that cannot go through it
//   absent   a file that must not be there, where it is denied
//   stop     the operator stops it once the agent has printed a line; `mute`: has asked the model, since it prints none
//   nameless the agents that may end without having named their conversation

const WANTED = { command: 'printf "done\\n" > result.txt' };
const passed = {
  launch: 0,
  state: 'passed',
  agent: 0,
  claim: true,
  verdict: 'passed',
  tree: 'edited',
  diagnosis: null,
};
const failed = { launch: 1, state: 'parked', agent: 1, claim: false, verdict: 'none', tree: 'clean' };
const claimsOnly = { ...failed, agent: 0, claim: true, verdict: 'failed', diagnosis: 'partial-completion' };

const found = { ...claimsOnly, absent: undefined, tree: 'any', verdict: 'none', diagnosis: 'forbidden-path' }; // not denied, but found out
const cutOff = { ...failed, diagnosis: 'network' }; // it does not try again by itself
const noTime = { resets: undefined }; // it passes on no time
const zero = { agent: 0 }; // its exit code is 0 whatever happened

export const SCENARIOS = {
  ok: { about: 'says that it is done and changes nothing', model: 'ok', expect: claimsOnly },
  tool: {
    about: 'writes the file with a shell command',
    model: 'tool',
    wish: WANTED,
    permissions: 'shell',
    expect: passed,
  },
  edit: {
    about: 'writes the file with its own editing tool',
    model: 'tool',
    wish: { write: { path: '{repo}/result.txt', text: 'done\n' } },
    expect: passed,
  },
  full: { about: 'as tool, approvals bypassed', model: 'tool', wish: WANTED, permissions: 'full', expect: passed },
  denied: {
    about: 'asks for what safe mode denies: to write into .git',
    model: 'tool',
    wish: { command: 'printf x > .git/planted' },
    expect: { ...claimsOnly, absent: '{repo}/.git/planted' },
  },
  forbidden: {
    about: 'edits a path that SUPERVISOR.md forbids: it is denied, or found out',
    model: 'tool',
    rules: '---\nforbidden: [secret/**]\n---\n',
    wish: { write: { path: '{repo}/secret/x.txt', text: 'done\n' } },
    expect: { ...claimsOnly, absent: '{repo}/secret/x.txt' },
    expectOf: { codex: found, gemini: found, opencode: found, pi: found, qwen: found },
  },
  forbiddenshell: {
    about: 'writes such a path with a shell command: that is denied too, or found out',
    model: 'tool',
    rules: '---\nforbidden: [secret/**]\n---\n',
    wish: { command: 'mkdir -p secret; printf "done\\n" > result.txt; printf x > secret/x.txt' },
    expect: { ...claimsOnly, absent: '{repo}/secret/x.txt' },
    expectOf: { codex: found },
  },
  dropfirst: {
    about: 'loses the first stream, then as tool',
    model: 'dropfirst',
    wish: WANTED,
    permissions: 'shell',
    expect: passed,
    expectOf: { gemini: cutOff, qwen: { ...cutOff, agent: 0 } },
  },
  empty: {
    about: 'an empty answer, exit 0',
    model: 'empty',
    expect: { ...failed, agent: 0, diagnosis: 'some' },
    expectOf: { copilot: { agent: 1 } },
  },
  auth401: {
    about: 'the key is refused',
    model: 'auth401',
    expect: { ...failed, diagnosis: 'auth-failure' },
    expectOf: { gemini: { agent: 144 }, pi: zero, qwen: zero },
  },
  usage: {
    about: 'the usage limit is reached',
    model: 'usage',
    login: 'subscription',
    expect: { ...failed, diagnosis: 'rate-limit', resets: true },
    expectOf: { gemini: { agent: 173, ...noTime }, pi: { ...zero, ...noTime }, qwen: { ...zero, ...noTime } },
  },
  midusage: {
    about: 'writes the file, then the usage limit is reached',
    model: 'midusage',
    login: 'subscription',
    wish: WANTED,
    permissions: 'shell',
    expect: { ...failed, verdict: 'passed', tree: 'edited', diagnosis: 'rate-limit', resets: true },
    expectOf: { gemini: { agent: 173, ...noTime }, pi: { ...zero, ...noTime }, qwen: { ...zero, ...noTime } },
  },
  drop: {
    about: 'every stream is cut in the middle',
    model: 'drop',
    expect: { ...failed, diagnosis: 'network' },
    expectOf: { pi: zero, qwen: zero },
  },
  hang: {
    about: 'the model never answers; the operator stops it',
    model: 'hang',
    stop: true,
    mute: ['opencode'],
    nameless: ['opencode', 'copilot'], // Copilot names its conversation at the end, if it is left the time
    expect: { launch: 0, state: 'stopped', verdict: 'none', tree: 'clean' },
  },
};
