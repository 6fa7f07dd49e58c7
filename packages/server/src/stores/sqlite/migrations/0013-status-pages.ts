/**
 * Components go with what they show; incidents of a page keep the names of theirs, and what was said of them when.
 * `affected` and `story` are JSON that only the API reads. Dismissed drafts stay, so that they are not drafted again.
 */
import type { Migration } from '../database-kind.ts';

export const step0013: Migration = {
  name: 'status pages',
  sql: `
CREATE TABLE status_pages (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  description TEXT,
  branding TEXT NOT NULL,
  visibility TEXT NOT NULL,
  is_enabled INTEGER NOT NULL,
  incident_mode TEXT NOT NULL,
  managed_by TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE status_page_groups (
  id TEXT PRIMARY KEY,
  page_id TEXT NOT NULL REFERENCES status_pages (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  description TEXT,
  is_default_open INTEGER NOT NULL,
  display_order INTEGER NOT NULL,
  page_order INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX status_page_groups_by_page ON status_page_groups (page_id);

CREATE TABLE status_page_components (
  id TEXT PRIMARY KEY,
  page_id TEXT NOT NULL REFERENCES status_pages (id) ON DELETE CASCADE,
  group_id TEXT REFERENCES status_page_groups (id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  description TEXT,
  type TEXT NOT NULL,
  monitor_id TEXT REFERENCES monitors (id) ON DELETE CASCADE,
  resource_group_id TEXT REFERENCES resource_groups (id) ON DELETE CASCADE,
  shows_uptime INTEGER NOT NULL,
  is_excluded INTEGER NOT NULL,
  start_date TEXT,
  display_order INTEGER NOT NULL,
  page_order INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX status_page_components_by_page ON status_page_components (page_id);
CREATE INDEX status_page_components_by_group ON status_page_components (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX status_page_components_by_monitor ON status_page_components (monitor_id) WHERE monitor_id IS NOT NULL;
CREATE INDEX status_page_components_by_resource_group ON status_page_components (resource_group_id)
  WHERE resource_group_id IS NOT NULL;

CREATE TABLE status_page_incidents (
  id TEXT PRIMARY KEY,
  page_id TEXT NOT NULL REFERENCES status_pages (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  impact TEXT NOT NULL,
  scheduled_from_ms INTEGER,
  scheduled_until_ms INTEGER,
  is_auto_resolved INTEGER NOT NULL,
  incident_id TEXT,
  started_at_ms INTEGER NOT NULL,
  published_at_ms INTEGER,
  resolved_at_ms INTEGER,
  dismissed_at_ms INTEGER,
  postmortem_body TEXT,
  postmortem_url TEXT,
  affected TEXT NOT NULL,
  story TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX status_page_incidents_by_page ON status_page_incidents (page_id, started_at_ms);
CREATE INDEX status_page_incidents_by_incident ON status_page_incidents (incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX status_page_incidents_to_resolve ON status_page_incidents (id)
  WHERE is_auto_resolved = 1 AND resolved_at_ms IS NULL;

CREATE TABLE status_page_incident_updates (
  id TEXT PRIMARY KEY,
  page_incident_id TEXT NOT NULL REFERENCES status_page_incidents (id) ON DELETE CASCADE,
  status TEXT NOT NULL,
  body TEXT NOT NULL,
  created_by TEXT NOT NULL,
  notify_subscribers INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX status_page_incident_updates_by_incident ON status_page_incident_updates (page_incident_id);

CREATE TABLE status_page_subscribers (
  id TEXT PRIMARY KEY,
  page_id TEXT NOT NULL REFERENCES status_pages (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  confirmation_token TEXT NOT NULL UNIQUE,
  confirmed_at_ms INTEGER,
  created_at_ms INTEGER NOT NULL,
  UNIQUE (page_id, email_key)
) STRICT;

CREATE TABLE status_page_domains (
  id TEXT PRIMARY KEY,
  page_id TEXT NOT NULL REFERENCES status_pages (id) ON DELETE CASCADE,
  hostname TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL,
  token TEXT NOT NULL,
  proven_by TEXT,
  verified_at_ms INTEGER,
  error TEXT,
  is_primary INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX status_page_domains_by_page ON status_page_domains (page_id);
`,
};
