/** What a readiness request costs an application: processor time an answer, ours beside terminus and lightship. */
import { resolve } from 'node:path';
import { Child } from './child.ts';
import type { Row } from './table.ts';

const HERE = import.meta.dirname;
/** Connections that ask again as soon as they are answered. */
const ASKERS = 16;
const SECONDS_MAX = 10;

interface Served {
  readonly kit: 'upwatch' | 'terminus' | 'lightship';
  /** Of the server that its check asks; without one the check returns at once. */
  readonly asks?: number;
  readonly cacheMs?: number;
}

/** @param seconds how long each is measured */
export async function readinessRows(seconds: number): Promise<readonly Row[]> {
  const cost = (served: Served): Promise<number> => cpuUs(served, Math.min(seconds, SECONDS_MAX));
  const [ours, terminus, lightship] = [
    await cost({ kit: 'upwatch', cacheMs: 0 }),
    await cost({ kit: 'terminus' }),
    await cost({ kit: 'lightship' }),
  ];
  await using asked = new Child(resolve(HERE, 'readiness-server.ts'), [JSON.stringify({ kit: 'upwatch' })]);
  const asks = Number(await asked.line());
  const [kept, anew] = [await cost({ kit: 'upwatch', asks }), await cost({ kit: 'terminus', asks })];
  return [
    {
      what: 'readiness request, check that returns at once, nothing cached, beside terminus',
      figure: beside(ours, terminus),
      limit: '1 ×',
      isHeld: ours <= terminus,
    },
    {
      what: 'the same beside lightship, which asks no check',
      figure: beside(ours, lightship),
      limit: '1 ×',
      isHeld: ours <= lightship,
    },
    {
      what: 'readiness request, check that asks a server, cached as by default, beside terminus',
      figure: beside(kept, anew),
      limit: '0.2 ×',
      isHeld: kept <= anew / 5,
    },
  ];
}

function beside(ours: number, theirs: number): string {
  return `${ours.toFixed(0)} µs = ${(ours / theirs).toFixed(2)} × (${theirs.toFixed(0)} µs)`;
}

/** Processor time of the server for an answer, microseconds. */
async function cpuUs(served: Served, seconds: number): Promise<number> {
  await using server = new Child(resolve(HERE, 'readiness-server.ts'), [JSON.stringify(served)]);
  const port = Number(await server.line());
  const path = '/ready';
  const readers = async (forSeconds: number): Promise<number> => {
    const given = JSON.stringify({ port, path, readers: ASKERS, seconds: forSeconds });
    await using child = new Child(resolve(HERE, 'readers.ts'), [given]);
    return (JSON.parse(await child.line()) as { readonly answers: number }).answers;
  };
  // Until its code has been compiled for good.
  await readers(2);
  const before = server.cpuSeconds();
  const answers = await readers(seconds);
  return ((server.cpuSeconds() - before) / answers) * 1e6;
}
