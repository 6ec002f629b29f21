// The expectation table of recovery: what the model plays in each attempt (model/play.mjs), what is done to the cell
// meanwhile, and what must stand in the record when it has settled by itself under the supervisor of the launch.
//
//   play     one part for each attempt            act      what happens to it; the vocabulary is harness/acts.mjs
//   login    as in scenarios.mjs                  silence  own recipe: called stuck after that
//   pages    'own': pauses, margins and jitters of the pages are 1 s; 'built-in': as they are
//   launch   further flags of the launch          boots    every call of the product sees a boot id that can be changed
//   slow     over a minute of waiting: begun first
//   others   which of the five other agents go through it
// expect:
//   state    where it settles                     attempts how many there were
//   kinds    the diagnosis of each attempt that did not pass, in order; a list where one of several is right
//   files    what the work tree has besides the baseline
//   waits    at least so many seconds lie between the attempts
//   parks    how often it was parked on the way           prompted a prompt says this
//   tells    what `why` tells, in this order      saved    a file that the last salvage has
//   anew     agents whose next attempt begins a new conversation, since the first left none
//   expectOf where an agent differs

const HALF = { command: 'printf "half\\n" > half.txt' };
const REST = { command: 'printf "done\\n" > result.txt' };
const rest = { call: REST };
const half = { 'half.txt': 'half\n' };
const both = { ...half, 'result.txt': 'done\n' };

// The first attempt makes one file and ends as `then` says; the second makes the other and passes.
const twice = (then, more = {}) => [{ call: HALF, then, ...more }, rest];
const second = (kind, ...tells) => ({ state: 'passed', attempts: 2, kinds: [kind], files: both, tells });
// One attempt, which the model lets go on when something has happened to it.
const once = [{ call: { command: 'printf "half\\n" > half.txt && printf "done\\n" > result.txt' }, then: 'held' }];
const inOne = (...tells) => ({ state: 'passed', attempts: 1, kinds: [], files: both, tells });

// They pass on no reset time, so it is waited for as the page says. Others try so long that it is over.
const untold = { ...second('rate-limit', /diagnosis rate-limit/, /next wait-until at/, /passed/), waits: 0 };
const FIVE = ['gemini', 'opencode', 'pi', 'copilot', 'qwen'];

