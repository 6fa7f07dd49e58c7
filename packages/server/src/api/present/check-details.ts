/** What a look showed, in the words of its check type. */
import type { DnsFacts, Facts, HeartbeatFacts, IcmpFacts, McpFacts, Phases, TcpFacts } from '@upwatch/core';
import { isoTime } from './time.ts';

/**
 * By what was found out, as a look out of history does not know its monitor.
 * @param phases of the last attempt
 */
export function presentCheckDetails(facts: Facts, phases: Phases) {
  if (facts.dns) return presentDns(facts.dns);
  if (facts.icmp) return presentIcmp(facts.icmp);
  if (facts.mcp) return presentMcp(facts.mcp);
  if (facts.heartbeat) return presentHeartbeat(facts.heartbeat);
  if (facts.tcp) return presentTcp(facts.tcp);
  return { check_type: 'http' as const, timing: presentTiming(phases), bodyTruncated: facts.isBodyTruncated ?? null };
}

/** The contract has whole milliseconds; the look's `phases` has the fractions. */
function presentTiming(phases: Phases) {
  const whole = (ms: number | undefined): number | null => (ms === undefined ? null : Math.round(ms));
  return {
    dns_ms: whole(phases.dnsMs),
    tcp_ms: whole(phases.tcpMs),
    tls_ms: whole(phases.tlsMs),
    ttfb_ms: whole(phases.ttfbMs),
    download_ms: whole(phases.downloadMs),
    total_ms: whole(phases.totalMs),
  };
}

function presentTcp({ host, port, isConnected, received }: TcpFacts) {
  return { check_type: 'tcp' as const, host, port, connected: isConnected, received: received ?? null };
}

function presentIcmp(icmp: IcmpFacts) {
  return {
    check_type: 'icmp' as const,
    host: icmp.host,
    packetsSent: icmp.packetsSent,
    packetsReceived: icmp.packetsReceived,
    packetLoss: icmp.lossPercent,
    avgRttMs: icmp.avgMs ?? null,
    minRttMs: icmp.minMs ?? null,
    maxRttMs: icmp.maxMs ?? null,
    jitterMs: icmp.jitterMs ?? null,
  };
}

function presentDns(dns: DnsFacts) {
  const records: Record<string, { name: string; ttl: number; value: string }[]> = {};
  for (const { type, name, ttlSeconds: ttl, value } of dns.records) (records[type] ??= []).push({ name, ttl, value });
  const failed = dns.queries.findLast(({ outcome }) => outcome !== 'NOERROR');
  return {
    check_type: 'dns' as const,
    hostname: dns.hostname,
    requestedTypes: [...dns.requestedTypes],
    usedResolver: dns.server ?? null,
    records,
    attempts: dns.queries.map((query) => ({ ...query })),
    failureKind: dns.records.length === 0 ? (failed?.outcome ?? null) : null,
    authoritative: dns.isAuthoritative ?? null,
  };
}

function presentMcp(mcp: McpFacts) {
  const { serverName, serverVersion } = mcp;
  return {
    check_type: 'mcp_server' as const,
    url: mcp.url ?? null,
    protocolVersion: mcp.protocolVersion ?? null,
    serverInfo: serverName === undefined ? null : { name: serverName, version: serverVersion ?? '' },
    toolCount: mcp.toolCount ?? null,
    resourceCount: mcp.resourceCount ?? null,
    promptCount: mcp.promptCount ?? null,
    capabilities: [...mcp.capabilities],
    tools: [...mcp.tools],
  };
}

function presentHeartbeat(heartbeat: HeartbeatFacts) {
  const { lastSuccessAtMs } = heartbeat;
  return {
    check_type: 'heartbeat' as const,
    signal: heartbeat.signal,
    lastSuccessAt: lastSuccessAtMs === undefined ? null : isoTime(lastSuccessAtMs),
    runId: heartbeat.runId ?? null,
    exitCode: heartbeat.exitCode ?? null,
    runMs: heartbeat.runMs ?? null,
    intervalMs: heartbeat.intervalMs ?? null,
    expectedIntervalMs: heartbeat.expectedIntervalMs ?? null,
    payload: heartbeat.payload ?? null,
  };
}
