/** `upwatch check URL…`: one look at each, told on the terminal. */
import { type Assertion, isSecretHeader, type Observation, outcomeOf, parseExpectation } from '@upwatch/core';
import { CHECK_TYPES, lookOnce, Resolver, RUNS, systemClock } from '@upwatch/probe';
import type { Command } from 'commander';
import { parseDuration } from '../duration.ts';
import { withScheme } from '../url.ts';
import { ExitCode, UsageError } from '../exit.ts';
import { readText } from '../read-text.ts';
import { rehearse } from '../rehearsal.ts';
import { asFlag } from './check-flags.ts';
import { checkedWithSchema } from '../schema.ts';
import { checkAsJson } from '../render/check-json.ts';
import { checkAsText } from '../render/check-text.ts';

/** URLs looked at together. */
const TOGETHER = 16;

interface CheckOptions {
  readonly json?: true;
  readonly method: string;
  readonly header?: readonly string[];
  readonly data?: string;
  readonly timeout: string;
  readonly retries: string;
  readonly backoff: string;
  readonly expect?: readonly string[];
  readonly insecure?: true;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly user?: string;
  readonly serverName?: string;
  readonly resolver?: readonly string[];
  readonly maxRedirects: string;
  readonly ipv4?: true;
  readonly ipv6?: true;
}

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

export function configure(command: Command): void {
  command
    .argument('<url...>', 'what to look at; http:// is assumed where nothing is said')
    .option('--json', 'one JSON object a line')
    .option('-X, --method <method>', 'request method', 'GET')
    .option('-H, --header <header>', 'a request header, `Name: value`; may be repeated', collect)
    .option('-d, --data <body>', 'request body; @FILE reads it from a file')
    .option('--timeout <duration>', 'for everything in one attempt', '10s')
    .option('--retries <count>', 'further attempts after a network error or a 5xx', '2')
    .option('--backoff <duration>', 'wait before the first retry; doubles each time', '2s')
    .option(
      '-e, --expect <expectation>',
      'what must hold, such as status=2xx or "time < 800ms"; may be repeated (default: status=2xx)',
      collect,
    )
    .option('-k, --insecure', 'do not verify the certificate')
    .option('--ca <file>', 'trust this authority too (PEM)')
    .option('--cert <file>', 'client certificate (PEM)')
    .option('--key <file>', 'its private key (PEM)')
    .option('-u, --user <user:password>', 'basic authentication')
    .option('--server-name <name>', 'TLS server name, instead of the host')
    .option('--resolver <address>', 'ask this name server; may be repeated', collect)
    .option('--max-redirects <count>', 'redirects to follow', '10')
    .option('-4, --ipv4', 'IPv4 only')
    .option('-6, --ipv6', 'IPv6 only')
    .addHelpText('after', HELP)
    .action(async (urls: string[], options: CheckOptions) => {
      process.exitCode = (await checkAll(urls, options)) ? ExitCode.Good : ExitCode.Bad;
    });
}

const HELP = `
Examples:
  upwatch check https://example.com
  upwatch check -e status=200 -e 'time < 800ms' -e 'tls.days > 14' example.com
  upwatch check --json -X POST -d '{"ping":1}' \\
    -H 'Content-Type: application/json' http://127.0.0.1:8080/rpc

Exit codes: 0 all up or degraded · 1 any down or unknown · 2 wrong command line`;

