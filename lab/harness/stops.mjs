// One round of bench/stops: the agent is stopped by a person in the middle of a tool call, and nothing of it is left.
import fs from 'node:fs';
import { ActingCell } from './acts.mjs';
import { statusIn } from './cell.mjs';
import { processesOf, until } from './processes.mjs';

const TOOL = 'tail -f /dev/null'; // what the model server's slow tool waits in

export class StopCell extends ActingCell {
  constructor({ lab, agent, round }) {
    const scenario = { model: 'toolslow', permissions: 'full', stop: true };
    super({ lab, agent, name: `stop-${round}`, scenario });
    this.run = `${agent}.stop-${round}`;
  }

  async play() {
    await this.prepare();
    const launched = await this.workcell(90, ...this.launchArguments());
    const found = launched.code === 0 ? await this.stopInTool() : [`exit code of launch: ${launched.code}`];
    return [...found, ...(await this.clean(found.length > 0))];
  }

  async stopInTool() {
    const inTool = () => this.processes().some(({ command }) => command.includes(TOOL));
    if (!(await until(120, inTool))) return ['no tool call was begun in 120 s'];
    this.note('in the middle of a tool call', this.processes());
    const began = Date.now();
    const stopped = await this.workcell(90, 'stop', 'lab');
    this.stopSeconds = (Date.now() - began) / 1000;
    const found = stopped.code === 0 ? [] : [`exit code of stop: expected 0, got ${stopped.code}`];
    const settled = await until(30, async () => statusIn(await this.show())?.state === 'stopped');
    if (!settled) found.push('it is not stopped after 30 s');
    const none = await until(5, () => this.processes().length === 0);
    const left = none ? [] : this.processes();
    return [...found, ...left.map(({ pid, command }) => `left by stop: ${pid} ${command.slice(0, 100)}`)];
  }

  // Those of the agent: all that name the scratch directory or stand in it, but not the viewer.
  processes() {
    const viewer = ({ variables }) => variables.some((one) => one.startsWith('WORKCELL_VIEWER='));
    const named = processesOf(this.dir).filter((process) => !viewer(process));
    const pids = new Set(processesOf(this.dir).map(({ pid }) => pid));
    return [...named, ...standingIn(this.repo).filter(({ pid }) => !pids.has(pid))];
  }
}

function standingIn(dir) {
  const found = [];
  for (const pid of fs.existsSync('/proc/self/environ') ? fs.readdirSync('/proc') : []) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const there = fs.readlinkSync(`/proc/${pid}/cwd`);
      const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      if (command && (there === dir || there.startsWith(`${dir}/`))) found.push({ pid: Number(pid), command });
    } catch {
      // it is gone, or not ours
    }
  }
  return found;
}
