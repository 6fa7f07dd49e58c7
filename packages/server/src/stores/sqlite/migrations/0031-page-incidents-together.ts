/**
 * What stands behind one thing that is down is one incident of a page. An incident that is held because of what its monitor
 * depends on, or of a group that speaks for its members, is told with the incident of that; while there is none yet it waits,
 * as its alerts do, and is told by itself when nothing holds it any more. So a router that takes ten components with it makes
 * one draft, which names all that readers know of it, and ends when the last of them is back.
 * `page_incident_parts` says which real incidents a page tells of, and where; without a place, a person took that away, and it
 * does not come back. A row of `page_tellings` is a call: its trigger does the work, and takes the row away.
 */
import type { Migration } from '../database-kind.ts';
import { BACK, BEGUN, DEGRADED, isHeld, OUTAGE, OVER, type Said, said, UUID } from './0026-page-drafts-follow.ts';

const isTold = (incident: string): string =>
  `${incident}.status = 'CONFIRMED' AND ${incident}.severity IN ('DOWN', 'DEGRADED')`;
/** A component that shows a group without a threshold, which has no incidents of its own, goes by those of its members. */
const IS_MEMBER = `(n.resource_group_id IS NULL AND c.resource_group_id IN (SELECT r.group_id
  FROM resource_group_members r JOIN resource_groups g ON g.id = r.group_id
  WHERE r.monitor_id = n.monitor_id AND g.threshold_type IS NULL))`;
/** What the component `c` stands for is what the incident `n` is of. */
const CONCERNED = `(c.monitor_id = n.monitor_id OR c.resource_group_id = n.resource_group_id OR ${IS_MEMBER})`;
/** Down in some of its regions is an outage in part, and so is one member of many. */
const RANK = `CASE WHEN n.severity = 'DEGRADED' THEN 1
  WHEN ${IS_MEMBER} THEN 2
  WHEN json_array_length(n.affected_regions) BETWEEN 1 AND
    (SELECT json_array_length(m.regions) - 1 FROM monitors m WHERE m.id = n.monitor_id) THEN 2
  ELSE 3 END`;

/** The incident with which `n` is told: its own, that of what it stands behind, or none yet. */
function rootOf(n: string): string {
  return `CASE WHEN ${isHeld(n, `'maintenance', 'impaired'`)} THEN NULL
    WHEN NOT ${isHeld(n, `'dependency'`)} THEN ${n}.id
    ELSE (SELECT r.id FROM incidents r WHERE ${isTold('r')} AND r.severity = 'DOWN' AND r.id <> ${n}.id
      AND (r.monitor_id IN (WITH RECURSIVE up (id) AS (
          SELECT d.parent_id FROM monitor_dependencies d WHERE d.monitor_id = ${n}.monitor_id
          UNION SELECT e.parent_id FROM monitor_dependencies e JOIN up ON e.monitor_id = up.id) SELECT id FROM up)
        OR r.resource_group_id IN (SELECT b.group_id FROM resource_group_members b
          JOIN resource_groups g ON g.id = b.group_id
          WHERE b.monitor_id = ${n}.monitor_id AND g.suppress_member_alerts = 1 AND g.threshold_type IS NOT NULL))
      AND NOT ${isHeld('r', `'maintenance', 'impaired', 'dependency'`)}
      ORDER BY r.started_at_ms, r.id LIMIT 1) END`;
}

/** @param n row of `incidents` */
function tell(kind: 'tell' | 'back' | 'release', n: string, at: string): string {
  return `INSERT INTO page_tellings (kind, root_id, incident_id, at_ms)
  SELECT '${kind}', x.root_id, ${n}.id, ${at} FROM (SELECT ${rootOf(n)} AS root_id) x
  WHERE x.root_id IS NOT NULL AND EXISTS (SELECT 1 FROM status_pages p WHERE p.incident_mode <> 'MANUAL');`;
}

