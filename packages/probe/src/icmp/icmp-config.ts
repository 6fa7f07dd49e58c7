/** What an ICMP monitor is told, with every default filled in. The schema that checks it is `config.ts`. */
export interface IcmpConfig {
  /** A name or an address, as it is asked for: a name of another script in its ASCII form. */
  readonly host: string;
  readonly packetCount: number;
  /** Of one attempt, milliseconds: the name and all packets. */
  readonly timeoutMs: number;
  readonly ipFamily: 'auto' | 'ipv4' | 'ipv6';
  /** Name servers to ask instead of the system's. */
  readonly resolver?: readonly string[];
  readonly retry: { readonly attemptsMax: number; readonly backoffMs: number; readonly backoffFactor: number };
}
