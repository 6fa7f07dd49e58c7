/**
 * Whose fault a silence is. Where nothing comes back from a host, either that host is gone or the way to all of them is.
 * The second would open an incident for every monitor, so it is asked before the first is believed:
 *
 *   has anything answered that was asked later? ─▶ the host's own
 *   do witnesses answer now?                    ─▶ the host's own
 *   are enough unrelated hosts silent?          ─▶ ours
 *
 * One answer to something asked later is proof, because a way that is gone brings none. A refusal, a TLS error, a status
 * of 500 are answers; only what a dead line looks like is silence.
 */
import type { FailureCode } from '../looking/failure.ts';

/** So many unrelated hosts, none of which answers, are no coincidence. */
export const SILENT_HOSTS_MIN = 5;

/** What a dead line looks like, from the first packet to the last. */
const SILENCES: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'dns.timeout',
  'dns.unreachable',
  'probe.resolver',
  'connect.host_unreachable',
  'connect.network_unreachable',
  // A local firewall, or a route that says "prohibit".
  'connect.prohibited',
  'probe.network',
  'connect.no_reply',
  'timeout.dns',
  'timeout.tcp',
  'timeout.tls',
  'timeout.ttfb',
  'timeout.download',
]);

/** Whether a failure is one that a dead line of our own could cause. */
export function isSilence(code: FailureCode): boolean {
  return SILENCES.has(code);
}

/** Those that were asked because a host fell silent. */
export interface Testimony {
  /** One of them answered. */
  readonly isAnswered: boolean;
  /** Other hosts that are watched, answered before, and do not now. */
  readonly silentHosts: number;
  /** There are anchors that answered before, and none does now. */
  readonly areAnchorsSilent: boolean;
}

/** What is known when a host is silent. Instants are monotonic milliseconds. */
export interface SilenceFacts {
  /** Since when nothing has come back: the host's last sign of life in this look, or the look's start. */
  readonly silentSinceMs: number;
  /** When the latest of all that was answered had been asked; -Infinity for never. */
  readonly answeredMs: number;
  /** The host was silent before, while others answered. */
  readonly isKnownGone: boolean;
  /** Everything is in doubt already. */
  readonly isInDoubt: boolean;
  /** Hosts silent since the latest answer, this one included. */
  readonly silentHosts: number;
  /** Undefined until witnesses have been asked. */
  readonly testimony?: Testimony;
}

/** `theirs`: the host is to blame. `ours`: our own network is. `ask`: witnesses are to be asked first. */
export type Blame = 'theirs' | 'ours' | 'ask';

/** Decides. Doubt needs evidence; where there is too little of it, the host is to blame, so that no alarm is missed. */
export function blameFor(facts: SilenceFacts): Blame {
  if (facts.isInDoubt) return 'ours';
  if (facts.isKnownGone || facts.answeredMs > facts.silentSinceMs) return 'theirs';
  const { testimony } = facts;
  if (!testimony) return 'ask';
  if (testimony.isAnswered) return 'theirs';
  const areMany = facts.silentHosts + testimony.silentHosts >= SILENT_HOSTS_MIN;
  return areMany || testimony.areAnchorsSilent ? 'ours' : 'theirs';
}
