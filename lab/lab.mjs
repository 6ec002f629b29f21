// Runs the table of scenarios.mjs or of recoveries.mjs, some at a time, and says for each what differs. Started by
// lab/run.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AGENTS } from './harness/agents.mjs';
import { Cell } from './harness/cell.mjs';
import { DeliveriesCell } from './harness/deliveries.mjs';
import { InteractiveCell } from './harness/interactive.mjs';
import { MORE } from './harness/more-agents.mjs';
import { end, run, until } from './harness/processes.mjs';
import { OpenClawCell } from './harness/openclaw.mjs';
import { RecoveryCell } from './harness/recovery.mjs';
import { SkillCell } from './harness/skill.mjs';
import { StopCell } from './harness/stops.mjs';
import { INTERACTIVES } from './interactives.mjs';
import { RECOVERIES } from './recoveries.mjs';
import { SCENARIOS } from './scenarios.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));

function refuse(text) {
  console.error(`lab: ${text}`);
  process.exit(2);
}

const USAGE = `usage: lab/run [--all] [--workcell PATH] [--agent NAME] [--scenario NAME] [--jobs N] [--keep]
       lab/run recovery [FILTER] [--all] [--long] [--workcell PATH] [--agent NAME] [--jobs N] [--keep]
       lab/run interactive [FILTER] [--workcell PATH] [--agent NAME] [--jobs N] [--keep]
       lab/run deliveries [--rounds N] [--workcell PATH] [--agent NAME] [--keep]
       lab/run skill [--workcell PATH] [--agent NAME|openclaw] [--jobs N] [--keep]
       lab/run openclaw [--long] [--workcell PATH] [--keep]
       lab/run stops --agent NAME [--rounds N] [--jobs N] [--keep]   # as bench/stops`;

// The agents whose pages say how they are run in a terminal.
const TALKERS = ['claude-code', 'codex'];
const TABLES = ['recovery', 'interactive', 'deliveries', 'skill', 'openclaw', 'stops'];

function options() {
  const names = ['workcell', 'agents', 'more', 'openclaw', 'agent', 'scenario', 'jobs', 'rounds'].map((name) => [name, { type: 'string' }]);
  const flags = ['all', 'long', 'keep'].map((name) => [name, { type: 'boolean' }]);
  try {
    const parsed = parseArgs({ options: Object.fromEntries([...names, ...flags]), allowPositionals: true });
    const [table, filter, ...more] = parsed.positionals;
    if (!TABLES.includes(table ?? 'recovery') || more.length > 0) throw new Error(`'${parsed.positionals.join(' ')}'?`);
    return { ...parsed.values, table, filter };
  } catch (e) {
    return refuse(`${e.message}\n${USAGE}`);
  }
}

function chosen(all, one, what) {
  if (one !== undefined && !all.includes(one)) refuse(`there is no ${what} '${one}': ${all.join(', ')}`);
  return one === undefined ? all : [one];
}

// The rows of the plain table. Without `whole` the five agents go through the few that they name.
function plain({ lab, agentNames, scenarioNames, whole }) {
  const goes = (agent, name) => whole || !MORE[agent] || MORE[agent].pick.includes(name);
  return scenarioNames.flatMap((name) =>
    agentNames
      .filter((agent) => goes(agent, name) && !SCENARIOS[name].without?.includes(agent))
      .map((agent) => new Cell({ lab, agent, name, scenario: SCENARIOS[name] })),
  );
}

function stops({ lab, agent, rounds }) {
  return Array.from({ length: rounds }, (_, n) => new StopCell({ lab, agent, round: n + 1 }));
}

// The rows of recovery whose title has `filter`; the slow ones first, since they only wait.
function recoveries({ lab, agentNames, filter, whole }) {
  const goes = (agent, { others }) => !MORE[agent] || (whole && others?.includes(agent));
  const rows = Object.entries(RECOVERIES).flatMap(([name, scenario]) =>
    agentNames
      .filter((agent) => goes(agent, scenario))
      .map((agent) => new RecoveryCell({ lab, agent, name, scenario })),
  );
  const asked = rows.filter((cell) => cell.title.includes(filter ?? ''));
  if (asked.length === 0) refuse(`no row of recovery has '${filter}' in its name: ${Object.keys(RECOVERIES).join(', ')}`);
  return asked.sort((one, two) => Boolean(two.scenario.slow) - Boolean(one.scenario.slow));
}

// The interactive rows whose title has `filter`.
function interactives({ lab, agentNames, filter }) {
  const rows = Object.entries(INTERACTIVES).flatMap(([name, scenario]) =>
    agentNames
      .filter((agent) => (scenario.only ?? [agent]).includes(agent))
      .map((agent) => new InteractiveCell({ lab, agent, name, scenario })),
  );
  const asked = rows.filter((cell) => cell.title.includes(filter ?? ''));
  if (asked.length === 0) refuse(`no interactive row has '${filter}' in its name: ${Object.keys(INTERACTIVES).join(', ')}`);
  return asked;
}

// Whether a file can be mounted over another here, as rows with another boot id need.
async function mayMount() {
  const there = '/proc/sys/kernel/random/boot_id';
  const { code } = await run('unshare', ['-m', 'mount', '--bind', there, there], { env: process.env }).catch(() => ({}));
  return code === 0;
}

