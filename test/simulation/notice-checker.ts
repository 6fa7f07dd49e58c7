/**
 * The invariants of notices: what is told of a certificate is so, is told to those that are to hear of it, and once. When
 * the faults have stopped, all that there is to tell of what a target shows has been told.
 */
import assert from 'node:assert/strict';
import type { Delivery, NotificationPolicy } from '@upwatch/core';
import { dayPassed, type Shown } from './certificates.ts';
import type { MemoryTables } from './memory-tables.ts';
import { toldOfNotice } from './routes.ts';
import type { Target, World } from './world.ts';

export class NoticeChecker {
  readonly #world: World;
  readonly #tables: MemoryTables;
  readonly #policies: readonly NotificationPolicy[];
  readonly #told = new Set<string>();

  constructor(world: World, tables: MemoryTables, policies: readonly NotificationPolicy[]) {
    this.#world = world;
    this.#tables = tables;
    this.#policies = policies;
  }

  /** @param notices of one commit @returns what they tell, by kind */
  committed(target: Target, notices: readonly Delivery[]): readonly string[] {
    for (const { key } of notices) {
      assert.ok(!this.#told.has(key), `C1: ${key} is told twice`);
      this.#told.add(key);
    }
    const events = Map.groupBy(notices, ({ key }) => key.slice(0, key.lastIndexOf(':')));
    return [...events].map(([event, alerts]) => this.#isRight(target, event, alerts));
  }

  /** Liveness: nothing is left to be told. */
  isAllTold(target: Target): void {
    const shown = this.#world.certificatesOf(target).at(-1);
    const days = shown && dayPassed(shown.tls, this.#world.wall());
    if (!shown || days === undefined) return;
    const isTold = [...this.#told].some((key) => {
      const [, monitorId, fingerprint, what] = key.split(':');
      return monitorId === target.id && fingerprint === shown.tls.fingerprint && Number(what) <= days;
    });
    assert.ok(isTold, `C2: nobody is told that the certificate of ${target.id} ends within ${days} days`);
  }

  #isRight(target: Target, event: string, alerts: readonly Delivery[]): string {
    const [, monitorId, fingerprint, what] = event.split(':');
    const all = this.#world.certificatesOf(target);
    const place = all.findIndex(({ tls }) => tls.fingerprint === fingerprint);
    assert.ok(monitorId === target.id && place >= 0, `C3: ${event} tells of a certificate that nobody has shown`);
    if (what === 'changed') assert.ok(isOther(all, place), `C3: ${event}, and its issuer and key are as before`);
    else assert.equal(dayPassed(all[place]!.tls, alerts[0]!.createdAtMs), Number(what), `C3: ${event} is not so`);
    const told = new Set(alerts.map(({ channelId }) => channelId));
    assert.deepEqual(told, toldOfNotice(target, this.#policies), `C4: ${event} is told to others than it concerns`);
    return what === 'changed' ? 'certificate changed' : 'certificate ends';
  }

  /** Of what is kept, as far as notices go: what was told is remembered with the certificate. */
  isKept(target: Target): void {
    const known = this.#tables.certificates.get(target.id) ?? [];
    for (const { fingerprint, toldDays } of known) {
      if (toldDays === undefined) continue;
      const isThere = this.#told
        .keys()
        .some((key) => key.startsWith(`certificate:${target.id}:${fingerprint}:${toldDays}:`));
      assert.ok(isThere, `C2: that ${fingerprint} ends is said to be told, and is not`);
    }
  }
}

/** Whether any that was shown before has another issuer or key. */
function isOther(all: readonly Shown[], place: number): boolean {
  const { issuer, keyFingerprint } = all[place]!.tls;
  return all.slice(0, place).some(({ tls }) => tls.issuer !== issuer || tls.keyFingerprint !== keyFingerprint);
}
