// What can be done to a running cell: the vocabulary of recoveries.mjs.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { AGENTS } from './agents.mjs';
import { Cell } from './cell.mjs';
import { pause, processesOf, signalTo, until } from './processes.mjs';

const SETTLED = ['passed', 'parked', 'stopped', 'unverified'];
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

const named = (process, name) => process.variables.some((variable) => variable.startsWith(`${name}=`));
const WHO = {
  all: () => true,
  wrapper: ({ command }) => command.includes(' ./wrapper '),
  supervisor: ({ command }) => / dev\.workcell\.Main supervise/.test(command),
  tmux: (process) => /^(\S*\/)?tmux/.test(process.command) && named(process, 'WORKCELL_VIEWER'),
};

export class ActingCell extends Cell {
  // Until the model server has been asked by the agent and plays `word`.
  async heard(word) {
    const asked = () => this.asked().some(({ answer }) => answer === word);
    if (!(await until(90, asked))) throw new Unexpected(`the model was not asked for '${word}' in 90 s`);
  }

  async comesTo(state) {
    const is = () => this.status()?.state === state;
    if (!(await until(90, is))) throw new Unexpected(`expected ${state} within 90 s, it is ${this.status()?.state}`);
  }

  async leaves(state) {
    if (!(await until(60, () => this.status()?.state !== state))) throw new Unexpected(`it is still ${state} after 60 s`);
  }

  // Nothing may be settled and no other attempt begin for so long.
  async stays(seconds, attempt) {
    const status = () => this.status() ?? {};
    const moved = await until(seconds, () => status().attempt !== attempt || SETTLED.includes(status().state));
    if (moved) throw new Unexpected(`expected attempt ${attempt} to go on, got ${status().state} ${status().attempt}`);
  }

  // -> where it settled, or null.
  async settles(seconds) {
    return until(seconds, () => SETTLED.includes(this.status()?.state));
  }

  // kill -9, once it is there.
  kill(who) {
    const found = who === 'agent' ? this.agentItself() : processesOf(this.dir).filter(WHO[who]);
    this.note(`kill -9 ${who}`, found);
    if (found.length === 0) throw new Unexpected(`there is no ${who} to be killed`);
    for (const { pid } of found) signalTo(pid, 'SIGKILL');
  }

  // The process that the wrapper started, alone.
  agentItself() {
    const found = processesOf(this.dir);
    const wrapper = found.find(WHO.wrapper)?.pid;
    return found.filter(({ pid, variables }) => wrapper && named({ variables }, 'WORKCELL_RUN') && parent(pid) === wrapper);
  }

  letGo() {
    this.lab.control(`${this.run}.go`, 'go');
  }

  // The agent's credential becomes another one.
  logIn() {
    const [name, text] = AGENTS[this.agent].login;
    fs.writeFileSync(path.join(this.home, name), text);
  }

  write(file, text) {
    fs.writeFileSync(path.join(this.repo, file), text);
  }

  // All processes stand still, and so does the clock of their CPU.
  async sleepFor(seconds) {
    const found = processesOf(this.dir);
    this.note(`SIGSTOP for ${seconds} s`, found);
    for (const { pid } of found) signalTo(pid, 'SIGSTOP');
    await pause(seconds * 1000);
    for (const { pid } of found) signalTo(pid, 'SIGCONT');
  }

  // The next calls of the product see another boot id; a mount namespace each, one file.
  reboot() {
    fs.writeFileSync(this.bootId(), `${randomUUID()}\n`);
    this.note('another boot id', []);
  }

  bootId() {
    const file = path.join(this.dir, 'boot-id');
    if (!fs.existsSync(file)) fs.writeFileSync(file, fs.readFileSync(BOOT_ID));
    return file;
  }

  within() {
    if (!this.scenario.boots) return [];
    const inside = `mount --bind "$1" ${BOOT_ID} && shift && exec "$@"`;
    return ['unshare', '-m', 'sh', '-c', inside, 'boot', this.bootId()];
  }

  // Starts a supervisor, as a service does.
  async supervise(variables = { HOME: this.home, PATH: this.env.PATH }) {
    const apps = path.join(this.env.WORKCELL_HOME, 'app');
    const program = path.join(apps, fs.readdirSync(apps)[0], 'workcell');
    const env = { ...variables, WORKCELL_HOME: this.env.WORKCELL_HOME };
    const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    const [command, ...rest] = [...this.within(), 'env', '-i', ...words, program, 'supervise'];
    const out = fs.openSync(path.join(this.dir, 'supervisor.txt'), 'a');
    spawn(command, rest, { cwd: '/', detached: true, stdio: ['ignore', out, out] }).unref();
    const live = path.join(this.env.WORKCELL_HOME, 'supervisor', 'live');
    const leads = ({ pid }) => this.read(live)?.toString().split('\n')[0] === String(pid); // not the file of one that was killed
    const begun = () => processesOf(this.dir).filter(WHO.supervisor).some(leads);
    if (!(await until(30, begun))) throw new Unexpected('the supervisor did not start');
    this.note('a supervisor was started', []);
  }

  note(what, processes) {
    const rows = processes.map(({ pid, command }) => `  ${pid} ${command.slice(0, 120)}\n`).join('');
    fs.appendFileSync(path.join(this.dir, 'calls.txt'), `# ${what}\n${rows}`);
  }
}

// What was done to the cell did not come out as the row says.
export class Unexpected extends Error {}

function parent(pid) {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
