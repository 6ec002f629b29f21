// Starting processes, waiting for conditions, and finding what a scratch directory's cell has left running.
import { spawn } from 'node:child_process';
import fs from 'node:fs';

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Looks every 100 ms until `look` gives something true; null when `seconds` are over.
export async function until(seconds, look) {
  for (const end = Date.now() + seconds * 1000; ; await pause(100)) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) return null;
  }
}

// -> {code, out, err}; code null when the time limit ended it.
export function run(command, args, { env, cwd, seconds = 60 }) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err, late] = ['', '', false];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    const limit = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
      child.stdout.destroy(); // a child of its own may hold them open
      child.stderr.destroy();
    }, seconds * 1000);
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(limit);
      done({ code: late ? null : code, out, err });
    });
  });
}

// The processes that name `dir` in their environment or their arguments, this one excepted. Linux only: elsewhere none.
export function processesOf(dir) {
  const found = [];
  for (const pid of fs.existsSync('/proc/self/environ') ? fs.readdirSync('/proc') : []) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    try {
      const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      const environ = fs.readFileSync(`/proc/${pid}/environ`, 'utf8');
      if (command && `${command} ${environ}\0`.match(new RegExp(`${escaped(dir)}[/\\0 ]`)))
        found.push({ pid: Number(pid), command, variables: environ.split('\0') });
    } catch {
      // it is gone, or not ours
    }
  }
  return found;
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// Ends them all: TERM, then KILL for what is still there after 5 s.
export async function end(dir) {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    for (const { pid } of processesOf(dir)) signalTo(pid, signal);
    if (await until(5, () => processesOf(dir).length === 0)) return;
  }
}

export function signalTo(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // it is gone
  }
}
