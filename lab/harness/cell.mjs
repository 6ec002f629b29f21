// One scenario with one agent: a scratch HOME, a scratch repo, one workcell, and what came of it.
import fs from 'node:fs';
import path from 'node:path';
import { AGENTS } from './agents.mjs';
import { differences } from './compare.mjs';
import { end, processesOf, run, until } from './processes.mjs';

const LAUNCH_SECONDS = 150;
const CHECK = `#!/bin/sh
# Passes when the agent has made the wanted file.
grep -qx done result.txt || { echo 'result.txt has no line: done'; exit 1; }
`;
export const OBJECTIVE = 'Make result.txt';

export class Cell {
  constructor({ lab, agent, name, scenario }) {
    Object.assign(this, { lab, agent, scenario, name, title: `${agent} ${name}` });
    this.run = `${agent}.${name}`;
    this.dir = path.join(lab.scratch, this.run);
    this.home = path.join(this.dir, 'home');
    this.repo = path.join(this.dir, 'repo');
    this.url = `${lab.url}/s/${scenario.model}/${this.run}`;
  }

  // -> the differences to the table; never throws for what the product does.
  async play() {
    const began = Date.now();
    await this.prepare();
    const head = { before: await this.git('rev-parse', 'HEAD') };
    const launched = await this.workcell(LAUNCH_SECONDS, ...this.launchArguments());
    const trouble = this.scenario.stop ? await this.stopIt() : [];
    const showed = await this.show();
    const seen = { began, ended: Date.now(), launched, showed, status: statusIn(showed), fill: (t) => this.fill(t) };
    seen.log = this.read(path.join(this.runDirectory(), 'agent.log'));
    seen.changes = await this.git('status', '--porcelain');
    seen.content = this.read(path.join(this.repo, 'result.txt'))?.toString();
    seen.head = { ...head, after: await this.git('rev-parse', 'HEAD') };
    const found = [...trouble, ...differences({ agent: this.agent, scenario: this.scenario, permissions: permissionsOf(this), seen })];
    return [...found, ...(await this.clean(found.length > 0))];
  }

  async prepare() {
    for (const dir of [this.home, this.repo, path.join(this.dir, 'tmp')]) fs.mkdirSync(dir, { recursive: true });
    const { variables, names } = AGENTS[this.agent].environment(this);
    const { PATH, LANG, JAVA_HOME, WORKCELL_JAVA_HOME } = process.env;
    const own = { HOME: this.home, WORKCELL_HOME: path.join(this.dir, 'wc'), TMPDIR: path.join(this.dir, 'tmp') };
    const path_ = [...this.lab.installed.map((dir) => path.join(dir, 'bin')), PATH].join(':');
    this.names = names;
    this.env = { LANG: LANG ?? 'C.UTF-8', TERM: 'xterm-256color', ...own, ...variables, PATH: path_ };
    Object.assign(this.env, JAVA_HOME && { JAVA_HOME }, WORKCELL_JAVA_HOME && { WORKCELL_JAVA_HOME });
    AGENTS[this.agent].seed(this);
    this.tellModel();

    await this.git('init', '-q');
    fs.writeFileSync(path.join(this.repo, 'README.md'), 'A scratch repository of the agent lab.\n');
    fs.writeFileSync(path.join(this.repo, 'check.sh'), CHECK, { mode: 0o755 });
    if (this.scenario.rules) fs.writeFileSync(path.join(this.repo, 'SUPERVISOR.md'), this.scenario.rules);
    await this.git('add', '.');
    await this.git('-c', 'user.name=lab', '-c', 'user.email=lab@localhost', 'commit', '-qm', 'Begin');
    if (this.scenario.rules) await this.workcell(60, 'trust', this.repo, '--yes');
  }

  // Which tool call the model makes.
  tellModel() {
    const { write, command } = this.scenario.wish ?? {};
    if (write) this.lab.control(`${this.run}.write`, JSON.stringify({ ...write, path: this.fill(write.path) }));
    if (command) this.lab.control(`${this.run}.command`, this.fill(command));
  }

  launchArguments() {
    const brief = ['--objective', OBJECTIVE, '--constraint', 'Leave check.sh alone'];
    const done = ['--done', 'result.txt has the line: done', '--verify', './check.sh'];
    const permissions = ['--permissions', permissionsOf(this)];
    const env = this.names.flatMap((name) => ['--env', name]);
    const who = ['--repo', this.repo, '--agent', this.agent];
    return ['launch', 'lab', ...who, ...brief, ...done, ...permissions, ...env, ...this.launchFlags()];
  }

  launchFlags() {
    return this.scenario.stop ? ['--no-daemon'] : ['--wait', '--no-daemon'];
  }

  async stopIt() {
    const log = path.join(this.runDirectory(), 'agent.log');
    const mute = this.scenario.mute?.includes(this.agent);
    const begun = () => this.read(mute ? this.lab.logOf(this.run) : log)?.includes('\n');
    if (!(await until(90, begun))) return ['the agent began nothing in 90 s'];
    const stopped = await this.workcell(60, 'stop', 'lab');
    await until(30, async () => statusIn(await this.show())?.state === 'stopped');
    return stopped.code === 0 ? [] : [`exit code of stop: expected 0, got ${stopped.code}`];
  }

  // Nothing may be left running once the cell is removed. A cell that failed is stopped and stays for a look.
  async clean(failed) {
    const verb = failed ? ['stop', 'lab'] : ['rm', 'lab', '--discard'];
    const { code } = await this.workcell(60, ...verb);
    const found = failed || code === 0 ? [] : [`exit code of rm --discard: expected 0, got ${code}`];
    const gone = failed || (await until(10, () => processesOf(this.dir).length === 0));
    if (!gone) found.push(...processesOf(this.dir).map(({ pid, command }) => `left running: ${pid} ${command}`));
    await end(this.dir);
    return found;
  }

  show() {
    return this.workcell(60, 'show', 'lab', '--json');
  }

  async workcell(seconds, ...args) {
    if (this.lab.interrupted) throw new Error('interrupted');
    const [command, ...words] = [...this.within(), this.lab.workcell, ...args];
    const result = await run(command, words, { env: this.env, cwd: this.dir, seconds });
    const called = `$ workcell ${args.join(' ')}\n${result.out}${result.err}[exit ${result.code}]\n`;
    fs.appendFileSync(path.join(this.dir, 'calls.txt'), called);
    return result;
  }

  // What each call of the product is started through.
  within() {
    return [];
  }

  async git(...args) {
    const env = { PATH: process.env.PATH, HOME: this.home, GIT_OPTIONAL_LOCKS: '0' };
    const { code, out, err } = await run('git', ['-C', this.repo, ...args], { env, cwd: this.dir });
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${err}`);
    return out.trimEnd();
  }

  runDirectory() {
    return path.join(this.dir, 'wc', 'cells', 'lab', 'runs', '0001');
  }

  fill(text) {
    return text.replaceAll('{repo}', this.repo).replaceAll('{home}', this.home);
  }

  read(file) {
    try {
      return fs.readFileSync(file);
    } catch {
      return null;
    }
  }
}

// What a row says: 'safe' when it says nothing, and for 'shell' what its agent needs to run any shell command.
export function permissionsOf({ agent, scenario: { permissions = 'safe' } }) {
  return permissions === 'shell' ? AGENTS[agent].shell : permissions;
}

export function statusIn({ out }) {
  try {
    return JSON.parse(out);
  } catch {
    return null;
  }
}
