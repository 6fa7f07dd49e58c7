/**
 * `key` is what a notification is about: several alerts of one thing are one. Who has read all up to one is kept as a
 * number, and only what was read out of order one by one.
 */
import type { Migration } from '../database-kind.ts';

export const step0016: Migration = {
  name: 'notifications',
  sql: `
CREATE TABLE notifications (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT,
  resource_type TEXT,
  resource_id TEXT,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX notifications_by_age ON notifications (created_at_ms);

CREATE TABLE notification_reads (
  reader TEXT NOT NULL,
  notification_id INTEGER NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
  PRIMARY KEY (reader, notification_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notification_reads_by_notification ON notification_reads (notification_id);

CREATE TABLE notification_readers (
  reader TEXT PRIMARY KEY,
  read_through INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
