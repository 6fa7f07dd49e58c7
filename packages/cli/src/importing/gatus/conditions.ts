/**
 * Conditions of Gatus as assertions of ours. A condition has one operator, found in a fixed order wherever it stands,
 * and compares numbers as whole ones: what comes out otherwise here is said.
 */
import { type DraftObject, goDurationMs } from '@upwatch/server/foreign';

/** What a condition becomes; `changed` says where it is not to the letter. */
export type Said =
  | { readonly assertions: readonly DraftObject[]; readonly changed?: string }
  /** It holds whenever a check of its type has come so far. */
  | { readonly holds: true }
  | { readonly lost: string };

/** In the order in which Gatus looks for them. */
const OPERATORS = ['==', '!=', '<=', '>=', '>', '<'] as const;
type Operator = (typeof OPERATORS)[number];

interface Condition {
  readonly left: string;
  readonly operator: Operator;
  readonly right: string;
}

/** Turned around: `200 == [STATUS]` is `[STATUS] == 200`. */
const TURNED: Readonly<Record<Operator, Operator>> = {
  '==': '==',
  '!=': '!=',
  '<=': '>=',
  '>=': '<=',
  '>': '<',
  '<': '>',
};

/** Undefined where there is no operator with blanks around it. */
export function splitCondition(text: string): Condition | undefined {
  for (const operator of OPERATORS) {
    const at = text.indexOf(` ${operator} `);
    if (at < 0) continue;
    // More than two parts: Gatus takes the first two.
    const [left = '', right = ''] = text.split(` ${operator} `).map((part) => part.trim());
    return { left, operator, right };
  }
  return undefined;
}

const PLACEHOLDER =
  /\[(STATUS|RESPONSE_TIME|IP|BODY|CONNECTED|CERTIFICATE_EXPIRATION|DOMAIN_EXPIRATION|DNS_RCODE|CONTEXT)\]/;

/** @param type of the monitor */
export function sayCondition(text: string, type: string): Said {
  const split = splitCondition(text);
  if (!split) return { lost: 'has no operator with blanks around it' };
  const isTurned = !PLACEHOLDER.test(split.left) && PLACEHOLDER.test(split.right);
  const condition = isTurned ? { left: split.right, operator: TURNED[split.operator], right: split.left } : split;
  const { left, right } = condition;
  if (PLACEHOLDER.test(right)) return { lost: 'compares two parts of an answer with one another' };
  const subject: string = PLACEHOLDER.exec(left)?.[1] ?? '';
  switch (subject) {
    case 'STATUS':
      return type === 'HTTP' ? sayStatus(condition) : { lost: `a ${type} monitor has no status` };
    case 'RESPONSE_TIME':
      return sayTime(condition, type);
    case 'CONNECTED':
      return condition.operator === '==' && right === 'true'
        ? { holds: true }
        : { lost: 'what must not be reached cannot be said' };
    case 'CERTIFICATE_EXPIRATION':
      return sayCertificate(condition, type);
    case 'DNS_RCODE':
      return sayRcode(condition, type);
    case 'BODY':
      return type === 'DNS' ? sayRecord(condition) : sayBody(condition, type);
    case 'IP':
      return { lost: 'which address answers is no assertion' };
    case 'DOMAIN_EXPIRATION':
      return { lost: 'Upwatch does not ask when a domain expires' };
    default:
      return { lost: subject === 'CONTEXT' ? 'there is no context outside of a suite' : 'says nothing of the answer' };
  }
}

function assertion(config: DraftObject, changed?: string): Said {
  return { assertions: [{ config, severity: 'fail' }], ...(changed !== undefined && { changed }) };
}

const COMPARED: Readonly<Record<Operator, string>> = {
  '==': 'equals',
  '!=': 'not_equals',
  '<': 'less_than',
  '>': 'greater_than',
  '<=': 'at_most',
  '>=': 'at_least',
};

const ANY = /^any\((.*)\)$/s;
const PAT = /^pat\((.*)\)$/s;

function listOf(text: string): readonly string[] | undefined {
  return ANY.exec(text)?.[1]
    ?.split(',')
    .map((part) => part.trim());
}

function sayStatus({ operator, right }: Condition): Said {
  const any = listOf(right);
  if (any) {
    if (operator !== '==' || !any.every((code) => /^\d{3}$/.test(code)))
      return { lost: 'any(…) of codes can only be ==' };
    return assertion({ type: 'status_code', expected: any.join(','), operator: 'equals' });
  }
  const pattern = PAT.exec(right)?.[1];
  if (pattern !== undefined) return sayStatusPattern(pattern, operator);
  const code = wholeNumber(right);
  if (code === undefined) return { lost: 'a status is compared with a number' };
  return assertion({ type: 'status_code', expected: String(code), operator: COMPARED[operator] });
}