export const RECOVERIES = {
  auth401: {
    about: 'the key is refused in the middle, then accepted',
    play: twice('auth401'),
    others: FIVE,
    expect: second('auth-failure', /diagnosis auth-failure/, /next relaunch at/, /attempt 2: relaunch/, /passed/),
  },
  'auth401-for-good': {
    about: 'the key is refused each time',
    play: [{ then: 'auth401' }],
    expect: {
      state: 'parked',
      attempts: 2,
      kinds: ['auth-failure', 'auth-failure'],
      files: {},
      tells: [/next relaunch at/, /attempt 2: relaunch/, /parked/, /next ask-operator/],
    },
  },
  'auth401-mended': {
    about: 'the key is refused until a person has logged in anew; then it goes on by itself',
    play: [{ call: HALF, then: 'auth401' }, { then: 'auth401' }, rest],
    slow: true,
    act: async (cell) => {
      await cell.comesTo('parked');
      cell.logIn();
      await cell.leaves('parked');
    },
    expect: {
      state: 'passed',
      attempts: 3,
      kinds: ['auth-failure', 'auth-failure'],
      parks: 1,
      files: both,
      tells: [/next ask-operator/, /the credential changed since it was refused/, /attempt 3: relaunch/, /passed/],
    },
  },
  usage: {
    about: 'the usage limit is reached in the middle and resets after 20 s',
    play: twice('usage', { resetIn: 20 }),
    login: 'subscription',
    others: FIVE,
    expectOf: { gemini: untold, pi: untold, qwen: untold, opencode: { waits: 0 }, copilot: { waits: 0 } },
    expect: { ...second('rate-limit', /rate-limit, resets at/, /next wait-until at/, /passed/), waits: 15 },
  },
  partial: {
    about: 'says done after the half; the check fails',
    play: [{ call: HALF }, rest],
    others: FIVE,
    expect: {
      ...second('partial-completion', /verify.sh: failed/, /next continue at/, /attempt 2: continue/, /passed/),
      prompted: 'result.txt has no line: done',
    },
  },
  drop: {
    about: 'every stream is cut in the middle, then the network is back',
    play: twice('drop'),
    others: FIVE,
    expect: second('network', /diagnosis network/, /attempt 2: wait-until/, /passed/),
  },
  'kill-agent': {
    about: 'kill -9 of the agent',
    play: twice('hang'),
    others: FIVE,
    anew: ['copilot'],
    act: async (cell) => {
      await cell.heard('hang');
      cell.kill('agent');
    },
    expect: second('crashed', /exit 137/, /diagnosis crashed/, /attempt 2: relaunch/, /passed/),
  },
  'kill-wrapper': {
    about: 'kill -9 of the wrapper; the agent works on and ends, and nobody saw how',
    play: twice('held'),
    act: async (cell) => {
      await cell.heard('held');
      cell.kill('wrapper');
      await cell.stays(5, 1);
      cell.letGo();
    },
    expect: second('vanished', /no code is known/, /diagnosis vanished/, /attempt 2: relaunch/, /passed/),
  },
  'kill-tmux': {
    about: 'kill -9 of tmux means nothing',
    play: once,
    act: async (cell) => {
      await cell.heard('held');
      cell.kill('tmux');
      await cell.stays(2, 1);
      cell.letGo();
    },
    expect: inOne(/exit 0/, /passed/),
  },
  'kill-all': {
    about: 'kill -9 of agent, wrapper, tmux and supervisor at once; the supervisor is started again',
    play: twice('hang'),
    others: FIVE,
    anew: ['copilot'],
    act: async (cell) => {
      await cell.heard('hang');
      cell.kill('all');
      await cell.supervise();
    },
    expect: second('vanished', /no code is known/, /diagnosis vanished/, /attempt 2: relaunch/, /passed/),
  },
  'kill-supervisor': {
    about: 'kill -9 of the supervisor; the run settles without it, another one recovers it',
    play: twice('held'),
    act: async (cell) => {
      await cell.heard('held');
      cell.kill('supervisor');
      cell.letGo();
      await cell.comesTo('parked');
      await cell.supervise();
      await cell.leaves('parked');
    },
    expect: { ...second('partial-completion', /nobody is supervising/, /attempt 2: continue/, /passed/), parks: 1 },
  },
  reboot: {
    about: 'everything ends and the boot id is another one',
    play: twice('hang'),
    boots: true,
    act: async (cell) => {
      await cell.heard('hang');
      cell.kill('all');
      cell.reboot();
      await cell.supervise();
    },
    expect: second('rebooted', /diagnosis rebooted/, /attempt 2: relaunch/, /passed/),
  },
  'reboot-alive': {
    about: 'another boot id, but the agent lives: nothing is started beside it',
    play: once,
    boots: true,
    act: async (cell) => {
      await cell.heard('held');
      cell.kill('supervisor');
      cell.reboot();
      await cell.supervise();
      await cell.stays(8, 1);
      cell.letGo();
    },
    expect: inOne(/exit 0/, /passed/),
  },
  'env-i': {
    about: 'a supervisor that has nothing in its environment but WORKCELL_HOME',
    play: [{ call: HALF, then: 'held' }, rest],
    pages: 'built-in',
    launch: ['--no-daemon'],
    act: async (cell) => {
      await cell.heard('held');
      await cell.supervise({});
      cell.letGo();
    },
    expect: second('partial-completion', /attempt 2: continue/, /passed/),
  },
  sleep: {
    about: 'all of it stands still as in a sleep, longer than the silence that is allowed',
    play: once,
    silence: '20s',
    slow: true,
    act: async (cell) => {
      await cell.heard('held');
      await cell.comesTo('working');
      await cell.stays(3, 1); // until it is watched
      await cell.sleepFor(cell.lab.long ? 120 : 45);
      await cell.stays(5, 1);
      cell.letGo();
    },
    expect: inOne(/the machine stood still/, /exit 0/, /passed/),
  },
  dirtied: {
    about: 'somebody else changes the work tree while it waits',
    play: twice('usage', { resetIn: 10 }),
    login: 'subscription',
    act: async (cell) => {
      await cell.comesTo('waiting');
      cell.write('theirs.txt', 'work of a person\n');
    },
    expect: {
      state: 'parked',
      attempts: 1,
      kinds: ['rate-limit', 'dirty-repo'],
      files: { ...half, 'theirs.txt': 'work of a person\n' },
      saved: 'theirs.txt',
      tells: [/next wait-until at/, /parked: somebody changed the work tree.*theirs\.txt/, /next ask-operator/],
    },
  },
  hang: {
    about: 'the model never answers',
    play: twice('hang'),
    others: FIVE,
    anew: ['copilot'],
    silence: '20s',
    slow: true,
    expect: second(['stuck', 'network'], /we end the attempt/, /attempt 2: (relaunch|wait-until)/, /passed/),
  },
  stall: {
    about: 'half a stream, then silence',
    play: twice('stall'),
    silence: '20s',
    slow: true,
    expect: second(['stuck', 'network'], /we end the attempt/, /attempt 2: (relaunch|wait-until)/, /passed/),
  },
};
