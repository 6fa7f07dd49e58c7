/** Whether two looks showed the same target: facts that are alike are kept once. */
import type { DnsFacts, Facts, HealthFacts } from '@upwatch/core';

/** Equal in what a person would call a change; headers such as Date differ in every answer. */
export function isAlike(a: Facts, b: Facts | undefined): boolean {
  return (
    b !== undefined &&
    a.statusCode === b.statusCode &&
    a.remoteAddress === b.remoteAddress &&
    a.httpVersion === b.httpVersion &&
    a.finalUrl === b.finalUrl &&
    a.tls?.fingerprint === b.tls?.fingerprint &&
    a.tls?.protocol === b.tls?.protocol &&
    a.redirects?.length === b.redirects?.length &&
    isAlikeBeyondHttp(a, b)
  );
}

/** The common case, a web server, has none of these and pays for five comparisons. */
function isAlikeBeyondHttp(a: Facts, b: Facts): boolean {
  return (
    (a.dns === b.dns || recordsOf(a.dns) === recordsOf(b.dns)) &&
    a.icmp?.packetsReceived === b.icmp?.packetsReceived &&
    a.tcp?.received === b.tcp?.received &&
    (a.health === b.health || stateOf(a.health) === stateOf(b.health)) &&
    (a.mcp === b.mcp || JSON.stringify(a.mcp) === JSON.stringify(b.mcp))
  );
}

/** What a document says of each dependency; its latencies and messages differ in every answer. */
function stateOf(health: HealthFacts | undefined): string {
  if (!health) return '';
  const { dialect, verdict, dependencies } = health;
  return JSON.stringify([dialect, verdict, dependencies.map(({ name, status }) => [name, status])]);
}

/** A name server gives records in any order, with a TTL that runs down. */
function recordsOf(dns: DnsFacts | undefined): string {
  const lines = (dns?.records ?? []).map(({ type, name, value }) => `${type} ${name} ${value}`);
  return [dns?.isAuthoritative, ...lines.toSorted()].join('\n');
}
