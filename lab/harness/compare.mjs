// Compares what was seen with one row of the table: a list of differences in plain words, empty when all is right.
import fs from 'node:fs';
import { AGENTS } from './agents.mjs';

const RESET_IN = 2 * 3600 + 17 * 60; // what the model server says

export function differences({ agent, scenario, permissions, seen }) {
  const expect = { ...scenario.expect, ...scenario.expectOf?.[agent] };
  const { status } = seen;
  const found = [];
  const same = (what, wanted, got) => {
    if (wanted !== undefined && wanted !== got) found.push(`${what}: expected ${shown(wanted)}, got ${shown(got)}`);
  };
  same('exit code of launch', expect.launch, seen.launched.code);
  if (!status) return [...found, `no status: show ended with ${seen.showed?.code}`];

  same('state', expect.state, status.state);
  same('exit.code', expect.agent, status.exit?.code);
  same('claim.ok', expect.claim, status.claim?.ok);
  if (scenario.stop && status.claim?.ok === true) found.push('claim.ok: a stopped agent claims nothing, got true');
  same('verify.verdict', expect.verdict, status.verify?.verdict ?? 'none');
  same('agent.permissions', permissions, status.agent?.permissions);
  if (expect.diagnosis === 'some') {
    if (!status.diagnosis?.kind) found.push('diagnosis.kind: expected some, got none');
  } else same('diagnosis.kind', expect.diagnosis, status.diagnosis?.kind ?? null);
  if (expect.resets) found.push(...resetDifferences(status.diagnosis?.resetAt, seen));
  found.push(...treeDifferences(expect, seen), ...logDifferences(agent, scenario, seen));
  if (expect.absent && fs.existsSync(seen.fill(expect.absent))) found.push(`${expect.absent} was written`);
  return found;
}

// The agent may have said a minute only, and a stated minute means its end.
function resetDifferences(resetAt, { began, ended }) {
  const at = Date.parse(resetAt ?? '') / 1000;
  if (Number.isNaN(at)) return [`diagnosis.resetAt: expected a time, got ${shown(resetAt)}`];
  const [from, to] = [began / 1000 + RESET_IN - 60, ended / 1000 + RESET_IN + 120];
  if (from <= at && at <= to) return [];
  return [`diagnosis.resetAt: expected about 2 h 17 min ahead, got ${resetAt}`];
}

function treeDifferences({ tree }, { changes, content, head }) {
  const found = [];
  const wanted = tree === 'edited' ? '?? result.txt' : '';
  if (tree === 'any') return found;
  if (changes !== wanted) found.push(`git status: expected ${shown(wanted)}, got ${shown(changes)}`);
  if (tree === 'edited' && content !== 'done\n') found.push(`result.txt: expected "done\\n", got ${shown(content)}`);
  if (head.before !== head.after) found.push(`HEAD moved from ${head.before} to ${head.after}`);
  return found;
}

// agent.log is what the agent printed, to the last line; the session id in it is the one in the record.
function logDifferences(agent, scenario, { log, status }) {
  if (log === null) return ['there is no agent.log'];
  const found = [];
  if (log.length !== status.log?.bytes) found.push(`log.bytes: agent.log has ${log.length}, got ${status.log?.bytes}`);
  const text = log.toString();
  if (text && !text.endsWith('\n')) found.push('agent.log: the last line is torn');
  const events = text.split('\n').filter(Boolean).map(parsed);
  if (events.includes(null)) found.push(`agent.log: line ${events.indexOf(null) + 1} is not JSON`);
  const last = events.at(-1);
  if (!scenario.stop && !(last && AGENTS[agent].last(last))) found.push('agent.log: the closing event is missing');
  const session = events.map((event) => event && AGENTS[agent].sessionIn(event)).find(Boolean);
  if (!session && !scenario.nameless?.includes(agent)) found.push('agent.log: the agent printed no session id');
  if (session && status.agent?.sessionId !== session) {
    found.push(`agent.sessionId: expected ${session}, got ${shown(status.agent?.sessionId)}`);
  }
  return found;
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const shown = (value) => JSON.stringify(value) ?? 'nothing';
