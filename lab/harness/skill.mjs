// The skill, put there by `workcell skill install` and looked for by a real program that reads skills.
import fs from 'node:fs';
import path from 'node:path';
import { AGENTS } from './agents.mjs';
import { end, run } from './processes.mjs';

const NAME = 'session-supervisor';

// Claude Code lists it when a session begins, and its validator has nothing to say, not even a warning.
async function claude(cell) {
  const found = await cell.installed('claude', path.join(cell.home, '.claude', 'skills'));
  const words = ['-p', 'hello', '--output-format', 'stream-json', '--verbose'];
  const { out } = await cell.call('claude', words);
  const init = out.split('\n').find((line) => line.includes('"subtype":"init"'));
  if (!init || !JSON.parse(init).skills?.includes(NAME)) found.push(`the init line names no skill ${NAME}: ${init}`);
  const skills = path.join(cell.home, '.claude', 'skills');
  const valid = await cell.call('claude', ['plugin', 'validate', skills, '--strict']);
  if (valid.code !== 0) found.push(`claude plugin validate ended with ${valid.code}: ${valid.out}${valid.err}`);
  return found;
}

// Codex puts it before the model.
async function codex(cell) {
  const found = await cell.installed('codex', path.join(cell.home, '.codex', 'skills'));
  const { out, err } = await cell.call('codex', ['debug', 'prompt-input', 'hello']);
  if (!out.includes(NAME)) found.push(`the prompt names no skill ${NAME}: ${err}${out.slice(0, 300)}`);
  return found;
}

// OpenClaw calls it ready where workcell is on the PATH, and only there.
async function openclaw(cell) {
  const found = await cell.installed('openclaw', path.join(cell.home, '.openclaw', 'skills'));
  for (const ready of [false, true]) {
    const { out } = await cell.call('openclaw', ['skills', 'info', NAME, '--json'], ready);
    const info = answer(out);
    if (info?.eligible !== ready) found.push(`eligible: expected ${ready}, got ${info?.eligible}: ${out.slice(0, 300)}`);
    if (!ready && !info?.missing?.bins?.includes('workcell')) found.push('it does not miss workcell');
    if (ready && info?.modelVisible !== true) found.push('the model does not see it');
  }
  return found;
}

function answer(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export class SkillCell {
  scenario = {};

  constructor({ lab, agent }) {
    Object.assign(this, { lab, agent, title: `${agent} skill` });
    this.run = `${agent}.skill`;
    this.dir = path.join(lab.scratch, this.run);
    this.home = path.join(this.dir, 'home');
    this.repo = path.join(this.dir, 'repo');
    this.url = `${lab.url}/s/ok/${this.run}`;
  }

  async play() {
    for (const dir of [this.home, this.repo]) fs.mkdirSync(dir, { recursive: true });
    const known = AGENTS[this.agent];
    const { variables } = known?.environment(this) ?? { variables: {} };
    known?.seed(this);
    const { PATH, LANG, JAVA_HOME } = process.env;
    // OpenClaw's own node comes before that of the lab, which is too old for it.
    const bins = this.agent === 'openclaw' ? this.lab.openclaw : this.lab.agents;
    this.path = `${path.join(bins, 'bin')}:${PATH}`;
    this.env = { LANG: LANG ?? 'C.UTF-8', HOME: this.home, WORKCELL_HOME: path.join(this.dir, 'wc'), ...variables };
    Object.assign(this.env, JAVA_HOME && { JAVA_HOME });
    const found = await { 'claude-code': claude, codex, openclaw }[this.agent](this);
    await end(this.dir);
    return found;
  }

  // Installs it, and once more, which changes nothing.
  async installed(to, skills) {
    const found = [];
    for (const done of ['installed', 'same']) {
      const { code, out, err } = await this.call(this.lab.workcell, ['skill', 'install', '--to', to, '--json']);
      const folder = answer(out)?.[0];
      if (code !== 0 || folder?.done !== done || folder?.folder !== path.join(skills, NAME))
        found.push(`skill install --to ${to} ended with ${code}: ${out}${err}`);
    }
    return found;
  }

  async call(command, words, withWorkcell = false) {
    const PATH = withWorkcell ? `${path.dirname(this.lab.workcell)}:${this.path}` : this.path;
    const result = await run(command, words, { env: { ...this.env, PATH }, cwd: this.repo, seconds: 120 });
    const called = `$ ${path.basename(command)} ${words.join(' ')}\n${result.out}${result.err}[exit ${result.code}]\n`;
    fs.appendFileSync(path.join(this.dir, 'calls.txt'), called);
    return result;
  }
}
