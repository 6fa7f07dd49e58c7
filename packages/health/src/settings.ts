/** What `createHealth` is told, and what of it cannot be. */
import { isNetwork } from './authorize.ts';
import type { BodyForm } from './accept.ts';
import type { HealthCheck } from './check.ts';
import type { HealthClock } from './clock.ts';
import type { CheckReport, HealthState, HealthStatus, Probe } from './report.ts';

/** What is told of each run and each answer; what it throws is not heard. */
export interface HealthObserver {
  /** A check has run. */
  readonly checked?: (report: CheckReport) => void;
  /** A probe was answered. */
  readonly answered?: (answer: ProbeAnswered) => void;
  /** The application is serving, or is shutting down. */
  readonly changed?: (state: HealthState) => void;
}

/** An answer, for whoever counts them. */
export interface ProbeAnswered {
  readonly probe: Probe;
  readonly status: HealthStatus;
  /** The HTTP status. */
  readonly statusCode: number;
}

/** What the application says of itself, and to whom. */
export interface HealthOptions {
  /** The version of the application, shown in every answer. */
  readonly version?: string;
  /** What readiness depends on, by name. Names have 1 to 100 letters, digits, blanks, `.`, `_`, `:` and `-`, and begin with one of the first two. */
  readonly checks?: Readonly<Record<string, HealthCheck>>;
  /**
   * What must be done before the application is ready; `health.startup(name, task)` does it.
   * @default none
   */
  readonly startup?: readonly string[];
  /** Where the endpoints are; a check is at `{ready}/{its name}`. */
  readonly paths?: {
    /** @default '/health' */
    readonly live?: string;
    /** @default '/ready' */
    readonly ready?: string;
    /** @default '/startup' */
    readonly startup?: string;
  };
  /**
   * The form of the answers; `auto` reads the header Accept.
   * @default 'auto'
   */
  readonly format?: 'auto' | BodyForm;
  /**
   * Who sees messages and measured values; others see names, statuses and times.
   * @default 'authorized': whoever has one of `token`, or asks from one of `allow`
   */
  readonly details?: 'always' | 'authorized' | 'never';
  /** What `Authorization: Bearer …` must carry: at least 16 characters without blanks; several while one is being changed. */
  readonly token?: string | readonly string[];
  /** Addresses and networks, such as `10.0.0.0/8`. Behind a proxy all come from its address. */
  readonly allow?: readonly string[];
  /** Is told of runs and answers. */
  readonly observer?: HealthObserver;
  /**
   * Where the time comes from.
   * @default the system's
   */
  readonly clock?: HealthClock;
}

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._:-]{0,99}$/u;
const PATH = /^\/[\w.~/-]{0,199}$/;
/** A longer timer runs at once. */
const TIMER_MS_MAX = 2_147_483_647;
const TOKEN_LENGTH_MIN = 16;
const KNOWN = 'version checks startup paths format details token allow observer clock'.split(' ');
const KNOWN_OF_CHECK = 'run timeoutMs critical cacheMs refreshMs maxAgeMs'.split(' ');
const KNOWN_PATHS = ['live', 'ready', 'startup'];

/** @throws TypeError that names all that is wrong, a line each; tokens are not shown */
export function demandSettings(options: HealthOptions): void {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`createHealth: options must be an object, got ${given(options)}`);
  const problems = [
    ...unknown('', options, KNOWN),
    ...unless(
      options.version === undefined || typeof options.version === 'string',
      'version',
      'a text',
      options.version,
    ),
    ...checkProblems(options.checks === undefined ? {} : options.checks),
    ...listProblems(options.startup, 'startup', 'a name as those of checks', isName),
    ...pathProblems(options.paths === undefined ? {} : options.paths),
    ...oneOf('format', options.format, ['auto', 'simple', 'health+json', 'plain']),
    ...oneOf('details', options.details, ['always', 'authorized', 'never']),
    ...tokenProblems(options.token),
    ...listProblems(options.allow, 'allow', 'an address or a network such as 10.0.0.0/8', isNetwork),
  ];
  if (problems.length > 0) throw new TypeError(`createHealth: ${problems.join('\n')}`);
}