/** The incident itself and, as its root begins, all that waited behind it. */
const IS_WITH = `(n.id IN (NEW.root_id, NEW.incident_id) OR (NEW.root_id = NEW.incident_id AND n.status <> 'RESOLVED'
  AND ${isHeld('n', `'dependency'`)} AND ${rootOf('n')} = NEW.root_id))`;
const TELLS = `NEW.kind IN ('tell', 'release') OR (NEW.kind = 'back' AND NEW.root_id <> NEW.incident_id)`;

/** Of the page's incident `i`: how its components stand by all that it tells of. */
const AFFECTED = `(SELECT json_group_array(json_object('componentId', x.id, 'name', x.name, 'status',
    CASE x.rank WHEN 1 THEN 'DEGRADED_PERFORMANCE' WHEN 2 THEN 'PARTIAL_OUTAGE' ELSE 'MAJOR_OUTAGE' END))
  FROM (SELECT c.id, c.name, max(${RANK}) AS rank FROM page_incident_parts t JOIN incidents n ON n.id = t.incident_id
    JOIN status_page_components c ON c.page_id = t.page_id AND ${CONCERNED}
    WHERE t.page_incident_id = i.id AND ${isTold('n')} GROUP BY c.id ORDER BY c.page_order, c.display_order) x)`;
/** Those that are back are named on: it is about them as well. */
const NAMES = `(SELECT group_concat(x.name, ', ') FROM (SELECT DISTINCT c.id, c.name FROM page_incident_parts t
  JOIN incidents n ON n.id = t.incident_id JOIN status_page_components c ON c.page_id = t.page_id AND ${CONCERNED}
  WHERE t.page_incident_id = i.id ORDER BY c.page_order, c.display_order) x)`;
const IS_DOWN = `EXISTS (SELECT 1 FROM page_incident_parts t JOIN incidents n ON n.id = t.incident_id
  WHERE t.page_incident_id = i.id AND n.status <> 'RESOLVED' AND n.severity = 'DOWN')`;
const TITLE = `(SELECT substr(iif(${IS_DOWN}, ${said(OUTAGE)}, ${said(DEGRADED)}) || ${NAMES}, 1, 500)
  FROM status_pages p WHERE p.id = i.page_id)`;

/** A line of incidents of pages. @param which SQL over its row `i` */
function line(status: string, text: Said, at: string, which: string): string {
  return `INSERT INTO status_page_incident_updates
  (id, page_incident_id, status, body, created_by, notify_subscribers, created_at_ms)
  SELECT ${UUID}, i.id, '${status}', ${said(text)}, 'SYSTEM', 1, ${at}
  FROM status_page_incidents i JOIN status_pages p ON p.id = i.page_id
  WHERE i.is_drafted = 1 AND i.dismissed_at_ms IS NULL AND ${which};`;
}

const toldBy = (id: string): string =>
  `id IN (SELECT t.page_incident_id FROM page_incident_parts t WHERE t.incident_id = ${id})`;
const CAN_COME_BACK = `status = 'RESOLVED' AND is_auto_resolved = 1`;
const IS_LAST = `NOT EXISTS (SELECT 1 FROM page_incident_parts t JOIN incidents o ON o.id = t.incident_id
  WHERE t.page_incident_id = status_page_incidents.id AND o.id <> NEW.id AND o.status <> 'RESOLVED')`;
const CAN_END = `status <> 'RESOLVED' AND is_auto_resolved = 1`;

const DROPPED = ['begun', 'confirmed', 'ended', 'back', 'turned', 'let_go', 'released']
  .map((name) => `DROP TRIGGER page_incident_${name};`)
  .join('\n');

