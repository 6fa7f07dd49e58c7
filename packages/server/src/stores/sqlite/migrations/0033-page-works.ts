/**
 * Which time of which maintenance window a page has announced, and where; without a place, a person took that away, and it is
 * not announced again. And subscribers are told of a post-mortem, once, as soon as readers can see it.
 */
import type { Migration } from '../database-kind.ts';
import { COMPONENT_IDS, IS_HEARD } from './0028-page-subscribers.ts';

const isSeen = (row: 'OLD' | 'NEW'): string =>
  `(${row}.postmortem_at_ms IS NOT NULL AND ${row}.status = 'RESOLVED' AND ${row}.published_at_ms IS NOT NULL)`;

export const step0033: Migration = {
  name: 'pages announce maintenance, and tell of post-mortems',
  sql: `
CREATE TABLE page_works (
  page_id TEXT NOT NULL REFERENCES status_pages (id) ON DELETE CASCADE,
  window_id TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  page_incident_id TEXT REFERENCES status_page_incidents (id) ON DELETE SET NULL,
  PRIMARY KEY (page_id, window_id, from_ms)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_works_by_incident ON page_works (page_incident_id);

CREATE TRIGGER page_notice_postmortem AFTER UPDATE OF postmortem_at_ms, status, published_at_ms ON status_page_incidents
WHEN ${isSeen('NEW')} AND NOT ${isSeen('OLD')} AND NOT (OLD.published_at_ms IS NULL AND NEW.is_quiet = 1) BEGIN
  INSERT INTO page_notices (id, page_id, page_incident_id, kind, said, occurred_at_ms)
  SELECT 'postmortem:' || i.id, i.page_id, i.id, 'POSTMORTEM', json_object('title', i.title, 'status', i.status,
    'impact', i.impact, 'body', coalesce(i.postmortem_body, ''), 'startedAtMs', i.started_at_ms,
    'scheduledFromMs', i.scheduled_from_ms, 'scheduledUntilMs', i.scheduled_until_ms,
    'postmortemTitle', i.postmortem_title, 'postmortemUrl', i.postmortem_url,
    'affected', json(i.affected), 'componentIds', ${COMPONENT_IDS}), NEW.updated_at_ms
  FROM status_page_incidents i JOIN status_pages p ON p.id = i.page_id WHERE i.id = NEW.id AND ${IS_HEARD}
  ON CONFLICT (id) DO NOTHING;
END;
`,
};
