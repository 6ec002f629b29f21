// One row of interactives.mjs with one agent: launched with its supervisor in a terminal of its own.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Unexpected } from './acts.mjs';
import { pause, processesOf, signalTo, until } from './processes.mjs';
import { RecoveryCell } from './recovery.mjs';

const LOOK = 90;

export class InteractiveCell extends RecoveryCell {
  constructor(given) {
    super(given);
    this.scenario = given.scenario;
    this.title = `${this.agent} interactive ${given.name}`;
    this.run = `${this.agent}.i-${given.name}`;
    this.dir = path.join(this.lab.scratch, this.run);
    this.home = path.join(this.dir, 'home');
    this.repo = path.join(this.dir, 'repo');
    const { model } = this.scenario;
    this.url = model === 'refused' ? 'http://127.0.0.1:9' : `${this.lab.url}/s/${model}/${this.run}`;
  }

  tellModel() {
    if (this.scenario.play) this.lab.control(`${this.run}.play`, this.fill(JSON.stringify(this.scenario.play)));
    const { write, command } = this.scenario.wish ?? {};
    if (write) this.lab.control(`${this.run}.write`, JSON.stringify({ ...write, path: this.fill(write.path) }));
    if (command) this.lab.control(`${this.run}.command`, this.fill(command));
    if (this.scenario.check === false) this.lab.control(`${this.run}.bodies`, 'kept');
  }

  launchArguments() {
    const words = super.launchArguments();
    if (this.scenario.check === false) words.splice(words.indexOf('--verify'), 2, '--no-verify');
    return [...words, '--interactive'];
  }

  async goThrough() {
    const found = await this.act();
    const seconds = found.length > 0 ? 5 : (this.scenario.seconds ?? 150);
    await until(seconds, () => ['passed', 'parked', 'stopped', 'unverified'].includes(this.status()?.state));
    const status = this.status();
    const { state, attempts, diagnosis, resumed } = this.scenario;
    const same = (what, wanted, got) => {
      if (wanted !== undefined && wanted !== got) found.push(`${what}: expected ${wanted}, got ${got} (${status?.because})`);
    };
    same('state', state, status?.state);
    same('attempts', attempts, status?.attempt);
    same('diagnosis', diagnosis, status?.diagnosis?.kind);
    same('agent.mode', 'interactive', status?.agent?.mode);
    if (!status?.durability?.startsWith('interactive')) found.push(`durability: ${status?.durability}`);
    if (!status?.agent?.sessionId && state !== 'stopped') found.push('the conversation has no name in the record');
    const prepared = this.journal().filter(({ event }) => event === 'prepared');
    if (resumed && prepared.at(-1)?.settings?.resumes !== status?.agent?.sessionId) found.push('not resumed');
    if (state === 'passed' && this.read(path.join(this.repo, 'result.txt'))?.toString() !== 'done\n')
      found.push('result.txt is not there');
    found.push(...this.leftovers(status));
    return found;
  }

  leftovers() {
    const { mode } = fs.statSync(path.join(this.runDirectory(), 'agent.log'));
    return mode & 0o077 ? ['others may read agent.log'] : [];
  }

  // -- steps of a row

  async sees(what, look, seconds = LOOK) {
    if (!(await until(seconds, look)))
      throw new Unexpected(`${what}: not seen in ${seconds} s; it is ${this.status()?.state}: ${this.status()?.because}`);
  }

  works() {
    return this.sees('it asks the model', () => this.asked().length > 0 || this.requests() > 0);
  }

  requests() {
    return (this.read(this.lab.logOf(this.run))?.toString() ?? '').split('\n').filter((l) => /"answer":"(held|hang)"/.test(l))
      .length;
  }

  async asks(question) {
    await this.sees('it asks', () => this.status()?.state === 'asking');
    const because = this.status()?.because ?? '';
    if (!question.test(because)) throw new Unexpected(`the question is not told: ${because}`);
  }

  standsIdle() {
    return this.sees('it stands idle', () => this.status()?.state === 'asking');
  }

