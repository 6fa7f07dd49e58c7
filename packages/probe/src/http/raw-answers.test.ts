/** Row H01 over sockets: the same bytes whole and byte by byte, and the connection closed, reset or left open after them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { sharedFile } from '@upwatch/core/testing';
import { lookAt } from './testing/look-at.ts';
import { pathOf, RawTarget } from './testing/raw-target.ts';

interface RawCase {
  readonly id: string;
  readonly bytes_b64: string;
  readonly expected: { readonly verdict: string };
}

const corpus = sharedFile('corpora/http-raw-responses.json');

describe('raw answers over a socket', { skip: corpus === undefined && 'no case files beside the checkout' }, () => {
  const { cases } = JSON.parse(corpus === undefined ? '{"cases":[]}' : readFileSync(corpus, 'utf8')) as {
    cases: RawCase[];
  };
  const ends: readonly [string, (socket: Socket) => void][] = [
    ['closed', (socket) => socket.end()],
    ['reset', (socket) => socket.resetAndDestroy()],
    ['left open', () => undefined],
  ];
  const write = async (socket: Socket, bytes: Buffer, isBytewise: boolean): Promise<void> => {
    if (!isBytewise) return void socket.write(bytes);
    socket.setNoDelay();
    for (const byte of bytes.subarray(0, 400)) {
      if (!socket.writable) return;
      socket.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.write(bytes.subarray(400));
  };
  for (const [end, finish] of ends) {
    for (const isBytewise of [false, true]) {
      test(`${isBytewise ? 'byte by byte' : 'whole'}, then ${end}: the verdict of the case files`, async () => {
        await using target = await RawTarget.start((socket, request) => {
          const bytes = Buffer.from(cases[Number(pathOf(request).slice(1))]!.bytes_b64, 'base64');
          void write(socket, bytes, isBytewise).then(() => setTimeout(() => socket.writable && finish(socket), 20));
        });
        await Promise.all(
          cases.map(async ({ id, expected: { verdict } }, place) => {
            const sample = await lookAt(target.url(`/${place}`), {
              timeoutMs: isWaitedOut(verdict, end) ? 1000 : 30_000,
              redirectsMax: 0,
            });
            const got = sample.failure?.code ?? 'up';
            const allowed = acceptedCodes(verdict, end, sample.facts.statusCode);
            assert.ok(allowed.test(got), `${id}: ${verdict} and ${end}, got ${sample.failure?.message ?? got}`);
          }),
        );
      });
    }
  }

  /** Where the deadline alone ends it: everything else has ended long before one that a busy machine does not reach. */
  function isWaitedOut(verdict: string, end: string): boolean {
    return end === 'left open' && verdict !== 'complete' && verdict !== 'protocol_error';
  }

  /** A body that ends at the close can end in no other way; what was refused or whole before stays that. */
  function acceptedCodes(verdict: string, end: string, status: number | undefined): RegExp {
    if (status === 101) return /^protocol\.upgrade$/;
    const unfinished =
      end === 'closed'
        ? 'protocol\\.(truncated|empty)'
        : end === 'reset'
          ? 'protocol\\.reset'
          : 'timeout\\.(download|ttfb)';
    const refused = 'protocol\\.malformed';
    switch (verdict) {
      case 'complete':
        return /^up$/;
      case 'complete_on_close':
        return end === 'closed' ? /^up$/ : new RegExp(`^(${unfinished})$`);
      case 'protocol_error':
        return new RegExp(`^(${refused})$`);
      case 'truncated':
        return new RegExp(`^(${unfinished})$`);
      default:
        return new RegExp(`^(up|${refused}|${unfinished})$`);
    }
  }
});
