// The expectation table of interactive agents: what the model plays, what is done to the cell, how it must come out.
//
//   model     scenario of the model server          wish    the tool call that it makes
//   login     'subscription' where only that carries a reset time (Claude Code); else an API key
//   check     false: launched with --no-verify, so that an idle agent waits for the next word
//   act       what is done, with the steps of harness/interactive.mjs
//   state     where it must rest; `stop` as the last step makes it `stopped`
const EDIT = { write: { path: '{repo}/result.txt', text: 'done\n' } };
const SHELL = { command: 'node -e 1; printf "done\\n" > result.txt' };

export const INTERACTIVES = {
  ok: { about: 'edits the file, says that it is done and stands idle', model: 'tool', wish: EDIT, state: 'passed' },
  continue: {
    about: 'says that it is done too early; is told what the check says, in the same conversation, and mends it',
    model: 'play',
    play: [{}, { call: EDIT }],
    state: 'passed',
    attempts: 2,
    resumed: true,
  },
  approval: {
    about: 'asks for permission; a person grants it',
    model: 'toolesc',
    wish: SHELL,
    act: async (cell) => {
      await cell.asks(/printf/);
      await cell.stays('asking', 15); // not answered by anybody, not called stuck
      await cell.types('\r'); // the person, through the terminal: the first choice
    },
    state: 'passed',
  },
  question: {
    about: 'asks a question with choices',
    model: 'ask',
    only: ['claude-code', 'gemini'], // Codex offers its question tool in another mode only
    act: async (cell) => {
      await cell.asks(/colour/i);
      await cell.refusesToSay('the agent asks');
      await cell.stop();
    },
    state: 'stopped',
  },
  usage: {
    about: 'the usage limit is reached; its end is known',
    model: 'usage',
    login: 'subscription',
    act: async (cell) => {
      await cell.waitsUntilReset();
      await cell.stop();
    },
    state: 'stopped',
  },
  auth401: { about: 'the key is refused', model: 'auth401', state: 'parked', diagnosis: 'auth-failure', seconds: 240 },
  network: {
    about: 'nobody answers at the address of the model',
    model: 'refused',
    act: async (cell) => {
      await cell.tells('network');
      await cell.stop();
    },
    state: 'stopped',
  },
  crash: {
    about: 'the agent is killed in the middle of a turn; its conversation goes on',
    model: 'play',
    play: [{ then: 'hang' }, { call: EDIT }],
    act: async (cell) => {
      await cell.works();
      await cell.killAgent();
    },
    state: 'passed',
    attempts: 2,
  },
  keeper: {
    about: 'the keeper of its terminal is killed in the middle of a turn',
    model: 'play',
    play: [{ then: 'hang' }, { call: EDIT }],
    act: async (cell) => {
      await cell.works();
      await cell.killKeeper();
    },
    state: 'passed',
    attempts: 2,
  },
  tmux: {
    about: 'tmux is killed in the middle of a turn: it means nothing, and a new viewer shows the agent',
    model: 'play',
    play: [{ call: EDIT, then: 'held' }],
    act: async (cell) => {
      await cell.works();
      await cell.killTmux();
      await cell.showsAgain();
      cell.letGo();
    },
    state: 'passed',
    attempts: 1,
  },
  say: {
    about: 'is told one line, several, 20 kB, quotes, emoji, all byte-exact',
    model: 'ok',
    check: false,
    act: async (cell) => {
      await cell.standsIdle();
      for (const text of cell.texts()) await cell.says(text);
      await cell.refusesControls();
      await cell.stop();
    },
    state: 'stopped',
  },
  busy: {
    about: 'works while it is spoken to: refused now, told later',
    model: 'held',
    check: false,
    act: async (cell) => {
      await cell.works();
      await cell.refusesToSay('the agent works');
      await cell.saysLater('LATER one word more');
      cell.letGo();
      await cell.arrives('LATER one word more');
      await cell.stop();
    },
    state: 'stopped',
  },
};
