/** Looks as they are shown: rows with the facts that held, and whole where they were kept whole. */
import type { Facts, LookRow, LookRows, Observation, TlsFacts } from '@upwatch/core';
import type { KeptLook } from '../../port.ts';
import { isCorrupt } from '../sqlite-error.ts';
import type { KeptRow } from './history-tables.ts';
import type { Parts } from './parts.ts';
import { DAY_MS } from './schema.ts';

/** One look found: where it stands. */
export interface FoundLook {
  readonly region: number;
  readonly rows: LookRows;
  readonly i: number;
}

/** Dresses looks of one monitor. Each kept observation is read once. */
export function keptLooks(parts: Parts, monitorId: string, found: readonly FoundLook[]): KeptLook[] {
  const read = new Map<number, KeptRow | undefined>();
  const keptOf = (id: number): KeptRow | undefined => {
    if (id === 0) return undefined;
    if (!read.has(id)) read.set(id, pendingRow(parts, id) ?? soundRow(parts, id));
    return read.get(id);
  };
  return found.map(({ region, rows, i }) => {
    const name = parts.regions.nameOf(region);
    return keptLook(rows.at(i), keptOf(rows.keptId[i]!), monitorId, name);
  });
}

function pendingRow({ kept }: Parts, id: number): KeptRow | undefined {
  const pending = kept.pending.get(id);
  return pending && { id, slotMs: pending.slotMs, isWhole: pending.isWhole, body: JSON.parse(pending.body) };
}

/** A damaged observation is told of and left out: its row can still be shown. */
function soundRow({ tables, damage }: Parts, id: number): KeptRow | undefined {
  try {
    return tables.kept(id);
  } catch (error) {
    if (isCorrupt(error)) throw error;
    damage.tell('a kept observation cannot be read: it is left out', error);
    return undefined;
  }
}

function keptLook(row: LookRow, kept: KeptRow | undefined, monitorId: string, region: string): KeptLook {
  if (!kept) return { region, row };
  const body = keptBody(kept.body);
  if (kept.isWhole && kept.slotMs === row.slotMs) {
    return { region, row, facts: body.facts, observation: { ...body, monitorId, region } };
  }
  return { region, row, facts: lentFacts(body.facts, row) };
}

/** We wrote it, and its checksum was right when it was read. */
function keptBody(body: unknown): Omit<Observation, 'monitorId' | 'region'> {
  return body as Omit<Observation, 'monitorId' | 'region'>;
}

/** Facts of another look of the same likeness, with what this one's row knows better. */
function lentFacts(facts: Facts, row: LookRow): Facts {
  const { bodyExcerpt: _ownOfTheOther, statusCode: _ofTheOther, bodyBytes: _ofTheOtherToo, ...lasting } = facts;
  return {
    ...lasting,
    ...(row.statusCode > 0 && { statusCode: row.statusCode, bodyBytes: row.bodyBytes }),
    ...(facts.tls && { tls: tlsAt(facts.tls, row.slotMs) }),
  };
}

function tlsAt(tls: TlsFacts, atMs: number): TlsFacts {
  return { ...tls, daysLeft: Math.floor((tls.notAfterMs - atMs) / DAY_MS) };
}
