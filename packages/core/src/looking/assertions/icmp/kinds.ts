/** What a ping must show. */
import { type Check, findingOf } from '../check.ts';
import type { AssertionFamily } from '../family.ts';

export type IcmpAssertion =
  | { readonly type: 'icmp_reachable' }
  | { readonly type: 'icmp_packet_loss'; readonly maxPercent: number }
  | { readonly type: 'icmp_response_time'; readonly maxMs: number }
  | { readonly type: 'icmp_response_time_warn'; readonly warnMs: number };

export const ICMP_KINDS: AssertionFamily<IcmpAssertion> = {
  icmp_reachable: { compile: () => reachable, expectedOf: () => '' },
  icmp_packet_loss: {
    compile: ({ maxPercent }) => compilePacketLoss(maxPercent),
    expectedOf: ({ maxPercent }) => `${maxPercent} %`,
  },
  icmp_response_time: { compile: ({ maxMs }) => compileRoundTrip(maxMs), expectedOf: ({ maxMs }) => `${maxMs} ms` },
  icmp_response_time_warn: {
    compile: ({ warnMs }) => compileRoundTrip(warnMs),
    expectedOf: ({ warnMs }) => `${warnMs} ms`,
    isWarning: true,
  },
};

const reachable: Check = ({ facts }) => {
  const { packetsSent = 0, packetsReceived = 0 } = facts.icmp ?? {};
  const got = `${packetsReceived} of ${packetsSent}`;
  return findingOf(packetsReceived > 0, 'connect.no_reply', { wanted: 'an echo reply', got });
};

function compilePacketLoss(maxPercent: number): Check {
  const wanted = `at most ${maxPercent} % of the packets lost`;
  return ({ facts }) => {
    const { lossPercent = 100, packetsSent = 0, packetsReceived = 0 } = facts.icmp ?? {};
    const got = `${lossPercent} % (${packetsReceived} of ${packetsSent} came back)`;
    return findingOf(lossPercent <= maxPercent, 'connect.packet_loss', { wanted, got, actual: String(lossPercent) });
  };
}

/** The mean of the round trips. */
function compileRoundTrip(limitMs: number): Check {
  const wanted = `a mean round trip of at most ${limitMs} ms`;
  return ({ facts }) => {
    const avgMs = facts.icmp?.avgMs;
    if (avgMs === undefined) return findingOf(false, 'timeout.slow', { wanted, got: 'no reply' });
    const got = `${avgMs.toFixed(1)} ms`;
    return findingOf(avgMs <= limitMs, 'timeout.slow', { wanted, got, actual: got });
  };
}