function sayStatusPattern(pattern: string, operator: Operator): Said {
  const hundred = /^([1-9])(?:\*|\?\?)$/.exec(pattern)?.[1];
  if (operator !== '==' || hundred === undefined) return { lost: 'a pattern of codes is said as 2xx' };
  return assertion({ type: 'status_code', expected: `${hundred}xx`, operator: 'equals' });
}

/** Integers of any base, floats without their fraction, and a text that is none is 0. */
function wholeNumber(text: string): number | undefined {
  if (/^[+-]?(0x[\da-f_]+|0b[01_]+|0o?[0-7_]*|[1-9][\d_]*)$/i.test(text)) {
    const bare = text
      .replaceAll('_', '')
      .replace(/^[+-]/, '')
      .replace(/^0(\d)/, '0o$1');
    return Number(bare) * (text.startsWith('-') ? -1 : 1);
  }
  return /^[+-]?\d+\.\d*$/.test(text) ? Math.trunc(Number(text)) : undefined;
}

/** A duration is milliseconds. */
function millisecondsOf(text: string): number | undefined {
  return wholeNumber(text) ?? goDurationMs(text);
}

const TIMES: Readonly<Record<string, readonly [type: string, field: string]>> = {
  HTTP: ['response_time', 'thresholdMs'],
  TCP: ['tcp_response_time', 'maxMs'],
  DNS: ['dns_response_time', 'maxMs'],
  ICMP: ['icmp_response_time', 'maxMs'],
};

function sayTime({ operator, right }: Condition, type: string): Said {
  const ms = millisecondsOf(right);
  const [kind, field] = TIMES[type] ?? [];
  if (kind === undefined || field === undefined) return { lost: `a ${type} monitor does not judge its time` };
  if (ms === undefined) return { lost: 'a time is compared with milliseconds or a duration' };
  if (operator !== '<' && operator !== '<=') return { lost: 'an answer may be too slow, not too fast' };
  // Gatus compares whole milliseconds, and so do we: less than 300 is at most 299.
  const most = Math.round(operator === '<' ? ms - 1 : ms);
  return most < 1 ? { lost: 'no answer comes in no time' } : assertion({ type: kind, [field]: most });
}

const DAY_MS = 86_400_000;

function sayCertificate({ operator, right }: Condition, type: string): Said {
  const ms = millisecondsOf(right);
  if (type !== 'HTTP') return { lost: 'the server itself says when a certificate is about to expire' };
  if (ms === undefined || (operator !== '>' && operator !== '>='))
    return { lost: 'a certificate must last longer than so long' };
  const days = Math.ceil(ms / DAY_MS);
  const changed = days * DAY_MS === ms ? undefined : `is counted in whole days: ${days}`;
  return assertion({ type: 'ssl_expiry', minDaysRemaining: Math.max(0, days) }, changed);
}

function sayRcode({ operator, right }: Condition, type: string): Said {
  if (type !== 'DNS') return { lost: `a ${type} monitor has no code of a name server` };
  if (operator === '==' && right === 'NOERROR')
    return assertion({ type: 'dns_resolves' }, 'records must be there, too');
  return { lost: 'what must not resolve cannot be said' };
}

/** Of a DNS endpoint the body is the record. The type of record is filled in by whoever knows it. */
function sayRecord({ left, operator, right }: Condition): Said {
  if (left !== '[BODY]' || operator !== '==') return { lost: 'of a record only what it is can be said' };
  const pattern = PAT.exec(right)?.[1];
  if (pattern === undefined) {
    return ANY.test(right)
      ? { lost: 'one of several records cannot be said' }
      : assertion({ type: 'dns_record_equals', value: right });
  }
  const inner = /^\*([^*?]+)\*$/.exec(pattern)?.[1];
  if (inner === undefined) return { lost: 'of a pattern only *text* can be said' };
  return assertion({ type: 'dns_record_contains', substring: inner });
}

const LEN = /^len\((.*)\)$/;
const HAS = /^has\((.*)\)$/;

function sayBody({ left, operator, right }: Condition, type: string): Said {
  if (type !== 'HTTP') return { lost: `a ${type} monitor reads no body` };
  const lengthOf = LEN.exec(left)?.[1];
  if (lengthOf !== undefined) return sayLength(lengthOf, operator, right);
  const has = HAS.exec(left)?.[1];
  if (has !== undefined) return sayPresence(has, operator, right);
  return left === '[BODY]' ? sayWholeBody(operator, right) : sayMember(left, operator, right);
}

/** `[BODY].a[0].b` as a JSONPath. Gatus names members without quotes, whatever is in them. */
function pathOf(placeholder: string): string | undefined {
  const rest = /^\[BODY\](.*)$/s.exec(placeholder)?.[1];
  if (rest === undefined) return undefined;
  let path = '$';
  for (const [, name, place] of rest.matchAll(/(?:^|\.)([^.[\]]+)|\[(\d+)\]/g)) {
    if (place !== undefined) path += `[${place}]`;
    else path += /^[A-Za-z_]\w*$/.test(name!) ? `.${name}` : `['${name!.replaceAll(/['\\]/g, String.raw`\$&`)}']`;
  }
  return path;
}

