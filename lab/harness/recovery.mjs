// One row of recoveries.mjs with one agent: launched with its supervisor, left alone but for what the row does to it.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ActingCell, Unexpected } from './acts.mjs';
import { OBJECTIVE, statusIn } from './cell.mjs';
import { recoveryDifferences } from './recovered.mjs';

const LAUNCH_SECONDS = 90;
const SETTLE_SECONDS = 240;
const SKILL = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'skill', 'session-supervisor');

export class RecoveryCell extends ActingCell {
  constructor({ scenario, ...rest }) {
    super({ ...rest, scenario: { permissions: 'shell', ...scenario, model: 'play' } });
  }

  async play() {
    await this.prepare();
    this.writeConfig();
    const launched = await this.workcell(LAUNCH_SECONDS, ...this.launchArguments());
    const found = launched.code === 0 ? await this.goThrough() : [`exit code of launch: expected 0, got ${launched.code}`];
    return [...found, ...(await this.clean(found.length > 0))];
  }

  async goThrough() {
    const trouble = await this.act();
    const settled = await this.settles(trouble.length > 0 ? 5 : SETTLE_SECONDS);
    if (!settled) trouble.push(`not settled: it is ${this.status()?.state}, ${this.status()?.because}`);
    const status = statusIn(await this.show());
    const why = await this.workcell(60, 'why', 'lab');
    const seen = { status, why: why.out, journal: this.journal(), asked: this.asked(), objective: OBJECTIVE };
    seen.agent = this.agent;
    seen.git = (...args) => this.git(...args);
    seen.repo = this.repo;
    return [...trouble, ...(status ? await recoveryDifferences(this.scenario, seen) : ['no status'])];
  }

  // -> what did not come out as the row says.
  async act() {
    try {
      await this.scenario.act?.(this);
      return [];
    } catch (e) {
      if (!(e instanceof Unexpected)) throw e;
      return [e.message];
    }
  }

  tellModel() {
    this.lab.control(`${this.run}.play`, JSON.stringify(this.scenario.play));
  }

  launchFlags() {
    return this.scenario.launch ?? [];
  }

  // Own pages of the operator: short pauses, and how long silence may last.
  writeConfig() {
    const config = path.join(this.home, '.config', 'workcell');
    const copy = (from, to, edit) => {
      fs.mkdirSync(path.join(config, path.dirname(to)), { recursive: true });
      fs.writeFileSync(path.join(config, to), edit(fs.readFileSync(path.join(SKILL, from), 'utf8')));
    };
    if (this.scenario.pages !== 'built-in') {
      for (const page of fs.readdirSync(path.join(SKILL, 'recovery'))) {
        const name = path.join('recovery', page);
        copy(name, name, (text) => text.replace(/\b(first|margin|jitter): \d+[smh]/g, '$1: 1s'));
      }
    }
    const { silence } = this.scenario;
    const recipe = path.join('recipes', `${this.agent}.md`);
    if (silence) copy(recipe, recipe, (text) => text.replace(/^silence: .*$/m, `silence: ${silence}`));
  }

  status() {
    return statusIn({ out: this.read(path.join(this.runDirectory(), 'status.json'))?.toString() ?? '' });
  }

  journal() {
    return lines(this.read(path.join(this.runDirectory(), 'journal.jsonl')));
  }

  // What the agent asked the model for its work, in order.
  asked() {
    return lines(this.read(this.lab.logOf(this.run))).filter(({ turn, tools }) => turn !== undefined && tools.length > 0);
  }
}

function lines(bytes) {
  const text = bytes?.toString() ?? '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}
