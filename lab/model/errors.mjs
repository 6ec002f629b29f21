// Errors as the vendors word them (rebuilt from public knowledge; real ones may differ in detail).
import { id } from './id.mjs';

const RESET_IN = 2 * 3600 + 17 * 60; // usage limits reset in 2 h 17 min, unless said otherwise

// The error answer of a scenario, or null if it is none.
export function errorOf(sc, proto, resetIn = RESET_IN) {
  const now = Math.floor(Date.now() / 1000),
    reset = now + resetIn,
    rid = id('req_fake_');
  const A = (status, type, message, headers = {}) => ({
    status,
    headers: { 'request-id': rid, ...headers },
    body: { type: 'error', error: { type, message }, request_id: rid },
  });
  const O = (status, e, headers = {}) => ({
    status,
    headers: { 'x-request-id': rid, ...headers },
    body: { error: { message: e.message, type: e.type ?? null, param: null, code: e.code ?? null, ...e.more } },
  });
  const G = (status, st, message, details = [], headers = {}) => ({
    status,
    headers,
    body: { error: { code: status, message, status: st, details } },
  });
  const fam = proto === 'anthropic' ? 'a' : proto === 'gemini' ? 'g' : 'o';
  const pick = (a, o, g) => ({ a, o, g })[fam]();
  const unified = (claim, resetAt) => ({
    // what the Anthropic API sends to a subscription
    'anthropic-ratelimit-unified-status': 'rejected',
    'anthropic-ratelimit-unified-reset': String(resetAt),
    'anthropic-ratelimit-unified-representative-claim': claim,
    'anthropic-ratelimit-unified-5h-status': claim === 'five_hour' ? 'rejected' : 'allowed',
    'anthropic-ratelimit-unified-5h-reset': String(reset),
    'anthropic-ratelimit-unified-5h-utilization': claim === 'five_hour' ? '1.0' : '0.4',
    'anthropic-ratelimit-unified-7d-status': claim === 'seven_day' ? 'rejected' : 'allowed',
    'anthropic-ratelimit-unified-7d-reset': String(now + 4 * 86400),
    'anthropic-ratelimit-unified-7d-utilization': claim === 'seven_day' ? '1.0' : '0.6',
    'anthropic-ratelimit-unified-fallback-percentage': '0.5',
    'anthropic-ratelimit-unified-overage-status': 'rejected',
    'anthropic-ratelimit-unified-overage-disabled-reason': 'org_level_disabled',
    'retry-after': String(resetAt - now),
    'x-should-retry': 'true',
  });
  const codexHeaders = (p1, p2) => ({
    'x-codex-primary-used-percent': String(p1),
    'x-codex-primary-window-minutes': '300',
    'x-codex-primary-reset-at': String(reset),
    'x-codex-secondary-used-percent': String(p2),
    'x-codex-secondary-window-minutes': '10080',
    'x-codex-secondary-reset-at': String(now + 4 * 86400),
  });
  const rate = (ra) =>
    pick(
      () =>
        A(
          429,
          'rate_limit_error',
          'This request would exceed the rate limit for your organization of 50 requests per minute.',
          ra ? { 'retry-after': String(ra) } : {},
        ),
      () =>
        O(
          429,
          {
            type: 'requests',
            code: 'rate_limit_exceeded',
            message: `Rate limit reached for gpt-fake in organization org-fake on requests per min (RPM): Limit 3, Used 3, Requested 1.${ra ? ` Please try again in ${ra}s.` : ''}`,
          },
          ra ? { 'retry-after': String(ra) } : {},
        ),
      () =>
        G(
          429,
          'RESOURCE_EXHAUSTED',
          `You exceeded your current quota, please check your plan and billing details.${ra ? ` Please retry in ${ra}s.` : ''}`,
          [
            {
              '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
              violations: [
                {
                  quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
                  quotaId: 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier',
                  quotaValue: '10',
                },
              ],
            },
            ...(ra ? [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${ra}s` }] : []),
          ],
          ra ? { 'retry-after': String(ra) } : {},
        ),
    );
  switch (sc) {
    case 'auth401':
      return pick(
        () => A(401, 'authentication_error', 'invalid x-api-key'),
        () =>
          O(401, {
            type: 'invalid_request_error',
            code: 'invalid_api_key',
            message:
              'Incorrect API key provided: sk-fake. You can find your API key at https://platform.openai.com/account/api-keys.',
          }),
        () =>
          G(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
            {
              '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
              reason: 'API_KEY_INVALID',
              domain: 'googleapis.com',
              metadata: { service: 'generativelanguage.googleapis.com' },
            },
          ]),
      );
    case 'forbidden403':
      return pick(
        () => A(403, 'permission_error', 'Your API key does not have permission to use the specified resource.'),
        () =>
          O(403, {
            type: 'invalid_request_error',
            code: 'unsupported_country_region_territory',
            message: 'Country, region, or territory not supported',
          }),
        () =>
          G(403, 'PERMISSION_DENIED', 'Permission denied: Consumer has been suspended.', [
            {
              '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
              reason: 'CONSUMER_SUSPENDED',
              domain: 'googleapis.com',
            },
          ]),
      );
    case 'billing':
      return pick(
        () =>
          A(
            400,
            'invalid_request_error',
            'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
          ),
        () =>
          O(429, {
            type: 'insufficient_quota',
            code: 'insufficient_quota',
            message:
              'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
          }),
        () =>
          G(
            403,
            'PERMISSION_DENIED',
            'This API method requires billing to be enabled. Please enable billing on project #0 by visiting https://console.developers.google.com/billing/enable?project=0 then retry.',
            [
              {
                '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
                reason: 'BILLING_DISABLED',
                domain: 'googleapis.com',
              },
            ],
          ),
      );
    case 'rate429':
      return rate(0);
    case 'rate429ra':
      return rate(3);
    case 'rate429long':
      return rate(3600);
    case 'overloaded':
      return pick(
        () => A(529, 'overloaded_error', 'Overloaded'),
        () =>
          O(503, {
            type: 'server_error',
            code: 'server_is_overloaded',
            message:
              'The server is currently overloaded with other requests. Sorry about that! Please retry your request.',
          }),
        () => G(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'),
      );
    case 'http500':
      return pick(
        () => A(500, 'api_error', 'Internal server error'),
        () =>
          O(500, {
            type: 'server_error',
            message: 'The server had an error while processing your request. Sorry about that!',
          }),
        () =>
          G(
            500,
            'INTERNAL',
            'An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
          ),
      );
    case 'usage':
    case 'usageweek': {
      const week = sc === 'usageweek';
      return pick(
        () =>
          A(
            429,
            'rate_limit_error',
            "This request would exceed your account's rate limit. Please try again later.",
            unified(week ? 'seven_day' : 'five_hour', week ? now + 4 * 86400 : reset),
          ),
        () =>
          O(
            429,
            {
              type: 'usage_limit_reached',
              message: 'The usage limit has been reached',
              more: {
                plan_type: 'plus',
                resets_at: week ? now + 4 * 86400 : reset,
                resets_in_seconds: week ? 4 * 86400 : resetIn,
              },
            },
            codexHeaders(week ? 40 : 100, week ? 100 : 60),
          ),
        () =>
          G(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota, please check your plan and billing details.', [
            {
              '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
              violations: [
                {
                  quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
                  quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier',
                  quotaValue: '250',
                },
              ],
            },
            { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${resetIn}s` },
          ]),
      );
    }
    case 'ctx400':
      return pick(
        () => A(400, 'invalid_request_error', 'prompt is too long: 214321 tokens > 200000 maximum'),
        () =>
          O(400, {
            type: 'invalid_request_error',
            code: 'context_length_exceeded',
            message: 'Your input exceeds the context window of this model. Please adjust your input and try again.',
          }),
        () =>
          G(
            400,
            'INVALID_ARGUMENT',
            'The input token count (1214321) exceeds the maximum number of tokens allowed (1048576).',
          ),
      );
    case 'modelgone':
      return pick(
        () => A(404, 'not_found_error', 'model: claude-fake'),
        () =>
          O(404, {
            type: 'invalid_request_error',
            code: 'model_not_found',
            message: 'The model `gpt-fake` does not exist or you do not have access to it.',
          }),
        () =>
          G(
            404,
            'NOT_FOUND',
            'models/gemini-fake is not found for API version v1beta, or is not supported for generateContent.',
          ),
      );
    case 'html502':
      return {
        status: 502,
        headers: { 'content-type': 'text/html' },
        raw: '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>',
      };
  }
  return null;
}