  async stays(state, seconds) {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(500))
      if (this.status()?.state !== state) throw new Unexpected(`it did not stay ${state}: ${this.status()?.state}`);
  }

  attemptDirectory() {
    return path.join(this.runDirectory(), 'attempts', String(this.status()?.attempt ?? 1));
  }

  async types(text) {
    fs.writeFileSync(path.join(this.attemptDirectory(), 'keys'), text);
  }

  async stop() {
    const { code, out, err } = await this.workcell(60, 'stop', 'lab');
    if (code !== 0) throw new Unexpected(`stop ended with ${code}: ${out}${err}`);
  }

  async waitsUntilReset() {
    await this.sees('a limit with its end', () => this.status()?.state === 'waiting');
    const status = this.status();
    const due = Date.parse(this.journal().findLast(({ until: u, to }) => u ?? to?.due)?.until ?? status.next?.at ?? '');
    const ahead = (due - Date.now()) / 60000;
    if (!(ahead > 120 && ahead < 145)) throw new Unexpected(`the end of the limit is ${ahead} minutes ahead`);
  }

  tells(kind) {
    return this.sees(`it tells ${kind}`, () => {
      const status = this.status();
      return status?.diagnosis?.kind === kind || (status?.state === 'waiting' && new RegExp(kind, 'i').test(status.because));
    });
  }

  pids(command) {
    return processesOf(this.dir).filter((p) => command.test(p.command));
  }

  async killAgent() {
    const pid = /^pid (\d+)$/m.exec(this.read(path.join(this.attemptDirectory(), 'terminal')).toString())[1];
    signalTo(Number(pid), 'SIGKILL');
  }

  async killKeeper() {
    const found = this.pids(/\bscript -q /);
    if (found.length !== 1) throw new Unexpected(`${found.length} keepers`);
    signalTo(found[0].pid, 'SIGKILL');
  }

  async killTmux() {
    const found = this.pids(/\btmux .*-S/);
    if (found.length < 1) throw new Unexpected('no tmux server');
    for (const { pid } of found) signalTo(pid, 'SIGKILL');
  }

  showsAgain() {
    const socket = this.status().tmux.socket;
    return this.sees('the agent in a new viewer', () => {
      try {
        return /\S/.test(execFileSync('tmux', ['-S', socket, 'capture-pane', '-p', '-t', '=cell:'], { stdio: 'pipe' }));
      } catch {
        return false;
      }
    });
  }

  letGo() {
    this.lab.control(`${this.run}.go`, '');
  }

  texts() {
    const lines = Array.from({ length: 400 }, (_, i) => `line ${i} of many, with words that are long enough`);
    const long = `${lines.join('\n')}\nthe end of 20 kB`.slice(0, 20_000);
    return [
      'ONE a single line',
      'TWO lines\nand "double", \'single\', `back`, $HOME, #(date) and \\ a backslash\n\nafter an empty one',
      'THREE 👩‍👩‍👧 é ü 漢字 🇪🇺 end',
      `FOUR ${long} end`,
    ];
  }

  async says(text) {
    fs.writeFileSync(path.join(this.dir, 'text'), text);
    const told = await this.workcell(150, 'say', 'lab', text);
    if (told.code !== 0) throw new Unexpected(`say ended with ${told.code}: ${told.out}${told.err}`);
    await this.arrives(text);
    await this.standsIdle();
  }

  async saysLater(text) {
    const told = await this.workcell(60, 'say', 'lab', '--later', text);
    if (told.code !== 0) throw new Unexpected(`say --later ended with ${told.code}: ${told.out}${told.err}`);
  }

  async arrives(text) {
    await this.sees(`'${text.slice(0, 20)}' at the model`, () => this.times(text) > 0);
    if (this.times(text) !== 1) throw new Unexpected(`'${text.slice(0, 20)}' arrived ${this.times(text)} times`);
  }

  // How often the last request has it: it holds the whole conversation.
  times(text) {
    const log = path.dirname(this.lab.logOf(this.run));
    const bodies = fs
      .readdirSync(log)
      .filter((f) => f.startsWith(`${this.run}.`) && f.endsWith('.body.json'))
      .sort();
    const words = JSON.stringify(text).slice(1, -1);
    const counts = bodies.map((f) => fs.readFileSync(path.join(log, f), 'utf8').split(words).length - 1);
    return Math.max(0, ...counts);
  }

  async refusesToSay(why) {
    const told = await this.workcell(60, 'say', 'lab', 'never said');
    if (told.code !== 4 || !told.err.includes(why))
      throw new Unexpected(`say was to be refused (${why}); it ended with ${told.code}: ${told.out}${told.err}`);
  }

  async refusesControls() {
    const told = await this.workcell(60, 'say', 'lab', 'a\u001b[2Jb');
    if (told.code !== 2 || !told.err.includes('U+001B')) throw new Unexpected(`${told.code}: ${told.out}${told.err}`);
  }
}
