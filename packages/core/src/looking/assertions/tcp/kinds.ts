/** What a TCP connection must show. */
import type { AssertionFamily } from '../family.ts';
import { compileResponseTime } from '../response-time.ts';

export type TcpAssertion =
  | { readonly type: 'tcp_connects' }
  | { readonly type: 'tcp_response_time'; readonly maxMs: number }
  | { readonly type: 'tcp_response_time_warn'; readonly warnMs: number };

export const TCP_KINDS: AssertionFamily<TcpAssertion> = {
  // A sample that has come as far as assertions has connected: what has not keeps its own failure.
  tcp_connects: { compile: () => () => ({ message: 'connected' }), expectedOf: () => '' },
  tcp_response_time: { compile: ({ maxMs }) => compileResponseTime(maxMs), expectedOf: ({ maxMs }) => `${maxMs} ms` },
  tcp_response_time_warn: {
    compile: ({ warnMs }) => compileResponseTime(warnMs),
    expectedOf: ({ warnMs }) => `${warnMs} ms`,
    isWarning: true,
  },
};
