/**
 * Who is told of a page, and what they are told. A notice is planned by a trigger, in the transaction of what it tells of,
 * with the words that were said then; it is handed out to subscribers a slice at a time, so that a page with a hundred
 * thousand of them holds no writer up.
 * `component_ids` is JSON; an empty list means all. `asked_component_ids` hold once the subscriber has confirmed them.
 */
import type { Migration } from '../database-kind.ts';

/** Those that an incident is about now or was about before: whoever heard of its beginning hears of its end. */
export const COMPONENT_IDS = `json((SELECT json_group_array(id) FROM (
  SELECT json_extract(a.value, '$.componentId') AS id FROM json_each(i.affected) a
  UNION SELECT json_extract(b.value, '$.componentId') FROM json_each(i.story) t, json_each(t.value, '$.affected') b)))`;

export const IS_HEARD = `i.published_at_ms IS NOT NULL AND i.dismissed_at_ms IS NULL AND p.is_enabled = 1
  AND EXISTS (SELECT 1 FROM status_page_subscribers s
    WHERE s.page_id = p.id AND s.confirmed_at_ms IS NOT NULL AND s.stopped_at_ms IS NULL)`;
const LAST_WORDS = `(SELECT u.body FROM status_page_incident_updates u WHERE u.page_incident_id = i.id
  ORDER BY u.created_at_ms DESC, u.id DESC LIMIT 1)`;

/** @param notice SQL over the page `p` and its incident `i` */
function plan(notice: {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly body: string;
  readonly atMs: string;
  readonly where: string;
}): string {
  return `INSERT INTO page_notices (id, page_id, page_incident_id, kind, said, occurred_at_ms)
  SELECT ${notice.id}, i.page_id, i.id, ${notice.kind}, json_object('title', i.title, 'status', ${notice.status},
    'impact', i.impact, 'body', coalesce(${notice.body}, ''), 'startedAtMs', i.started_at_ms,
    'scheduledFromMs', i.scheduled_from_ms, 'scheduledUntilMs', i.scheduled_until_ms,
    'affected', json(i.affected), 'componentIds', ${COMPONENT_IDS}), ${notice.atMs}
  FROM status_page_incidents i JOIN status_pages p ON p.id = i.page_id WHERE ${notice.where} AND ${IS_HEARD}
  ON CONFLICT (id) DO UPDATE SET said = excluded.said WHERE is_handed_out = 0 AND after_subscriber_id IS NULL;`;
}

/** @param isFirst SQL: whether it is the first that readers are told */
function kindOf(status: string, isFirst: string): string {
  return `CASE WHEN ${status} = 'RESOLVED' THEN iif(i.scheduled_from_ms IS NULL, 'RESOLVED', 'DONE')
    WHEN ${isFirst} THEN iif(i.scheduled_from_ms IS NULL, 'OPENED', 'SCHEDULED') ELSE 'UPDATED' END`;
}

const LINE = plan({
  // What is said as it is published is the news that it is published.
  id: `iif(NEW.created_at_ms = i.published_at_ms, 'published:' || i.id, 'update:' || NEW.id)`,
  kind: kindOf('NEW.status', 'NEW.created_at_ms = i.published_at_ms'),
  status: 'NEW.status',
  body: 'NEW.body',
  atMs: 'NEW.created_at_ms',
  where: 'i.id = NEW.page_incident_id',
});
const PUBLISHED = plan({
  id: `'published:' || i.id`,
  kind: kindOf('i.status', '1'),
  status: 'i.status',
  body: LAST_WORDS,
  atMs: 'NEW.published_at_ms',
  where: 'i.id = NEW.id',
});
const BEGUN = plan({
  id: `'begun:' || i.id`,
  kind: `'BEGUN'`,
  status: 'i.status',
  body: LAST_WORDS,
  atMs: 'NEW.begun_at_ms',
  where: 'i.id = NEW.id',
});

export const step0028: Migration = {
  name: 'subscribers of pages are told',
  sql: `
ALTER TABLE status_page_subscribers RENAME COLUMN email TO address;
ALTER TABLE status_page_subscribers RENAME COLUMN email_key TO address_key;
ALTER TABLE status_page_subscribers ADD COLUMN type TEXT NOT NULL DEFAULT 'EMAIL';
ALTER TABLE status_page_subscribers ADD COLUMN component_ids TEXT NOT NULL DEFAULT '[]';
ALTER TABLE status_page_subscribers ADD COLUMN asked_component_ids TEXT NOT NULL DEFAULT '[]';
ALTER TABLE status_page_subscribers ADD COLUMN asked_at_ms INTEGER;
ALTER TABLE status_page_subscribers ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE status_page_subscribers ADD COLUMN stopped_at_ms INTEGER;
ALTER TABLE status_page_subscribers ADD COLUMN stopped_reason TEXT;

ALTER TABLE status_page_incidents ADD COLUMN is_quiet INTEGER NOT NULL DEFAULT 0;
ALTER TABLE status_page_incidents ADD COLUMN begun_at_ms INTEGER;
CREATE INDEX status_page_incidents_to_begin ON status_page_incidents (scheduled_from_ms)
  WHERE scheduled_from_ms IS NOT NULL AND begun_at_ms IS NULL AND resolved_at_ms IS NULL;

CREATE TABLE page_notices (
  id TEXT PRIMARY KEY,
  page_id TEXT NOT NULL REFERENCES status_pages (id) ON DELETE CASCADE,
  page_incident_id TEXT NOT NULL REFERENCES status_page_incidents (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  said TEXT NOT NULL,
  occurred_at_ms INTEGER NOT NULL,
  after_subscriber_id TEXT,
  is_handed_out INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX page_notices_open ON page_notices (occurred_at_ms, id) WHERE is_handed_out = 0;
CREATE INDEX page_notices_by_page ON page_notices (page_id);
CREATE INDEX page_notices_by_incident ON page_notices (page_incident_id);
CREATE INDEX page_notices_by_age ON page_notices (occurred_at_ms);

CREATE TABLE page_deliveries (
  id TEXT PRIMARY KEY,
  subscriber_id TEXT NOT NULL REFERENCES status_page_subscribers (id) ON DELETE CASCADE,
  notice_id TEXT REFERENCES page_notices (id) ON DELETE CASCADE,
  status TEXT NOT NULL,
  attempt_count INTEGER NOT NULL DEFAULT 0,
  last_attempt_at_ms INTEGER,
  next_retry_at_ms INTEGER,
  delivered_at_ms INTEGER,
  error_message TEXT,
  created_at_ms INTEGER NOT NULL,
  UNIQUE (subscriber_id, notice_id)
) STRICT;
CREATE INDEX page_deliveries_by_notice ON page_deliveries (notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX page_deliveries_open ON page_deliveries (id) WHERE status IN ('PENDING', 'RETRY_PENDING');
CREATE INDEX page_deliveries_by_age ON page_deliveries (created_at_ms);

CREATE TRIGGER page_notice_said AFTER INSERT ON status_page_incident_updates WHEN NEW.notify_subscribers = 1 BEGIN
  ${LINE}
END;
CREATE TRIGGER page_notice_published AFTER UPDATE OF published_at_ms ON status_page_incidents
WHEN OLD.published_at_ms IS NULL AND NEW.published_at_ms IS NOT NULL AND NEW.is_quiet = 0 BEGIN
  ${PUBLISHED}
END;
CREATE TRIGGER page_notice_begun AFTER UPDATE OF begun_at_ms ON status_page_incidents
WHEN OLD.begun_at_ms IS NULL AND NEW.begun_at_ms IS NOT NULL BEGIN
  ${BEGUN}
END;
`,
};
