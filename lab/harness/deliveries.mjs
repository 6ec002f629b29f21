// Many texts said to one live agent, one after the other, while the machine is busy: each must arrive exactly once.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { Unexpected } from './acts.mjs';
import { InteractiveCell } from './interactive.mjs';
import { pause, until } from './processes.mjs';

const KINDS = [
  (mark) => `${mark} a short line`,
  (mark) => `${mark} two lines\nand the second, with "quotes", \`back\`, $HOME and \\ in it ${mark}-end`,
  (mark) => `${mark} 👩‍👩‍👧 é 漢字 🇪🇺 ${mark}-end`,
  (mark) => `${mark} ${'words that fill a long text, '.repeat(70)}${mark}-end`, // folded by the composers
];

export class DeliveriesCell extends InteractiveCell {
  constructor({ rounds, ...rest }) {
    super({ ...rest, name: 'deliveries', scenario: { model: 'ok', check: false, act: (cell) => cell.deliver() } });
    Object.assign(this, { rounds, seconds: [], retried: 0, unproved: 0 });
  }

  async goThrough() {
    const cores = os.availableParallelism();
    const busy = os.loadavg()[0] > 4 * cores; // others see to the load
    const load = Array.from({ length: busy ? 0 : cores }, () => spawn('sh', ['-c', 'while :; do :; done']));
    const found = await this.act().finally(() => load.forEach((child) => child.kill('SIGKILL')));
    await this.workcell(120, 'stop', 'lab');
    found.push(...this.counted());
    return found;
  }

  mark(n) {
    return `SAY-${String(n).padStart(4, '0')}`;
  }

  text(n) {
    return KINDS[n % KINDS.length](this.mark(n));
  }

  async deliver() {
    await this.standsIdle();
    for (let n = 1; n <= this.rounds; n++) {
      const began = Date.now();
      for (;;) {
        const told = await this.workcell(300, 'say', 'lab', this.text(n));
        if (told.code === 0) break;
        if (told.code === 1 && told.out.startsWith('unproved')) {
          this.unproved++; // not said again: the count at the end tells whether it arrived
          break;
        }
        if (told.code !== 4 || !/the agent works|cannot be read/.test(told.err))
          throw new Unexpected(`text ${n}: say ended with ${told.code}: ${told.out}${told.err}`);
        if (Date.now() - began > 300_000) throw new Unexpected(`text ${n}: refused for 5 minutes: ${told.err}`);
        this.retried++;
        await pause(300);
      }
      this.seconds.push((Date.now() - began) / 1000);
      if (n % 50 === 0) console.log(`        ${this.agent}: ${n} said`);
    }
    await until(60, () => this.lastBody().includes(this.mark(this.rounds)));
  }

  lastBody() {
    const { dir, names } = this.bodies();
    const counted = names.map((f) => fs.readFileSync(`${dir}/${f}`, 'utf8'));
    return counted.reduce((one, two) => (two.length > one.length ? two : one), '');
  }

  bodies() {
    const dir = this.lab.logOf(this.run).replace(/\/[^/]*$/, '');
    return { dir, names: fs.readdirSync(dir).filter((f) => f.startsWith(`${this.run}.`) && f.endsWith('.body.json')).sort().slice(-6) };
  }

  // The longest request holds the whole conversation.
  counted() {
    const body = this.lastBody();
    const found = [];
    let [once, missing, twice, other] = [0, 0, 0, 0];
    for (let n = 1; n <= this.rounds; n++) {
      const whole = body.split(JSON.stringify(this.text(n)).slice(1, -1)).length - 1;
      const begun = body.split(`${this.mark(n)} `).length - 1;
      if (whole === 1 && begun === 1) once++;
      else if (begun > 1 || whole > 1) twice++;
      else if (begun === 0) missing++;
      else other++;
    }
    const sorted = [...this.seconds].sort((a, b) => a - b);
    const at = (q) => (sorted[Math.floor(q * (sorted.length - 1))] ?? 0).toFixed(1);
    console.log(
      `${this.agent}: ${this.rounds} said, ${once} arrived exactly once, ${missing} missing, ${twice} twice, ${other} changed; ` +
        `${this.unproved} unproved, ${this.retried} tries refused because it worked; load ${os.loadavg()[0].toFixed(0)}; seconds p50 ${at(0.5)} p95 ${at(0.95)} max ${at(1)}`,
    );
    if (once !== this.rounds) found.push(`${this.rounds - once} of ${this.rounds} did not arrive exactly once, byte-exact`);
    return found;
  }
}
