/** What a monitor has of its groups or the server. One that was made before it was kept has said everything itself. */
import type { Migration } from '../database-kind.ts';

export const step0009: Migration = {
  name: 'inheritance',
  sql: `
ALTER TABLE monitors ADD COLUMN inherits TEXT;
`,
};
