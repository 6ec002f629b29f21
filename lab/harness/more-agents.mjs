// The five agents of ../agents-more, told as in agents.mjs. `shell` are the permissions under which an agent runs any
// shell command; `pick` are the rows that it goes through in the gate.
import fs from 'node:fs';
import path from 'node:path';

function write(file, content) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, typeof content === 'string' ? content : `${JSON.stringify(content)}\n`);
}

const gemini = {
  environment({ url }) {
    return { variables: { GOOGLE_GEMINI_BASE_URL: url, GEMINI_API_KEY: 'fake-gemini-key' }, names: [] };
  },
  seed({ home }) {
    write(path.join(home, '.gemini', 'settings.json'), {
      security: { auth: { selectedType: 'gemini-api-key' } },
      general: { enableAutoUpdate: false },
      privacy: { usageStatisticsEnabled: false },
      model: { name: 'gemini-2.5-pro' },
    });
  },
  login: ['.gemini/oauth_creds.json', '{}\n'],
  shell: 'full',
  pick: ['ok', 'usage', 'auth401'],
  sessionIn: (event) => event.session_id,
  last: (event) => event.type === 'result',
};

const opencode = {
  environment() {
    const named = { FAKE_KEY: 'sk-fake' };
    return { variables: { OPENCODE_DISABLE_MODELS_FETCH: '1', ...named }, names: Object.keys(named) };
  },
  seed({ url, home }) {
    write(path.join(home, '.config', 'opencode', 'opencode.json'), {
      $schema: 'https://opencode.ai/config.json',
      model: 'fake/fake-model',
      provider: {
        fake: {
          npm: '@ai-sdk/openai-compatible',
          name: 'Fake',
          options: { baseURL: `${url}/v1`, apiKey: '{env:FAKE_KEY}' },
          models: { 'fake-model': { name: 'Fake model' } },
        },
      },
    });
  },
  login: ['.local/share/opencode/auth.json', '{}\n'],
  shell: 'full',
  pick: ['ok'],
  sessionIn: (event) => event.sessionID,
  last: (event) => event.type === 'error' || (event.type === 'step_finish' && event.part.reason === 'stop'),
};

const pi = {
  environment() {
    return { variables: { OPENAI_API_KEY: 'sk-fake' }, names: [] };
  },
  seed({ url, home }) {
    write(path.join(home, '.pi', 'agent', 'models.json'), {
      providers: {
        fake: {
          baseUrl: `${url}/v1`,
          api: 'openai-completions',
          apiKey: 'OPENAI_API_KEY',
          models: [{ id: 'fake-model' }],
        },
      },
    });
    write(path.join(home, '.pi', 'agent', 'settings.json'), { defaultProvider: 'fake', defaultModel: 'fake-model' });
  },
  login: ['.pi/agent/auth.json', '{}\n'],
  shell: 'full',
  pick: ['ok', 'auth401'],
  sessionIn: (event) => (event.type === 'session' ? event.id : undefined),
  last: (event) => event.type === 'agent_end' || event.type === 'auto_retry_end',
};

const copilot = {
  environment({ url, home }) {
    const variables = {
      COPILOT_HOME: path.join(home, '.copilot'),
      COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_PROVIDER_API_KEY: 'sk-fake',
      COPILOT_MODEL: 'fake-model',
      COPILOT_OFFLINE: 'true',
    };
    return { variables, names: [] };
  },
  // It unpacks itself, 235 MB, into the cache of its HOME: one for all.
  seed({ home, lab }) {
    const unpacked = path.join(lab.more, 'copilot-cache');
    fs.mkdirSync(path.join(home, '.cache'), { recursive: true });
    if (fs.existsSync(unpacked)) fs.symlinkSync(unpacked, path.join(home, '.cache', 'copilot'));
  },
  login: ['.copilot/config.json', '{}\n'],
  shell: 'full',
  pick: ['ok', 'auth401'],
  sessionIn: (event) => event.sessionId,
  last: (event) => event.type === 'result',
};

const qwen = {
  environment({ url }) {
    const variables = { OPENAI_API_KEY: 'sk-fake', OPENAI_BASE_URL: `${url}/v1`, OPENAI_MODEL: 'fake-model' };
    return { variables, names: [] };
  },
  seed({ home }) {
    write(path.join(home, '.qwen', 'settings.json'), {
      security: { auth: { selectedType: 'openai' } },
      general: { disableAutoUpdate: true },
      model: { generationConfig: { maxRetries: 0 } }, // without it a limit is tried for over half an hour
      privacy: { usageStatisticsEnabled: false },
    });
  },
  login: ['.qwen/oauth_creds.json', '{}\n'],
  shell: 'full',
  pick: ['ok', 'auth401'],
  sessionIn: (event) => event.session_id,
  last: (event) => event.type === 'result',
};

export const MORE = { gemini, opencode, pi, copilot, qwen };
