/** `upwatch init`: a commented upwatch.yml to begin from. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { UsageError } from '../exit.ts';
import { shownUrl, withScheme } from '../url.ts';

export function configure(command: Command): void {
  command
    .argument('[url...]', 'what to watch')
    .option('-o, --out <file>', 'where to write it', 'upwatch.yml')
    .option('-f, --force', 'replace a file that is there')
    .action((urls: string[], options: { out: string; force?: true }) => {
      const watched = urls.length > 0 ? urls.map(checkedUrl) : ['https://example.com'];
      write(options.out, template(watched), options.force ?? false);
      const config = options.out === 'upwatch.yml' ? '' : ` --config ${options.out}`;
      process.stdout.write(`wrote ${options.out}\n\nStart watching:\n  npx upwatch serve${config}\n`);
    })
    .addHelpText('after', '\nExamples:\n  upwatch init https://shop.example https://api.shop.example/health');
}

/** @throws UsageError where a file with it would be refused */
function checkedUrl(text: string): string {
  const url = withScheme(text);
  if (/^https?:/i.test(url) && URL.canParse(url)) return url;
  throw new UsageError(`a URL must be such as https://shop.example, got "${shownUrl(text)}"`);
}

function write(file: string, text: string, isForced: boolean): void {
  try {
    writeFileSync(file, text, { flag: isForced ? 'w' : 'wx' });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') throw new UsageError(`${file} is there already; --force replaces it`, { cause: error });
    throw new UsageError(`cannot write ${file}: ${code}`, { cause: error });
  }
}

/** Where editors find what the file may hold. */
export const SCHEMA_LINE = '# yaml-language-server: $schema=https://unpkg.com/upwatch/upwatch.schema.json';

/** The file as it is written. Exported for its test: it must load as it stands. */
export function template(urls: readonly string[]): string {
  return `${SCHEMA_LINE}
# Upwatch. Everything but \`monitors\` may be left out. Every value may hold \${ENV} or \${ENV:-default}.
# The bodies are those of the API: whatever \`POST /api/v1/monitors\` takes may stand here.

server:
  host: 127.0.0.1            # 0.0.0.0 to be reached from elsewhere
  port: \${PORT:-3000}
  # publicUrl: https://upwatch.example     # links in alerts
  # smtp:
  #   url: \${SMTP_URL}                     # smtp://user:password@mail.example:587
  #   from: Upwatch <upwatch@example.com>

# Where to tell. A monitor tells every channel, unless it names its own in \`alertChannels\`.
alertChannels: []
#  - name: ops
#    config: { channelType: slack, webhookUrl: "\${SLACK_WEBHOOK_URL}" }
#  - name: mail
#    config: { channelType: email, recipients: [ops@example.com] }
#  - name: hook
#    config: { channelType: webhook, url: https://hooks.example/upwatch, signingSecret: "\${HOOK_SECRET}" }

# What to watch.
monitors:
${namesOf(urls)
  .map(([name, url], place) => monitor(name, url, place))
  .join('')}`;
}

/** Not where there is no certificate: that would be degraded for ever. */
const CERTIFICATE_LINE = '      - warn tls.days > 14   # a `warn` makes it degraded, not down\n';

function monitor(name: string, url: string, place: number): string {
  const shown = `  - name: ${JSON.stringify(name)}
    type: HTTP
    config: { url: ${JSON.stringify(url)}, method: GET }
    frequencySeconds: 60
`;
  if (place > 0) return shown;
  return `${shown}    expect:                  # what must hold; without any line: status=2xx
      - status=2xx
      - time < 5s
${/^https:/i.test(url) ? CERTIFICATE_LINE : ''}    # tags: [shop]
    # alertChannels: [ops]
`;
}

/** Each URL once, with a name that no other has. */
function namesOf(urls: readonly string[]): readonly (readonly [name: string, url: string])[] {
  const names = new Set<string>();
  return [...new Set(urls)].map((url) => {
    const short = nameOf(url);
    let name = short;
    for (let n = 2; names.has(name); n++) name = `${short} (${n})`;
    names.add(name);
    return [name, url];
  });
}

function nameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host + new URL(url).pathname.replace(/\/$/, '') : url;
}