async function checkAll(urls: readonly string[], options: CheckOptions): Promise<boolean> {
  const assertions = (options.expect ?? []).map(expectation);
  const orders = urls.map((url) => ({ url: withScheme(url), config: configOf(withScheme(url), options) }));
  const resolver = new Resolver({ clock: systemClock });
  const isTls = orders.some(({ url }) => url.startsWith('https:'));
  await rehearse((settings) => look(checkedWithSchema(CHECK_TYPES.HTTP.config, settings)), isTls);
  let isAllUp = true;
  for (let from = 0; from < orders.length; from += TOGETHER) {
    const looks = orders.slice(from, from + TOGETHER).map((order) => ({ url: order.url, seen: look(order.config) }));
    for (const { url, seen } of looks) {
      const observation = await seen;
      isAllUp &&= outcomeOf(observation) !== 'down' && outcomeOf(observation) !== 'unknown';
      const text = options.json ? checkAsJson(url, observation) : checkAsText(url, observation, process.stdout);
      process.stdout.write(`${text}\n`);
    }
  }
  resolver.close();
  return isAllUp;

  function look(config: ReturnType<typeof configOf>): Promise<Observation> {
    return lookOnce(
      {
        region: 'local',
        clock: systemClock,
        runOf: (type) => RUNS[type],
        checkEnv: { resolver },
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        onPhase: undefined,
        onTrouble: (error) => process.stderr.write(`${error.stack ?? error.message}\n`),
      },
      { monitorId: 'check', key: 0, generation: 0, type: 'HTTP', config, assertions, intervalMs: 60_000 },
    );
  }
}

function expectation(text: string): Assertion & { id: string } {
  const parsed = parseExpectation(text);
  if ('problem' in parsed) throw new UsageError(`--expect: ${parsed.problem}`);
  return { ...parsed, id: text };
}

function configOf(url: string, options: CheckOptions) {
  const timeoutMs = parseDuration(options.timeout, '--timeout');
  const tls = {
    ...(options.ca && { caPem: readText(options.ca, '--ca') }),
    ...(options.cert && { certificatePem: readText(options.cert, '--cert') }),
    ...(options.key && { keyPem: readText(options.key, '--key') }),
    ...(options.serverName && { serverName: options.serverName }),
  };
  const config = {
    url,
    method: options.method.toUpperCase(),
    customHeaders: headersOf(options.header ?? []),
    ...(options.data !== undefined && { requestBody: bodyOf(options.data) }),
    verifyTls: !options.insecure,
    timeoutMs,
    redirectsMax: count(options.maxRedirects, '--max-redirects'),
    retry: {
      attemptsMax: count(options.retries, '--retries') + 1,
      backoffMs: parseDuration(options.backoff, '--backoff'),
    },
    ...(Object.keys(tls).length > 0 && { tls }),
    ...(options.user && { auth: basicAuth(options.user) }),
    ...(options.resolver && { resolver: options.resolver }),
    ...(options.ipv4 && { ipFamily: 'ipv4' }),
    ...(options.ipv6 && { ipFamily: 'ipv6' }),
  };
  return checkedWithSchema(CHECK_TYPES.HTTP.config, config, (fault) => asFlag(fault, options));
}

/** A header that is given twice is refused: of two values a request would hold the last alone. */
function headersOf(given: readonly string[]): Record<string, string> {
  const pairs = given.map(headerPair);
  const firsts = new Map<string, string>();
  for (const [name, value] of pairs) {
    const first = firsts.get(name.toLowerCase());
    if (first !== undefined) {
      throw new UsageError(
        `--header must name each header once, got ${name} twice; where it takes several values they go in one: "${name}: ${joined(name, [first, value])}"`,
      );
    }
    firsts.set(name.toLowerCase(), value);
  }
  return Object.fromEntries(pairs);
}

/** Values that may be a secret are not repeated. */
function joined(name: string, values: readonly string[]): string {
  const separator = name.toLowerCase() === 'cookie' ? '; ' : ', ';
  return (isSecretHeader(name) ? values.map((_, place) => `value${place + 1}`) : values).join(separator);
}

function headerPair(header: string): [string, string] {
  const colon = header.indexOf(':');
  if (colon < 1) throw new UsageError(`--header must be \`Name: value\`, got "${header}"`);
  return [header.slice(0, colon).trim(), header.slice(colon + 1).trim()];
}

function basicAuth(user: string): { type: 'basic'; username: string; password: string } {
  const colon = user.indexOf(':');
  if (colon < 0) throw new UsageError('--user must be user:password');
  return { type: 'basic', username: user.slice(0, colon), password: user.slice(colon + 1) };
}

function bodyOf(data: string): string {
  return data.startsWith('@') ? readText(data.slice(1), '--data') : data;
}

function count(text: string, option: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new UsageError(`${option} must be a whole number from 0 to 999, got "${text}"`);
  return Number(text);
}