function checkProblems(checks: unknown): readonly string[] {
  if (typeof checks !== 'object' || checks === null) return [`checks must be an object, got ${given(checks)}`];
  return Object.entries(checks).flatMap(([name, check]: [string, unknown]) => {
    const at = `checks.${name}`;
    if (!isName(name)) return [`checks must have names such as database or cache:sessions, got ${given(name)}`];
    if (typeof check !== 'object' || check === null) return [`${at} must be an object with run, got ${given(check)}`];
    const { run, timeoutMs, critical, cacheMs, refreshMs, maxAgeMs } = check as Readonly<Record<string, unknown>>;
    return [
      ...unknown(`${at}.`, check, KNOWN_OF_CHECK),
      ...unless(typeof run === 'function', `${at}.run`, 'a function', run),
      ...milliseconds(`${at}.timeoutMs`, timeoutMs, 1),
      ...unless(critical === undefined || typeof critical === 'boolean', `${at}.critical`, 'true or false', critical),
      ...milliseconds(`${at}.cacheMs`, cacheMs, 0),
      ...milliseconds(`${at}.refreshMs`, refreshMs, 1),
      ...milliseconds(`${at}.maxAgeMs`, maxAgeMs, 1),
    ];
  });
}

function pathProblems(paths: unknown): readonly string[] {
  if (typeof paths !== 'object' || paths === null) return [`paths must be an object, got ${given(paths)}`];
  const all = Object.entries({ live: '/health', ready: '/ready', startup: '/startup', ...paths });
  const wrong = all.flatMap(([name, path]: [string, unknown]) =>
    unless(typeof path === 'string' && PATH.test(path), `paths.${name}`, 'a path such as /health', path),
  );
  const twice = all.filter(([, path], index) => all.findIndex(([, other]) => other === path) !== index);
  return [
    ...unknown('paths.', paths, KNOWN_PATHS),
    ...wrong,
    ...twice.map(([name, path]) => `paths.${name} must differ from the others, got ${given(path)}`),
  ];
}

function tokenProblems(token: HealthOptions['token']): readonly string[] {
  const tokens: readonly unknown[] = Array.isArray(token) ? token : token === undefined ? [] : [token];
  const expected = `${TOKEN_LENGTH_MIN} characters or more, without blanks`;
  return tokens
    .filter((one) => typeof one !== 'string' || one.length < TOKEN_LENGTH_MIN || /\s/.test(one))
    .map((one) => `token must have ${expected}, got ${typeof one === 'string' ? `${one.length}` : typeof one}`);
}

function listProblems(
  list: unknown,
  at: string,
  expected: string,
  isRight: (one: unknown) => boolean,
): readonly string[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return [`${at} must be a list, got ${given(list)}`];
  return list.flatMap((one: unknown, index) => unless(isRight(one), `${at}[${index}]`, expected, one));
}

function isName(name: unknown): boolean {
  return typeof name === 'string' && NAME.test(name);
}

function unknown(at: string, options: object, known: readonly string[]): readonly string[] {
  return Object.keys(options)
    .filter((key) => !known.includes(key))
    .map((key) => `${at}${key} must be one of ${known.join(', ')}`);
}

function oneOf(at: string, value: unknown, values: readonly string[]): readonly string[] {
  return unless(value === undefined || values.includes(value as string), at, `one of ${values.join(', ')}`, value);
}

/** @param leastMs the smallest that makes sense */
export function milliseconds(at: string, value: unknown, leastMs: number): readonly string[] {
  const isRight =
    value === undefined ||
    (Number.isFinite(value) && (value as number) >= leastMs && (value as number) <= TIMER_MS_MAX);
  return unless(isRight, at, `milliseconds, ${leastMs} to ${TIMER_MS_MAX}`, value);
}

function unless(isRight: boolean, at: string, expected: string, value: unknown): readonly string[] {
  return isRight ? [] : [`${at} must be ${expected}, got ${given(value)}`];
}

function given(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 100));
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value;
}
