/**
 * Whose fault it is when nothing comes back, or not what used to. Either that host is gone, or the way to all of them is;
 * or something on the way answers in their place: a portal, a proxy, a firewall gone mad. That would open an incident for
 * every monitor, so it is asked before the first is believed:
 *
 *   silence                                                     alteration
 *   has anything answered that was asked later? ─▶ the host's   has nothing else turned? ─▶ the host's own
 *   do witnesses answer now?                    ─▶ the host's   does an anchor speak as it used to? ─▶ the host's own
 *   are enough unrelated places silent?         ─▶ ours         have enough unrelated places turned, anchors with them? ─▶ ours
 *
 * One answer to something asked later is proof against a silence, because a way that is gone brings none: a refusal, a
 * TLS error, a status of 500 are answers. So of those asked since the first silence all are silent, or none counts. It
 * proves nothing against whatever answers for others. There a share decides, and only with the word of an anchor: many
 * targets of one provider fail together as well.
 */
import type { FailureCode } from '../looking/failure.ts';

/** So many unrelated places, none of which answers, are no coincidence where a witness that used to answer is one of them. */
export const UNRELATED_MIN = 3;
/** ... and so many without such a witness: a few targets of one provider fall silent together too. */
export const UNWITNESSED_MIN = 5;
/** Of the unrelated targets asked since the first of them turned, as many at least have turned. */
export const SHARE_MIN = 0.5;
/** Targets that turn within this turned together, milliseconds. */
export const TOGETHER_MS = 30_000;

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

/** What comes back where something on the way answers in the target's place, whatever is spoken. */
const ALTERATIONS: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'connect.refused',
  'connect.reset',
  'protocol.reset',
  'protocol.empty',
  'tls.hostname',
  'tls.self_signed',
  'tls.untrusted',
  'tls.incomplete_chain',
  'tls.handshake',
  'tls.not_tls',
]);

/** A failure that says that the answer was another than expected. */
const OTHER_ANSWER = /^(status\.(unexpected|header|redirect)|body\.|protocol\.(malformed|redirect|unexpected))/;

/**
 * Whether a failure is one that something on the way could cause by answering in the target's place.
 * @param isProven the target has proven who it is, by its certificate: then the answer is its own
 */
export function isAlteration(code: FailureCode, isProven: boolean): boolean {
  return ALTERATIONS.has(code) || (!isProven && OTHER_ANSWER.test(code));
}

/** Those that were asked because a host fell silent. */
export interface Testimony {
  /** One of them answered. */
  readonly isAnswered: boolean;
  /** Anchors on the way to such hosts that answered before, and do not now. */
  readonly silentAnchors: number;
  /** There are anchors that answered before, on whichever way, and none does now. */
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
  /** Watched hosts silent since the latest answer, this one and those asked as witnesses included; related ones once. */
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
  const places = facts.silentHosts + testimony.silentAnchors;
  const areMany = places >= (testimony.silentAnchors > 0 ? UNRELATED_MIN : UNWITNESSED_MIN);
  return areMany || testimony.areAnchorsSilent ? 'ours' : 'theirs';
}

/** What is known when a target that was well is answered for by something else, or so it looks. */
export interface AlterationFacts {
  /** Everything alike is in doubt already. */
  readonly isInDoubt: boolean;
  /** Targets that were well and turned together, this one included; related ones once. */
  readonly turned: number;
  /** Others that were asked since the first of these turned, and are well; related ones once. */
  readonly well: number;
  /** Anchors that used to say one thing where the targets are asked. Undefined until they have been asked. */
  readonly anchors?: { readonly asUsual: number; readonly altered: number };
}

/** Decides. Without an anchor's word the targets are to blame. */
export function blameForAlteration({ isInDoubt, turned, well, anchors }: AlterationFacts): Blame {
  if (isInDoubt) return 'ours';
  if (turned < SHARE_MIN * (turned + well)) return 'theirs';
  if (!anchors) return 'ask';
  if (anchors.asUsual > 0 || anchors.altered === 0) return 'theirs';
  return turned + anchors.altered >= UNRELATED_MIN ? 'ours' : 'theirs';
}
