/** How expectations of a TCP connection are written. */
import type { Grammar } from '../../expect/grammar.ts';
import { readTime } from '../../expect/readings.ts';
import type { TcpAssertion } from './kinds.ts';

export const TCP_GRAMMAR: Grammar<TcpAssertion> = {
  subjects: {
    connects: () => ({ type: 'tcp_connects' }),
    time: (reader) => ({ type: 'tcp_response_time', maxMs: readTime(reader) }),
    'time.warn': (reader) => ({ type: 'tcp_response_time_warn', warnMs: readTime(reader) }),
  },
  print: {
    tcp_connects: () => 'connects',
    tcp_response_time: ({ maxMs }) => `time <= ${maxMs}ms`,
    tcp_response_time_warn: ({ warnMs }) => `time.warn <= ${warnMs}ms`,
  },
};
