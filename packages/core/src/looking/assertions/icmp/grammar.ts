/** How expectations of a ping are written. */
import type { Grammar } from '../../expect/grammar.ts';
import { readPercent, readTime } from '../../expect/readings.ts';
import type { IcmpAssertion } from './kinds.ts';

export const ICMP_GRAMMAR: Grammar<IcmpAssertion> = {
  subjects: {
    reachable: () => ({ type: 'icmp_reachable' }),
    loss: (reader) => ({ type: 'icmp_packet_loss', maxPercent: readPercent(reader) }),
    time: (reader) => ({ type: 'icmp_response_time', maxMs: readTime(reader) }),
    'time.warn': (reader) => ({ type: 'icmp_response_time_warn', warnMs: readTime(reader) }),
  },
  print: {
    icmp_reachable: () => 'reachable',
    icmp_packet_loss: ({ maxPercent }) => `loss <= ${maxPercent}%`,
    icmp_response_time: ({ maxMs }) => `time <= ${maxMs}ms`,
    icmp_response_time_warn: ({ warnMs }) => `time.warn <= ${warnMs}ms`,
  },
};
