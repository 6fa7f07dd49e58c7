/** What each kind of target but a web server shows of itself. Texts are cut to safe lengths by the check that reads them. */

/** A conversation over TCP. */
export interface TcpFacts {
  readonly host: string;
  readonly port: number;
  readonly isConnected: boolean;
  /** What the target said, up to 4 KiB, as text. */
  readonly received?: string;
}

/** One record of an answer. */
export interface DnsRecord {
  /** `A`, `MX`, … or `TYPE65` for one without a name here. */
  readonly type: string;
  /** The owner, without the dot at its end. */
  readonly name: string;
  readonly ttlSeconds: number;
  /** In the presentation format of its RFC, names without the dot at their end: `10 mail.shop.example`. */
  readonly value: string;
}

/** One question that was put to one name server. */
export interface DnsQuery {
  /** `192.0.2.53` or `[2001:db8::53]:5353`. */
  readonly server: string;
  readonly type: string;
  readonly transport: 'udp' | 'tcp';
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, …, or `timeout`, `unreachable`, `malformed`. */
  readonly outcome: string;
  readonly tookMs: number;
}

/** What name servers answered. */
export interface DnsFacts {
  readonly hostname: string;
  readonly requestedTypes: readonly string[];
  /** The name server whose answer counts. */
  readonly server?: string;
  /** Of the types asked for, and the aliases that led there. At most 200. */
  readonly records: readonly DnsRecord[];
  readonly queries: readonly DnsQuery[];
  /** Whether the answer came from a server that has the zone itself. */
  readonly isAuthoritative?: boolean;
}

/** How the packets of a ping fared. */
export interface IcmpFacts {
  readonly host: string;
  readonly packetsSent: number;
  readonly packetsReceived: number;
  /** 0 to 100. */
  readonly lossPercent: number;
  readonly minMs?: number;
  readonly avgMs?: number;
  readonly maxMs?: number;
  /** Mean deviation of the round trips. */
  readonly jitterMs?: number;
}

/** What an MCP server says of itself. */
export interface McpFacts {
  /** Where it was reached over HTTP; absent for a command. Without credentials. */
  readonly url?: string;
  /** `2025-06-18` */
  readonly protocolVersion?: string;
  readonly serverName?: string;
  readonly serverVersion?: string;
  /** `tools`, `resources`, … */
  readonly capabilities: readonly string[];
  /** Names, at most 1,000. */
  readonly tools: readonly string[];
  readonly toolCount?: number;
  readonly resourceCount?: number;
  readonly promptCount?: number;
}

/** What a job reported, or that it was silent. */
export interface HeartbeatFacts {
  readonly signal: 'start' | 'success' | 'failure' | 'log' | 'missed';
  /** When the last sign of success came, epoch milliseconds. */
  readonly lastSuccessAtMs?: number;
  readonly runId?: string;
  readonly exitCode?: number;
  /** From its start to its end, where both were reported. */
  readonly runMs?: number;
  /** Since the success before. */
  readonly intervalMs?: number;
  readonly expectedIntervalMs?: number;
  /** What it sent along, up to 4 KiB. */
  readonly payload?: string;
}
