/** Names for channels through the probe's resolver: the thread pool's own lookups hold one another up when names hang. */
import type { LookupFunction } from 'node:net';
import type { NameResolver } from '@upwatch/probe';

/** In the form that node:net takes. */
export function lookupThrough(resolver: NameResolver): LookupFunction {
  return (host, options, answer) => {
    const family =
      options.family === 4 || options.family === 'IPv4'
        ? 'ipv4'
        : options.family === 6 || options.family === 'IPv6'
          ? 'ipv6'
          : 'auto';
    Promise.resolve(resolver.resolve(host, family)).then(
      (addresses) => {
        if (options.all)
          answer(
            null,
            addresses.map(({ address, family: version }) => ({ address, family: version })),
          );
        else answer(null, addresses[0]!.address, addresses[0]!.family);
      },
      (error: unknown) => answer(error instanceof Error ? error : new Error(String(error)), '', 0),
    );
  };
}