/** Places of a list that are there, and that are not: a text has no places, so that its length cannot be asked for. */
function sayLength(inner: string, operator: Operator, right: string): Said {
  const path = pathOf(inner);
  const count = wholeNumber(right);
  if (path === undefined || count === undefined || count < 0) return { lost: 'a length is compared with a number' };
  const bounds = boundsOf(operator, count);
  if (!bounds) return { lost: 'a length that must not be cannot be said' };
  const { least, most } = bounds;
  const at = (place: number, asked: string): DraftObject => {
    const config = { type: 'json_path', path: `${path}[${place}]`, operator: asked, expected: '' };
    return { config, severity: 'fail' };
  };
  const assertions = [
    ...(least > 0 ? [at(least - 1, 'exists')] : []),
    ...(most < Number.POSITIVE_INFINITY ? [at(most, 'not_exists')] : []),
  ];
  return { assertions, changed: 'counts the members of a list: of a text the length is not known' };
}

/** How many there must be. */
function boundsOf(operator: Operator, count: number): { readonly least: number; readonly most: number } | undefined {
  switch (operator) {
    case '==':
      return { least: count, most: count };
    case '>':
      return { least: count + 1, most: Number.POSITIVE_INFINITY };
    case '>=':
      return { least: count, most: Number.POSITIVE_INFINITY };
    case '<':
      return { least: 0, most: Math.max(0, count - 1) };
    case '<=':
      return { least: 0, most: count };
    case '!=':
      return undefined;
  }
}

function sayPresence(inner: string, operator: Operator, right: string): Said {
  const path = pathOf(inner);
  if (path === undefined || (operator !== '==' && operator !== '!=')) return { lost: 'has(…) is true or false' };
  const isThere = (right === 'true') === (operator === '==');
  return assertion({ type: 'json_path', path, operator: isThere ? 'exists' : 'not_exists', expected: '' });
}

function sayWholeBody(operator: Operator, right: string): Said {
  const pattern = PAT.exec(right)?.[1];
  const isEqual = operator === '==';
  if (!isEqual && operator !== '!=') return { lost: 'a whole body is compared as a text' };
  if (pattern !== undefined) {
    const inner = /^\*([^*?]+)\*$/.exec(pattern)?.[1];
    if (inner !== undefined)
      return assertion({ type: isEqual ? 'body_contains' : 'body_not_contains', substring: inner });
    return isEqual
      ? assertion({ type: 'regex_body', pattern: `^${regexOf(pattern)}$` })
      : { lost: 'what a body must not match cannot be said' };
  }
  if (!isEqual) return { lost: 'what a whole body must not be cannot be said' };
  const any = listOf(right) ?? [right];
  return assertion({ type: 'regex_body', pattern: `^(?:${any.map(literal).join('|')})$` });
}

function sayMember(left: string, operator: Operator, right: string): Said {
  const path = pathOf(left);
  if (path === undefined) return { lost: 'says nothing of the answer that can be asked' };
  const any = listOf(right);
  const pattern = PAT.exec(right)?.[1];
  if (any || pattern !== undefined) {
    if (operator !== '==') return { lost: 'any(…) and pat(…) can only be ==' };
    const expected = any ? `^(?:${any.map(literal).join('|')})$` : `^${regexOf(pattern!)}$`;
    return assertion({ type: 'json_path', path, operator: 'matches', expected });
  }
  if (operator === '==' || operator === '!=') {
    const changed =
      operator === '!=' ? 'a member that is missing fails, where Gatus compares it as "(INVALID)"' : undefined;
    return assertion({ type: 'json_path', path, operator: COMPARED[operator], expected: right }, changed);
  }
  return sayOrder(path, operator, right);
}

/** Gatus drops the fractions of both sides, so that `0.5 < 0.7` is `0 < 0`; here numbers are what they are. */
function sayOrder(path: string, operator: Operator, right: string): Said {
  const isDuration = goDurationMs(right) !== undefined && wholeNumber(right) === undefined;
  const number = isDuration
    ? Math.round(goDurationMs(right)!)
    : /^[+-]?\d*\.?\d+$/.test(right)
      ? Number(right)
      : wholeNumber(right);
  if (number === undefined) return { lost: 'is compared with a text, which Gatus takes for 0' };
  const changed = /\.\d*[1-9]/.test(right)
    ? 'compares with its fraction, which Gatus drops on both sides'
    : isDuration
      ? `is compared with ${number}: the milliseconds of ${right}`
      : undefined;
  return assertion({ type: 'json_path', path, operator: COMPARED[operator], expected: String(number) }, changed);
}

/** A pattern knows `*` and `?`. */
function regexOf(pattern: string): string {
  return `(?s:${Array.from(pattern, (one) => (one === '*' ? '.*' : one === '?' ? '.' : literal(one))).join('')})`;
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
