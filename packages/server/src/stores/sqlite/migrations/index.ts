/** The steps of `core.db`, in order. A released step is never changed: a change is a new line at the end. */
import type { DatabaseKind, Migration } from '../database-kind.ts';
import { step0001 } from './0001-what-we-promise.ts';

const CORE_STEPS: readonly Migration[] = [step0001];

/** `core.db`: configuration, state, incidents, outbox, audit. */
export const CORE_KIND: DatabaseKind = {
  // "UpwC"
  applicationId: 0x55707743,
  synchronous: 'FULL',
  migrations: CORE_STEPS,
  isBackedUp: true,
};
