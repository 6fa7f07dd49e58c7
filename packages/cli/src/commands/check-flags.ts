/** What is wrong with a setting, said of the option of `upwatch check` that it came from. */
import type { ApiErrorEntry } from '@upwatch/core';

/** The options whose values are counted otherwise than the settings made from them. */
interface CountedOptions {
  readonly timeout: string;
  readonly retries: string;
  readonly backoff: string;
  readonly maxRedirects: string;
}

interface Flag {
  readonly name: string;
  /** The option, where a bound of the setting has to be said in the option's own measure. */
  readonly option?: keyof CountedOptions;
  readonly bound?: (settingBound: number) => string;
}

/** By the setting's field, or the first of its names. */
const FLAGS: Readonly<Record<string, Flag>> = {
  url: { name: 'the URL' },
  host: { name: 'the host in the URL' },
  hostname: { name: 'the name in the URL' },
  port: { name: 'the port in the URL' },
  startTls: { name: 'starttls= in the URL' },
  recordTypes: { name: 'type= in the URL' },
  nameservers: { name: 'server= in the URL, or --resolver,' },
  transport: { name: 'transport= in the URL' },
  totalTimeoutMs: { name: '--timeout', option: 'timeout', bound: durationText },
  method: { name: '--method' },
  customHeaders: { name: '--header' },
  requestBody: { name: '--data' },
  timeoutMs: { name: '--timeout', option: 'timeout', bound: durationText },
  redirectsMax: { name: '--max-redirects', option: 'maxRedirects', bound: String },
  'retry.attemptsMax': { name: '--retries', option: 'retries', bound: (attempts) => String(attempts - 1) },
  'retry.backoffMs': { name: '--backoff', option: 'backoff', bound: durationText },
  'tls.caPem': { name: '--ca' },
  'tls.certificatePem': { name: '--cert' },
  'tls.keyPem': { name: '--key' },
  'tls.serverName': { name: '--server-name' },
  auth: { name: '--user' },
  health: { name: '--health' },
  dependencies: { name: '--dependency' },
  resolver: { name: '--resolver' },
};

/** `retry.attemptsMax must be at most 10, got 11` → `--retries must be at most 9, got "10"` */
export function asFlag({ field = '', message }: ApiErrorEntry, options: CountedOptions): string {
  const flag = FLAGS[field] ?? FLAGS[/^\w*/.exec(field)![0]];
  if (!flag) return message;
  const rest = withoutCredentials(inWordsOfFlags(message.slice(field.length)));
  if (!flag.option || !flag.bound) return `${flag.name}${partOf(field)}${rest}`;
  const { bound } = flag;
  const expected = rest.replace(/, got .*$/s, '').replace(/\d+/g, (number) => bound(Number(number)));
  return `${flag.name}${expected}, got "${options[flag.option]}"`;
}

/** Which header it is; other parts of a setting are none of an option. */
function partOf(field: string): string {
  const header = /^customHeaders\.(.+)$/s.exec(field)?.[1];
  return header === undefined ? '' : ` ${header}`;
}

/** A rule between two settings names the other one too. */
function inWordsOfFlags(text: string): string {
  return text.replace(/ beside auth\b/, ' beside --user');
}

/** What cannot be read as a URL may hold a password all the same. */
function withoutCredentials(text: string): string {
  return text.replace(/(, got ").*@/s, '$1••••@');
}

function durationText(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