// The model server, in a process of its own that ends when this one does.
async function startServer(scratch, bodies) {
  const dir = path.join(scratch, 'model');
  fs.mkdirSync(path.join(dir, 'ctl'), { recursive: true });
  const out = fs.openSync(path.join(dir, 'server.log'), 'a');
  const env = { ...process.env, PORT: '0', FAKE_DIR: dir, FAKE_UNTIL_STDIN_ENDS: '1' };
  if (bodies) env.FAKE_BODIES = '1';
  const child = spawn(process.execPath, [path.join(HERE, 'model-server.mjs')], { env, stdio: ['pipe', out, out] });
  const port = await until(
    20,
    () => fs.existsSync(path.join(dir, 'port')) && fs.readFileSync(path.join(dir, 'port'), 'utf8'),
  );
  if (!port) throw new Error('the model server did not start');
  const control = (name, text) => fs.writeFileSync(path.join(dir, 'ctl', name), text);
  const logOf = (run) => path.join(dir, 'log', `${run}.jsonl`);
  return { url: `http://127.0.0.1:${port.trim()}`, control, logOf, stop: () => child.kill('SIGTERM') };
}

async function play(cell) {
  const began = Date.now();
  const differences = await cell.play().catch((e) => [`the lab itself: ${e.stack}`]);
  return { differences, seconds: (Date.now() - began) / 1000 };
}

// One line for what went well; what differs, and a kept directory, for what did not.
function report(cell, { differences, seconds }, keep) {
  const word = differences.length === 0 ? 'ok    ' : 'FAILED';
  console.log(`${word}  ${cell.title.padEnd(30)} ${seconds.toFixed(1).padStart(6)} s`);
  for (const line of differences) console.log(`          ${line}`);
  if (differences.length > 0 || keep) console.log(`          kept: ${cell.dir} (calls.txt has what was said)`);
  else fs.rmSync(cell.dir, { recursive: true, force: true });
}

async function main() {
  const { workcell, agents, more, openclaw, agent, scenario, table, filter, all, long, keep, jobs = '4', rounds = '20' } = options();
  if (!/^[1-9]\d*$/.test(jobs)) refuse(`--jobs ${jobs} is not a number`);
  const has = Object.keys(AGENTS).filter((name) => more || !MORE[name]);
  const known = [...has, ...(openclaw ? ['openclaw'] : [])];
  const agentNames = chosen(known, agent, 'agent');
  const scenarioNames = chosen(Object.keys(SCENARIOS), scenario, 'scenario');

  const whole = Boolean(all || agent || scenario);
  const installed = more ? [agents, more] : [agents];
  const lab = { agents, more, installed, openclaw, workcell: path.resolve(workcell), interrupted: false, long };
  // Beside the agents and not in /tmp: what Codex may write in its sandbox includes /tmp.
  const scratch = fs.mkdtempSync(path.join(path.dirname(agents), 'r-'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, async () => {
      console.error(`lab: ${signal}: ending what runs`);
      lab.interrupted = true; // no cell calls the product from now on
      await end(scratch);
      fs.rmSync(scratch, { recursive: true, force: true });
      process.exit(130);
    });
  }

  const server = await startServer(scratch, table === 'openclaw');
  Object.assign(lab, { ...server, scratch });
  const asked = { lab, agentNames, scenarioNames, filter, whole };
  const ours = agentNames.filter((name) => !MORE[name]);
  const talkers = agentNames.filter((name) => TALKERS.includes(name));
  const tables = {
    recovery: () => recoveries(asked),
    interactive: () => interactives({ lab, agentNames: talkers, filter }),
    deliveries: () => talkers.map((name) => new DeliveriesCell({ lab, agent: name, rounds: Number(rounds) })),
    skill: () => ours.map((name) => new SkillCell({ lab, agent: name })),
    openclaw: () => [new OpenClawCell({ lab })],
    stops: () => agentNames.flatMap((name) => stops({ lab, agent: name, rounds: Number(rounds) })),
  };
  const cells = tables[table]?.() ?? plain(asked);
  const mounts = await mayMount();
  const results = [];
  const stopTimes = [];
  const next = async () => {
    for (let cell = cells.shift(); cell; cell = cells.shift()) {
      if (cell.scenario.boots && !mounts) {
        console.log(`NOT RUN ${cell.title}: no file may be mounted over the boot id here`);
        continue;
      }
      const found = await play(cell);
      if (lab.interrupted) return;
      report(cell, found, keep);
      results.push(found.differences.length === 0);
      if (cell.stopSeconds) stopTimes.push(cell.stopSeconds);
    }
  };
  await Promise.all(Array.from({ length: Math.min(Number(jobs), cells.length) }, next));
  if (lab.interrupted) return;

  server.stop();
  await end(scratch);
  const passed = results.filter(Boolean).length;
  if (passed === results.length && !keep) fs.rmSync(scratch, { recursive: true, force: true });
  stopTimes.sort((a, b) => a - b);
  const median = stopTimes[Math.floor(stopTimes.length / 2)];
  if (median) console.log(`stop: median ${median.toFixed(1)} s, longest ${stopTimes.at(-1).toFixed(1)} s`);
  console.log(`${passed} passed, ${results.length - passed} failed`);
  process.exit(passed === results.length ? 0 : 1);
}

await main();
