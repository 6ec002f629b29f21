// The real OpenClaw gateway on loopback: the skill is ready there, the notice of a finished workcell reaches the model as
// an event of the main session and is confirmed, and what ends while the gateway is down comes when it is back, once.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { end, pause, run, until } from './processes.mjs';

const PORT = 18789; // the namespace is ours alone
const KEY = /\[([0-9a-f]{8}-[0-9a-z.-]+)\]/g;

export class OpenClawCell {
  scenario = {};

  constructor({ lab }) {
    Object.assign(this, { lab, title: 'openclaw notices', run: 'openclaw.notices', found: [] });
    this.dir = path.join(lab.scratch, this.run);
    this.home = path.join(this.dir, 'home');
    this.repo = path.join(this.dir, 'repo');
    this.path = [path.join(lab.openclaw, 'bin'), path.dirname(lab.workcell), process.env.PATH].join(':');
    const { LANG, JAVA_HOME } = process.env;
    this.env = { LANG: LANG ?? 'C.UTF-8', HOME: this.home, WORKCELL_HOME: path.join(this.dir, 'wc'), PATH: this.path };
    Object.assign(this.env, JAVA_HOME && { JAVA_HOME });
  }

  async play() {
    await this.prepare();
    try {
      let gateway = await this.gateway();
      await this.skillIsReady();
      await this.launch('first');
      await this.arrives(['first']);
      this.expect(await until(240, () => /"confirmed"/.test(this.journal('first'))), 'its heartbeat confirms it');

      gateway.kill('SIGTERM');
      await until(30, () => gateway.exitCode !== null || gateway.signalCode !== null);
      const down = Date.now();
      for (const name of ['second', 'third']) await this.launch(name);
      const told = () => this.call(this.lab.workcell, ['notify', 'status']);
      this.expect(await until(120, async () => /no gateway runs/.test((await told()).out)), 'status says that no gateway runs');
      await pause(Math.max(0, down + (this.lab.long ? 60_000 : 10_000) - Date.now()));
      gateway = await this.gateway();
      await this.arrives(['second', 'third']);
      await this.nothingTwice();
    } finally {
      await end(this.dir);
    }
    return this.found;
  }

  expect(held, what) {
    if (!held) this.found.push(`it never came to this: ${what}`);
  }

  async prepare() {
    for (const dir of [this.repo, path.join(this.home, '.openclaw')]) fs.mkdirSync(dir, { recursive: true });
    const write = (file, text) => {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text, { mode: 0o600 });
    };
    const model = { id: 'fake-model', name: 'fake-model', contextWindow: 200000, maxTokens: 4096 };
    const baseUrl = `${this.lab.url}/s/ok/${this.run}/v1`;
    const provider = { baseUrl, apiKey: 'fake', api: 'openai-completions', models: [model] };
    write(
      path.join(this.home, '.openclaw', 'openclaw.json'),
      JSON.stringify({
        gateway: { mode: 'local', bind: 'loopback', port: PORT, auth: { mode: 'token', token: 'GATEWAY' } },
        hooks: { enabled: true, token: 'HOOK', path: '/hooks', allowedAgentIds: ['main'] },
        update: { checkOnStart: false },
        models: { providers: { fake: provider } },
        agents: { defaults: { model: { primary: 'fake/fake-model' } } },
      }),
    );
    const config = path.join(this.home, '.config', 'workcell');
    write(path.join(config, 'openclaw.token'), 'HOOK\n');
    write(path.join(config, 'config.yaml'), 'notify:\n  openclaw: {token-file: openclaw.token, longest-pause: 3s}\n');
    const git = (...words) => this.call('git', ['-C', this.repo, ...words]);
    await git('init', '-q', '-b', 'main');
    await git('-c', 'user.name=Lab', '-c', 'user.email=lab@localhost', 'commit', '-q', '--allow-empty', '-m', 'first');
  }

  // It gives up its start when the machine is too busy for its own time limits.
  async gateway() {
    for (let time = 1; time <= 3; time++) {
      const out = fs.openSync(path.join(this.dir, 'gateway.log'), 'a');
      const child = spawn('openclaw', ['gateway', 'run'], { env: this.env, cwd: this.dir, stdio: ['ignore', out, out] });
      const over = () => child.exitCode !== null || child.signalCode !== null;
      const ready = async () => {
        const answer = await fetch(`http://127.0.0.1:${PORT}/readyz`).catch(() => null);
        return (await answer?.json().catch(() => null))?.ready;
      };
      await until(120, async () => over() || ready());
      if (!over() && (await ready())) return child;
      child.kill('SIGKILL');
      await until(30, over);
    }
    throw new Error('the gateway did not become ready; see gateway.log');
  }

  async skillIsReady() {
    await this.call(this.lab.workcell, ['skill', 'install', '--to', 'openclaw']);
    const { out } = await this.call('openclaw', ['skills', 'list']);
    this.expect(/ready[^\n]*session-supervisor/.test(out), `openclaw skills list: session-supervisor is ready\n${out.slice(0, 400)}`);
  }

  async launch(name) {
    const words = ['launch', name, '--repo', this.repo, '--worktree', '--agent', 'demo', '--objective', `Do the ${name}`];
    words.push('--constraint', 'nothing else', '--done', 'demo.txt is there', '--verify', 'test -s demo.txt', '--wait');
    const { code, out, err } = await this.call(this.lab.workcell, words);
    if (code !== 0) this.found.push(`${name} did not pass: ${out}${err}`);
  }

  // What the model was newly told, request by request.
  told() {
    const log = path.dirname(this.lab.logOf(this.run));
    const names = fs.existsSync(log) ? fs.readdirSync(log) : [];
    const bodies = names.filter((n) => n.startsWith(`${this.run}.`) && n.endsWith('.body.json')).sort();
    return bodies.map((name) => {
      const { messages = [] } = JSON.parse(fs.readFileSync(path.join(log, name), 'utf8'));
      return JSON.stringify(messages.filter((m) => m.role === 'user').at(-1)?.content ?? '');
    });
  }

  async arrives(names) {
    const there = () => names.every((name) => this.told().some((text) => text.includes(name) && text.includes('passed')));
    this.expect(await until(180, there), `the model is told of ${names.join(' and ')}`);
  }

  async nothingTwice() {
    const keys = this.told().flatMap((text) => [...text.matchAll(KEY)].map((m) => m[1]));
    const twice = keys.filter((key, i) => keys.indexOf(key) !== i);
    if (keys.length === 0 || twice.length > 0) this.found.push(`keys that the model saw: ${keys.join(', ') || 'none'}`);
    for (const name of ['first', 'second', 'third']) {
      const receipts = this.journal(name).split('\n').filter((l) => l.includes('"accepted"'));
      if (receipts.length !== 1) this.found.push(`${name} has ${receipts.length} receipts`);
    }
  }

  journal(name) {
    return fs.readFileSync(path.join(this.dir, 'wc', 'cells', name, 'journal.jsonl'), 'utf8');
  }

  async call(command, words) {
    const result = await run(command, words, { env: this.env, cwd: this.dir, seconds: 180 });
    const called = `$ ${path.basename(command)} ${words.join(' ')}\n${result.out}${result.err}[exit ${result.code}]\n`;
    fs.appendFileSync(path.join(this.dir, 'calls.txt'), called);
    return result;
  }
}
