/** What the operating system said when a connection was made or used, as a failure. */
import { failure, type Failure, type FailureCode, type Phase } from '@upwatch/core';

/** While connecting: errno → code. */
const WHILE_CONNECTING: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: 'connect.refused',
  ECONNRESET: 'connect.reset',
  ECONNABORTED: 'connect.reset',
  EPIPE: 'connect.reset',
  EHOSTUNREACH: 'connect.host_unreachable',
  EHOSTDOWN: 'connect.host_unreachable',
  ENETUNREACH: 'connect.network_unreachable',
  ENONET: 'connect.network_unreachable',
  // Linux answers EINVAL on a blackhole route.
  EINVAL: 'connect.network_unreachable',
  // EACCES is a "prohibit" route, EPERM a local firewall's DROP or REJECT in the output chain.
  EACCES: 'connect.prohibited',
  EPERM: 'connect.prohibited',
  ETIMEDOUT: 'timeout.tcp',
};

/** Our own fault in whatever phase it shows. */
const OUR_OWN: Readonly<Record<string, FailureCode>> = {
  EMFILE: 'probe.resources',
  ENFILE: 'probe.resources',
  EADDRNOTAVAIL: 'probe.resources',
  EADDRINUSE: 'probe.resources',
  ENOBUFS: 'probe.resources',
  ENOMEM: 'probe.resources',
  ENETDOWN: 'probe.network',
  EAFNOSUPPORT: 'probe.network',
};

const TIMEOUT_OF: Readonly<Record<Phase, FailureCode>> = {
  dns: 'timeout.dns',
  tcp: 'timeout.tcp',
  tls: 'timeout.tls',
  ttfb: 'timeout.ttfb',
  download: 'timeout.download',
};

/**
 * A socket's error as a failure. A reset during the TLS handshake is still `connect.reset`; once a request may have
 * been sent it is `protocol.reset`.
 * @param detail where the socket was to connect to
 * @param phase the phase in which the error came
 */
export function connectFailure(
  error: NodeJS.ErrnoException,
  detail: { readonly address: string; readonly port: number },
  phase: Phase,
): Failure {
  const errno = error.code ?? 'UNKNOWN';
  return failure(codeOf(errno, phase), `${endpoint(detail)} (${errno})`, phase);
}

function codeOf(errno: string, phase: Phase): FailureCode {
  const own = OUR_OWN[errno];
  if (own) return own;
  if (errno === 'ETIMEDOUT') return TIMEOUT_OF[phase];
  if (phase === 'ttfb' || phase === 'download') return 'protocol.reset';
  return WHILE_CONNECTING[errno] ?? 'connect.failed';
}

function endpoint({ address, port }: { readonly address: string; readonly port: number }): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
