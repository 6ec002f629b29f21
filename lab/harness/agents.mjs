// How each agent is pointed at the model server: variables for the launch, files in its scratch HOME, and how to read
// its output. The keys are fake.
import fs from 'node:fs';
import path from 'node:path';
import { MORE } from './more-agents.mjs';

const claudeCode = {
  // `names` are the variables that the recipe does not list: they are passed by --env.
  environment({ url, home, scenario }) {
    const key =
      scenario.login === 'subscription'
        ? { CLAUDE_CODE_OAUTH_TOKEN: 'sk-ant-oat01-fake' }
        : { ANTHROPIC_API_KEY: 'sk-ant-fake' };
    const listed = { ANTHROPIC_BASE_URL: url, CLAUDE_CONFIG_DIR: path.join(home, '.claude'), ...key };
    const named = {
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
      DISABLE_TELEMETRY: '1',
      CLAUDE_CODE_MAX_RETRIES: '2', // the default of 10 takes minutes
      ...(scenario.permissions === 'full' ? { IS_SANDBOX: '1' } : {}), // else it refuses to bypass approvals as root
    };
    return { variables: { ...listed, ...named }, names: Object.keys(named) };
  },
  seed({ home }) {
    fs.mkdirSync(path.join(home, '.claude'), { recursive: true });
    // as of a person who has set it up once; nothing of it is about this repo
    fs.writeFileSync(path.join(home, '.claude', '.claude.json'), '{"hasCompletedOnboarding":true,"theme":"dark"}\n');
  },
  login: ['.claude/.credentials.json', '{}\n'], // the file whose change is a new credential
  shell: 'safe',
  sessionIn: (event) => event.session_id,
  last: (event) => event.type === 'result',
};

const codex = {
  environment({ home }) {
    return { variables: { CODEX_HOME: path.join(home, '.codex'), FAKE_KEY: 'sk-fake' }, names: ['FAKE_KEY'] };
  },
  seed({ url, home, repo }) {
    fs.mkdirSync(path.join(home, '.codex'), { recursive: true });
    fs.writeFileSync(
      path.join(home, '.codex', 'config.toml'),
      `model = "gpt-5.2-codex"
model_provider = "fake"
check_for_update_on_startup = false

[analytics]
enabled = false

[model_providers.fake]
name = "fake"
base_url = "${url}/v1"
env_key = "FAKE_KEY"
wire_api = "responses"
stream_max_retries = 1
request_max_retries = 1

[projects."${repo}"]
trust_level = "trusted"
`,
    );
  },
  login: ['.codex/auth.json', '{"OPENAI_API_KEY":"sk-fake"}\n'],
  shell: 'safe',
  sessionIn: (event) => event.thread_id,
  last: (event) => event.type === 'turn.completed' || event.type === 'turn.failed',
};

export const AGENTS = { 'claude-code': claudeCode, codex, ...MORE };
