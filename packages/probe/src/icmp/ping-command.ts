/**
 * The system's own `ping`: a program may send ICMP only with rights that a monitor should not have, and `ping` has
 * them. How it is asked differs from system to system; what it prints is read in `ping-output.ts`.
 */

/** Between packets, seconds: the shortest that `ping` allows those who are not root. */
const SPACING_S = 0.2;

export interface PingRequest {
  /** An address, never a name: names are the resolver's. */
  readonly address: string;
  readonly packetCount: number;
  /** What is left for all packets, milliseconds. */
  readonly remainingMs: number;
}

/** The program and its arguments. Addresses are the only text in it that comes from outside, and hold no dash. */
export function pingCommand(
  { address, packetCount, remainingMs }: PingRequest,
  platform: NodeJS.Platform,
): { readonly file: string; readonly args: readonly string[] } {
  const isIpv6 = address.includes(':');
  const seconds = String(Math.max(1, Math.ceil(remainingMs / 1000)));
  const count = String(packetCount);
  if (platform === 'win32') {
    return { file: 'ping', args: ['-n', count, '-w', String(Math.ceil(remainingMs)), isIpv6 ? '-6' : '-4', address] };
  }
  if (platform === 'darwin' || platform === 'freebsd' || platform === 'openbsd' || platform === 'netbsd') {
    const args = ['-n', '-c', count, '-i', String(SPACING_S), address];
    return { file: isIpv6 ? 'ping6' : 'ping', args };
  }
  return { file: 'ping', args: ['-n', '-c', count, '-i', String(SPACING_S), '-W', seconds, '-w', seconds, address] };
}
