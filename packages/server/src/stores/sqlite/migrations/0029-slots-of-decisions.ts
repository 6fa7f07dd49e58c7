/** Up to which looks a person had seen when they ended an incident: looks that change nothing are in no record, and are not in order with it. */
import type { Migration } from '../database-kind.ts';

export const step0029: Migration = {
  name: 'slots of decisions',
  sql: 'ALTER TABLE decisions ADD COLUMN slots TEXT;',
};
