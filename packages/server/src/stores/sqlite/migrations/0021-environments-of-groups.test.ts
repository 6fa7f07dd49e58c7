import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDatabase } from '../database.ts';
import { temporaryDirectory } from '../testing/temporary-store.ts';
import { CORE_KIND } from './index.ts';

const STARTED = { upwatch: '1.2.3', nowMs: 0 };

test('monitors of earlier versions that name no environment have that of their groups; what they name stays theirs', () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'core.db');
  const older = openDatabase(file, { ...CORE_KIND, migrations: CORE_KIND.migrations.slice(0, 20) }, STARTED);
  older.exec(
    "INSERT INTO environments (id, name, name_key, slug, variables, is_default, created_at_ms, updated_at_ms) VALUES ('e', 'E', 'e', 'e', '{}', 0, 0, 0)",
  );
  const insert = older.prepare(
    `INSERT INTO monitors (id, key, name, name_key, search_text, type, config, frequency_seconds, is_enabled, regions,
       assertions, policy, generation, tells_all_channels, inherits, environment_id, managed_by, created_at_ms, updated_at_ms)
     VALUES (?1, ?2, ?1, ?1, '', 'HTTP', '{}', 60, 1, '[]', '[]', '{}', 1, 1, ?3, ?4, 'API', 0, 0)`,
  );
  insert.run('said all', 1, null, null);
  insert.run('left some', 2, '["regions"]', null);
  insert.run('in its own', 3, '["regions"]', 'e');
  older.close();
  const database = openDatabase(file, CORE_KIND, STARTED);
  const rows = database.prepare('SELECT id, inherits, environment_id, generation FROM monitors ORDER BY key').all();
  database.close();
  assert.deepEqual(
    rows.map((row) => ({ ...row })),
    [
      { id: 'said all', inherits: '["environmentId"]', environment_id: null, generation: 1 },
      { id: 'left some', inherits: '["regions","environmentId"]', environment_id: null, generation: 1 },
      { id: 'in its own', inherits: '["regions"]', environment_id: 'e', generation: 1 },
    ],
  );
});
