// Compares what a recovered cell left with its row: a list of differences in plain words, empty when all is right.
import fs from 'node:fs';
import path from 'node:path';

export async function recoveryDifferences({ expect: usual, expectOf, play, anew }, seen) {
  const expect = { ...usual, ...expectOf?.[seen.agent] };
  const { status, journal, asked } = seen;
  const found = [];
  const same = (what, wanted, got) => {
    if (wanted !== got) found.push(`${what}: expected ${shown(wanted)}, got ${shown(got)}`);
  };
  same('state', expect.state, status.state);
  same('wanted', 'running', status.wanted);
  same('notices', 0, status.notices?.length);
  same('leftovers', 0, status.leftovers?.filter(({ fate }) => fate === 'alive').length);
  const attempts = journal.filter(({ event }) => event === 'prepared');
  same('attempts', expect.attempts, attempts.length);
  found.push(...kindDifferences(expect, journal), ...tellingDifferences(expect.tells, seen.why));
  const named = attempts.some(({ settings }) => settings.resumes); // it may have been left the time to name it
  const conversation = anew?.includes(seen.agent) && !named ? anewDifferences : conversationDifferences;
  found.push(...conversation(attempts, play, seen), ...onlyOneDifferences(asked));
  if (expect.waits) found.push(...waitDifferences(expect.waits, asked));
  if (expect.prompted && !asked.some(({ prompts }) => prompts.at(-1)?.text.includes(expect.prompted))) {
    found.push(`no prompt says: ${expect.prompted}`);
  }
  found.push(...(await workDifferences(expect, seen)));
  return found;
}

// Each attempt that did not pass has a diagnosis. A run that was parked and taken up again has it once more.
function kindDifferences({ kinds, parks = 0 }, journal) {
  const settled = journal.filter(({ event, diagnosis }) => event === 'settled' && diagnosis);
  const parked = settled.slice(0, -1).filter(({ to }) => wordOf(to) === 'parked');
  const got = settled.filter((line) => !parked.includes(line)).map(({ diagnosis }) => diagnosis.kind);
  const right =
    got.length === kinds.length && kinds.every((kind, i) => (Array.isArray(kind) ? kind : [kind]).includes(got[i]));
  const found = right ? [] : [`diagnoses: expected ${shown(kinds)}, got ${shown(got)}`];
  if (parked.length !== parks) found.push(`parked on the way: expected ${parks} times, got ${parked.length}`);
  return found;
}

const wordOf = (state) => state?.state ?? state;

function tellingDifferences(tells, why) {
  let from = 0;
  for (const wanted of tells) {
    const at = why.slice(from).search(wanted);
    if (at < 0) return [`why does not tell ${wanted}, or not in this order`];
    from += at + 1;
  }
  return [];
}

// The next attempt goes on with the first one's own conversation, and the model was sent what was said before.
function conversationDifferences(attempts, play, { asked, objective, status, journal }) {
  const found = [];
  const session = journal.find(({ event, sessionId }) => event === 'output' && sessionId)?.sessionId;
  attempts.slice(1).forEach(({ attempt, settings }) => {
    if (settings.resumes !== session) {
      found.push(`attempt ${attempt} resumes ${shown(settings.resumes)} and not ${shown(session)}`);
    }
  });
  if (attempts.length > 1 && status.agent?.sessionId !== session) {
    found.push(`agent.sessionId: expected ${shown(session)}, got ${shown(status.agent?.sessionId)}`);
  }
  for (let turn = 1; turn < attempts.length; turn++) {
    const request = asked.find((one) => one.turn === turn);
    if (!request) {
      found.push(`the model was never told in one conversation that ${turn} attempts ended`);
      continue;
    }
    const again = request.prompts.findIndex(({ again }) => again);
    if (request.prompts[again].text.includes(objective)) found.push('a conversation that goes on got the brief again');
    const before = request.prompts.slice(0, again).some(({ text }) => text.includes(objective));
    if (!before) found.push('the model was not sent the brief of the first attempt when it went on');
    const calls = play.slice(0, turn).filter(({ call }) => call).length;
    if (request.calls < calls) found.push(`it was sent ${request.calls} earlier tool calls, expected ${calls}`);
  }
  return found;
}

// The next attempt begins a conversation of its own, which has the brief and what became of the first.
function anewDifferences(attempts, play, { asked, objective }) {
  const resumed = attempts.slice(1).filter(({ settings }) => settings.resumes);
  const found = resumed.map(({ attempt, settings }) => `attempt ${attempt} resumes ${shown(settings.resumes)}`);
  const request = asked.find(({ turn }) => turn === 1);
  if (!request) return [...found, 'the model was never told that the first attempt ended'];
  if (!request.prompts.some(({ text }) => text.includes(objective))) found.push('the next attempt was sent no brief');
  return found;
}

// Once a later attempt has asked the model, an earlier one never does.
function onlyOneDifferences(asked) {
  const back = asked.findIndex(({ turn }, i) => i > 0 && turn < asked[i - 1].turn);
  return back < 0 ? [] : [`two agents at once: attempt ${asked[back].turn + 1} asked after ${asked[back - 1].turn + 1}`];
}

function waitDifferences(seconds, asked) {
  const last = asked.findLast(({ turn }) => turn === 0);
  const next = asked.find(({ turn }) => turn === 1);
  const waited = last && next ? (next.t - last.t) / 1000 : 0;
  return waited >= seconds ? [] : [`it waited for ${waited} s, expected ${seconds} or more`];
}

// Every file is there as it should be, none besides, and each attempt's end is saved as a ref.
async function workDifferences({ files, saved }, { git, repo, journal }) {
  const found = [];
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(repo, name);
    const got = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
    if (got !== text) found.push(`${name}: expected ${shown(text)}, got ${shown(got)}`);
  }
  const wanted = Object.keys(files).sort().map((name) => `?? ${name}`);
  const changes = (await git('status', '--porcelain')).split('\n').filter(Boolean);
  if (changes.sort().join() !== wanted.join()) found.push(`git status: expected ${shown(wanted)}, got ${shown(changes)}`);
  const refs = (await git('for-each-ref', '--format=%(refname)', 'refs/workcell')).split('\n');
  for (const { attempt, changed, salvage } of journal.filter(({ event }) => event === 'tree')) {
    if (changed && !refs.includes(salvage?.ref)) found.push(`the end of attempt ${attempt} is not saved`);
    if (changed && salvage?.complete !== true) found.push(`the salvage of attempt ${attempt} is not complete`);
  }
  const holds = async (ref) => (await git('ls-tree', '--name-only', ref)).split('\n').includes(saved);
  if (saved && !(await Promise.all(refs.map(holds))).includes(true)) found.push(`${saved} is saved in no ref`);
  return found;
}

const shown = (value) => JSON.stringify(value) ?? 'nothing';
