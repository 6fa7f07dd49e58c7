/** What the operating system said when a connection was made or used, as a failure. */
import { networkInterfaces } from 'node:os';
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
  const isWithoutIpv6 = errno === 'EADDRNOTAVAIL' && detail.address.includes(':') && !hasIpv6(detail.address === '::1');
  const code = isWithoutIpv6 ? 'connect.network_unreachable' : codeOf(errno, phase);
  return failure(code, `${endpoint(detail)} (${errno})`, phase);
}

/**
 * EADDRNOTAVAIL means that no local port is left, or, for IPv6, that the machine has no address of that kind at all, as
 * in most containers. Taken for want of ports, that would hide what IPv4 said about a target that is down.
 */
function hasIpv6(isLoopback: boolean): boolean {
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ family, internal }) => family === 'IPv6' && internal === isLoopback),
  );
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
