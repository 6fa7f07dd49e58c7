/** What each check type may be asked: the assertions that it takes, and the words in which people write them. */
import type { AssertionConfig, AssertionType } from '../assertion.ts';
import { DNS_GRAMMAR } from '../assertions/dns/grammar.ts';
import { HEARTBEAT_GRAMMAR } from '../assertions/heartbeat/grammar.ts';
import { HTTP_GRAMMAR } from '../assertions/http/grammar.ts';
import { ICMP_GRAMMAR } from '../assertions/icmp/grammar.ts';
import { MCP_GRAMMAR } from '../assertions/mcp/grammar.ts';
import { TCP_GRAMMAR } from '../assertions/tcp/grammar.ts';
import type { Grammar } from './grammar.ts';

/** Words that begin an expectation, by check type. A certificate may be asked of whatever speaks TLS. */
export const SUBJECTS: Readonly<Record<string, Grammar<AssertionConfig>['subjects']>> = {
  HTTP: HTTP_GRAMMAR.subjects,
  TCP: { ...TCP_GRAMMAR.subjects, 'tls.days': HTTP_GRAMMAR.subjects['tls.days']! },
  TLS: { ...TCP_GRAMMAR.subjects, 'tls.days': HTTP_GRAMMAR.subjects['tls.days']! },
  DNS: DNS_GRAMMAR.subjects,
  ICMP: ICMP_GRAMMAR.subjects,
  MCP_SERVER: MCP_GRAMMAR.subjects,
  HEARTBEAT: HEARTBEAT_GRAMMAR.subjects,
};

/** Every assertion that each check type takes. */
export const ASSERTION_TYPES: Readonly<Record<string, readonly AssertionType[]>> = {
  HTTP: typesOf(HTTP_GRAMMAR),
  TCP: [...typesOf(TCP_GRAMMAR), 'ssl_expiry'],
  TLS: [...typesOf(TCP_GRAMMAR), 'ssl_expiry'],
  DNS: typesOf(DNS_GRAMMAR),
  ICMP: typesOf(ICMP_GRAMMAR),
  MCP_SERVER: typesOf(MCP_GRAMMAR),
  HEARTBEAT: typesOf(HEARTBEAT_GRAMMAR),
};

export const PRINTS: Grammar<AssertionConfig>['print'] = {
  ...HTTP_GRAMMAR.print,
  ...TCP_GRAMMAR.print,
  ...DNS_GRAMMAR.print,
  ...ICMP_GRAMMAR.print,
  ...MCP_GRAMMAR.print,
  ...HEARTBEAT_GRAMMAR.print,
};

function typesOf<Config extends AssertionConfig>({ print }: Grammar<Config>): Config['type'][] {
  return Object.keys(print) as Config['type'][];
}