/** What one call does. Each statement but the first is about incidents of pages that tell of the root already. */
const TOLD = `
  INSERT INTO status_page_incidents
  (id, page_id, title, status, impact, is_auto_resolved, incident_id, started_at_ms, published_at_ms, affected, story,
   created_at_ms, updated_at_ms, is_drafted)
  SELECT ${UUID}, p.id, '', 'INVESTIGATING', 'MINOR', 1, r.id, r.started_at_ms,
    CASE p.incident_mode WHEN 'AUTOMATIC' THEN NEW.at_ms END, '[]', '[]', NEW.at_ms, NEW.at_ms, 1
  FROM incidents r JOIN status_pages p ON p.incident_mode <> 'MANUAL'
  WHERE (${TELLS}) AND r.id = NEW.root_id AND r.status <> 'RESOLVED'
    AND EXISTS (SELECT 1 FROM status_page_components c JOIN incidents n ON ${CONCERNED}
      WHERE c.page_id = p.id AND ${IS_WITH}
      AND NOT EXISTS (SELECT 1 FROM page_incident_parts t WHERE t.page_id = p.id AND t.incident_id = n.id))
    AND NOT EXISTS (SELECT 1 FROM page_incident_parts t WHERE t.page_id = p.id AND t.incident_id = r.id)
    AND NOT EXISTS (SELECT 1 FROM status_page_incidents i WHERE i.page_id = p.id AND i.incident_id = r.id);
  INSERT INTO page_incident_parts (page_id, incident_id, page_incident_id)
  SELECT i.page_id, i.incident_id, i.id FROM status_page_incidents i
  WHERE (${TELLS}) AND i.incident_id = NEW.root_id AND i.is_drafted = 1
  ON CONFLICT DO NOTHING;
  INSERT INTO page_incident_parts (page_id, incident_id, page_incident_id)
  SELECT DISTINCT t.page_id, n.id, t.page_incident_id FROM page_incident_parts t
  JOIN status_page_components c ON c.page_id = t.page_id JOIN incidents n ON ${CONCERNED}
  WHERE (${TELLS}) AND t.incident_id = NEW.root_id AND ${IS_WITH}
  ON CONFLICT DO NOTHING;
  ${line('INVESTIGATING', BACK, 'NEW.at_ms', `NEW.kind IN ('back', 'release') AND i.${toldBy('NEW.incident_id')} AND i.${CAN_COME_BACK}`)}
  UPDATE status_page_incidents SET status = 'INVESTIGATING', resolved_at_ms = NULL, updated_at_ms = NEW.at_ms
  WHERE NEW.kind IN ('back', 'release') AND ${toldBy('NEW.incident_id')}
    AND is_drafted = 1 AND dismissed_at_ms IS NULL AND ${CAN_COME_BACK};
  UPDATE status_page_incidents AS i SET title = coalesce(${TITLE}, i.title), impact = iif(${IS_DOWN}, 'MAJOR', 'MINOR'),
    affected = ${AFFECTED}, updated_at_ms = NEW.at_ms,
    story = iif(json_array_length(i.story) < 200,
      json_insert(i.story, '$[#]', json_object('atMs', NEW.at_ms, 'affected', json(${AFFECTED}))), i.story)
  WHERE (i.${toldBy('NEW.root_id')} OR i.${toldBy('NEW.incident_id')})
    AND i.is_drafted = 1 AND i.dismissed_at_ms IS NULL AND i.status <> 'RESOLVED' AND i.is_edited = 0
    AND NOT EXISTS (SELECT 1 FROM status_page_incident_updates u
      WHERE u.page_incident_id = i.id AND u.created_by = 'USER')
    AND (i.affected <> ${AFFECTED} OR i.impact <> iif(${IS_DOWN}, 'MAJOR', 'MINOR'));
  ${line('INVESTIGATING', BEGUN, 'NEW.at_ms', `i.${toldBy('NEW.root_id')} AND NOT EXISTS (SELECT 1 FROM status_page_incident_updates u WHERE u.page_incident_id = i.id)`)}
  DELETE FROM page_tellings WHERE id = NEW.id;`;

