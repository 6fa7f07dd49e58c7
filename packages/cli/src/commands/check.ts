/** `upwatch check URL…`: one look at each, told on the terminal. */
import { type Assertion, HEALTH_MODES, type Observation, outcomeOf, parseExpectation } from '@upwatch/core';
import { type Assignment, CHECK_TYPES, lookOnce, Resolver, RUNS, systemClock } from '@upwatch/probe';
import { type Command, Option } from 'commander';
import { withScheme } from '../url.ts';
import { ExitCode, UsageError } from '../exit.ts';
import { rehearse } from '../rehearsal.ts';
import { type CheckSettingsOptions, ordersOf } from './check-settings.ts';
import { checkedWithSchema } from '../schema.ts';
import { checkAsData } from '../render/check-data.ts';
import { checksAsTable, type Seen } from '../render/check-table.ts';
import { checkAsText } from '../render/check-text.ts';

const FORMATS = ['table', 'json', 'yaml'] as const;

/** URLs looked at together. */
const TOGETHER = 16;

interface CheckOptions extends CheckSettingsOptions {
  /** Left out, a look is told in sentences. */
  readonly output?: (typeof FORMATS)[number];
  readonly expect?: readonly string[];
}

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

export function configure(command: Command): void {
  command
    .argument(
      '<url...>',
      'what to look at: http://, https://, tcp://, tls://, dns://, ping://, mcp+https://; http:// where nothing is said',
    )
    .addOption(new Option('-o, --output <format>', 'instead of sentences').choices(FORMATS))
    .addOption(new Option('--json', 'one JSON object a line: as -o json').implies({ output: 'json' }))
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
    .option('--health <dialect>', `read the body as a health document: ${HEALTH_MODES.join(', ')}`)
    .option('--dependency <name>', 'a dependency that matters, the others do not; may be repeated', collect)
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
  upwatch check --health auto https://shop.example/ready
  upwatch check tcp://db.internal:5432 'tls://mail.example:25?starttls=smtp'
  upwatch check -e 'record MX == "10 mail.example"' 'dns://example.com?type=MX'
  upwatch check 'dns://example.com?type=AAAA&server=[2001:db8::53]:5353'
  upwatch check -e 'loss <= 20%' 'ping://example.com?count=5'
  upwatch check -e 'tool == search' mcp+https://mcp.example/mcp

Exit codes: 0 all up or degraded · 1 any down or unknown · 2 wrong command line`;

const REHEARSED = { method: 'GET', timeout: '500ms', retries: '0', backoff: '0s', maxRedirects: '0' };

async function checkAll(urls: readonly string[], options: CheckOptions): Promise<boolean> {
  const orders = ordersOf(urls.map(withScheme), options).map((order) => ({
    ...order,
    assertions: (options.expect ?? []).map((text) => expectation(text, order.type)),
  }));
  const resolver = new Resolver({ clock: systemClock });
  const isTls = orders.some(({ url }) => /^(https|tls):/i.test(url));
  await rehearse(rehearsed, isTls);
  const tell = teller(options.output);
  let isAllUp = true;
  for (let from = 0; from < orders.length; from += TOGETHER) {
    const looks = orders.slice(from, from + TOGETHER).map((order) => ({ url: order.url, seen: look(order) }));
    for (const { url, seen } of looks) {
      const observation = await seen;
      isAllUp &&= outcomeOf(observation) !== 'down' && outcomeOf(observation) !== 'unknown';
      await tell.one({ url, observation });
    }
  }
  tell.end();
  resolver.close();
  return isAllUp;

  async function rehearsed(settings: { readonly url: string }): Promise<void> {
    const { host, protocol } = new URL(settings.url);
    // The listener speaks no DNS, and the port refuses at once: enough to have loaded what asks.
    const others = { TCP: `tcp://${host}`, TLS: `tls://${host}`, DNS: `dns://localhost?server=${host}` };
    for (const [type, url] of Object.entries(others)) {
      const isWanted = orders.some((order) => order.type === type) && (type !== 'TLS' || protocol === 'https:');
      if (isWanted) for (const order of ordersOf([url], REHEARSED)) await look({ ...order, assertions: [] });
    }
    await look({ type: 'HTTP', config: checkedWithSchema(CHECK_TYPES.HTTP.config, settings), assertions: [] });
  }

  function look(order: Pick<Assignment, 'type' | 'config' | 'assertions'>): Promise<Observation> {
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
      { monitorId: 'check', key: 0, generation: 0, intervalMs: 60_000, ...order },
    );
  }
}

interface Teller {
  one(seen: Seen): Promise<void> | void;
  end(): void;
}

/** Each look is told as soon as it is over, but a table when all of its lines are known. */
function teller(output: CheckOptions['output']): Teller {
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  const end = (): void => undefined;
  switch (output) {
    case undefined:
      return { one: ({ url, observation }) => print(checkAsText(url, observation, process.stdout)), end };
    case 'json':
      return { one: ({ url, observation }) => print(JSON.stringify(checkAsData(url, observation))), end };
    case 'yaml':
      return {
        one: async ({ url, observation }) => {
          // Read where it is asked for: a look has to begin at once.
          const { yamlText } = await import('../render/yaml-text.ts');
          print(`---\n${yamlText(checkAsData(url, observation))}`);
        },
        end,
      };
    case 'table': {
      const all: Seen[] = [];
      return { one: (seen) => void all.push(seen), end: () => print(checksAsTable(all, process.stdout)) };
    }
  }
}

function expectation(text: string, type: string): Assertion & { id: string } {
  const parsed = parseExpectation(text, type);
  if ('problem' in parsed) throw new UsageError(`--expect: ${parsed.problem}`);
  return { ...parsed, id: text };
}