export const step0031: Migration = {
  name: 'incidents of pages tell of all that stands behind one thing',
  sql: `
${DROPPED}
ALTER TABLE incidents DROP COLUMN released_at_ms;
CREATE TABLE page_incident_parts (
  page_id TEXT NOT NULL REFERENCES status_pages (id) ON DELETE CASCADE,
  incident_id TEXT NOT NULL,
  page_incident_id TEXT REFERENCES status_page_incidents (id) ON DELETE SET NULL,
  PRIMARY KEY (page_id, incident_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_incident_parts_by_incident ON page_incident_parts (incident_id);
CREATE INDEX page_incident_parts_by_page_incident ON page_incident_parts (page_incident_id);
INSERT INTO page_incident_parts SELECT page_id, incident_id, id FROM status_page_incidents WHERE is_drafted = 1;
CREATE TABLE page_tellings (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  root_id TEXT NOT NULL,
  incident_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE TRIGGER page_told AFTER INSERT ON page_tellings BEGIN
  ${TOLD}
END;

CREATE TRIGGER page_incident_begun AFTER INSERT ON incidents WHEN ${isTold('NEW')} BEGIN
  ${tell('tell', 'NEW', 'NEW.updated_at_ms')}
END;
CREATE TRIGGER page_incident_confirmed AFTER UPDATE OF status ON incidents
WHEN ${isTold('NEW')} AND OLD.status NOT IN ('CONFIRMED', 'RESOLVED') BEGIN
  ${tell('tell', 'NEW', 'NEW.updated_at_ms')}
END;
CREATE TRIGGER page_incident_back AFTER UPDATE OF status ON incidents
WHEN NEW.status <> 'RESOLVED' AND OLD.status = 'RESOLVED' BEGIN
  ${tell('back', 'NEW', 'NEW.updated_at_ms')}
END;
-- What was held is told: the line that says so is written with a state that holds it no more.
CREATE TRIGGER page_incident_let_go AFTER INSERT ON incident_updates WHEN NEW.topic = 'hold' BEGIN
  INSERT INTO page_tellings (kind, root_id, incident_id, at_ms)
  SELECT 'release', x.root_id, x.id, NEW.created_at_ms
  FROM (SELECT n.id, ${rootOf('n')} AS root_id FROM incidents n WHERE n.id = NEW.incident_id AND ${isTold('n')}) x
  WHERE x.root_id IS NOT NULL AND EXISTS (SELECT 1 FROM status_pages p WHERE p.incident_mode <> 'MANUAL');
END;
CREATE TRIGGER page_incident_turned AFTER UPDATE OF severity, affected_regions ON incidents
WHEN ${isTold('NEW')} AND (NEW.severity <> OLD.severity OR NEW.affected_regions <> OLD.affected_regions) BEGIN
  INSERT INTO page_tellings (kind, root_id, incident_id, at_ms) SELECT 'turn', NEW.id, NEW.id, NEW.updated_at_ms
  WHERE EXISTS (SELECT 1 FROM page_incident_parts t WHERE t.incident_id = NEW.id);
END;
CREATE TRIGGER page_incident_ended AFTER UPDATE OF status ON incidents
WHEN NEW.status = 'RESOLVED' AND OLD.status <> 'RESOLVED'
  AND EXISTS (SELECT 1 FROM page_incident_parts t WHERE t.incident_id = NEW.id) BEGIN
  ${line('RESOLVED', OVER, 'NEW.updated_at_ms', `i.${toldBy('NEW.id')} AND i.${CAN_END} AND ${IS_LAST.replaceAll('status_page_incidents.id', 'i.id')}`)}
  UPDATE status_page_incidents SET status = 'RESOLVED',
    resolved_at_ms = coalesce(NEW.resolved_at_ms, NEW.updated_at_ms), updated_at_ms = NEW.updated_at_ms
  WHERE ${toldBy('NEW.id')} AND is_drafted = 1 AND dismissed_at_ms IS NULL AND ${CAN_END} AND ${IS_LAST};
  -- Where others of it are not back yet; what has ended keeps what it said.
  INSERT INTO page_tellings (kind, root_id, incident_id, at_ms) VALUES ('turn', NEW.id, NEW.id, NEW.updated_at_ms);
END;
CREATE TRIGGER page_incident_forgotten AFTER DELETE ON incidents BEGIN
  DELETE FROM page_incident_parts WHERE incident_id = OLD.id;
END;
`,
};
