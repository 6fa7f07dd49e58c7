/**
 * Incidents of pages that are made of real ones, by triggers, as events of webhooks are: whoever writes an incident writes
 * them in the same transaction, once. What they say names components, as readers know them, and nothing of the monitor.
 * A page in review gets a draft; an automatic one tells at once. What people say of it is theirs from then on: a title, an
 * impact or components that a person set are not set again by the incident's course.
 * What is held because of maintenance, or because the looking itself is in doubt, is told here no sooner than anywhere else.
 * A component that shows a group without a threshold, which has no incidents of its own, goes by those of its members.
 */
import type { Migration } from '../database-kind.ts';

export const UUID = `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' ||
  substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`;

/** A sentence in each language that pages speak. */
export interface Said {
  readonly en: string;
  readonly de: string;
  readonly zh: string;
}

/** In the language of the page `p`. */
export function said({ en, de, zh }: Said): string {
  return `CASE json_extract(p.options, '$.language') WHEN 'de' THEN '${de}' WHEN 'zh' THEN '${zh}' ELSE '${en}' END`;
}

export const OUTAGE = { en: 'Outage: ', de: 'Ausfall: ', zh: '服务中断：' };
export const DEGRADED = { en: 'Degraded performance: ', de: 'Beeinträchtigung: ', zh: '性能下降：' };
export const BEGUN = {
  en: 'Our monitoring has found that something is wrong. We are looking into it.',
  de: 'Unsere Überwachung hat eine Störung bemerkt. Wir gehen ihr nach.',
  zh: '我们的监控发现异常，正在调查。',
};
export const OVER = { en: 'This is resolved.', de: 'Die Störung ist behoben.', zh: '问题已解决。' };
export const BACK = {
  en: 'It has come back. We are looking into it again.',
  de: 'Die Störung ist zurück. Wir gehen ihr wieder nach.',
  zh: '问题再次出现，我们正在继续调查。',
};

/** What a component stands for is what the incident is of. */
const IS_MEMBER = `(NEW.resource_group_id IS NULL AND c.resource_group_id IN (SELECT r.group_id
  FROM resource_group_members r JOIN resource_groups g ON g.id = r.group_id
  WHERE r.monitor_id = NEW.monitor_id AND g.threshold_type IS NULL))`;
const CONCERNED = `(c.monitor_id = NEW.monitor_id OR c.resource_group_id = NEW.resource_group_id OR ${IS_MEMBER})`;
/** Down in some of its regions is an outage in part, and so is one member of many. */
const STATUS = `CASE WHEN NEW.severity = 'DEGRADED' THEN 'DEGRADED_PERFORMANCE'
  WHEN ${IS_MEMBER} THEN 'PARTIAL_OUTAGE'
  WHEN json_array_length(NEW.affected_regions) BETWEEN 1 AND
    (SELECT json_array_length(m.regions) - 1 FROM monitors m WHERE m.id = NEW.monitor_id) THEN 'PARTIAL_OUTAGE'
  ELSE 'MAJOR_OUTAGE' END`;
const AFFECTED = `(SELECT json_group_array(json_object('componentId', c.id, 'name', c.name, 'status', ${STATUS}))
  FROM status_page_components c WHERE c.page_id = p.id AND ${CONCERNED})`;
const STORY_ENTRY = `json_object('atMs', NEW.updated_at_ms, 'affected', json(${AFFECTED}))`;
const IMPACT = `CASE WHEN NEW.severity = 'DOWN' THEN 'MAJOR' ELSE 'MINOR' END`;
const NAMES = `(SELECT group_concat(c.name, ', ') FROM (SELECT c.name, c.monitor_id, c.resource_group_id
  FROM status_page_components c WHERE c.page_id = p.id ORDER BY c.page_order, c.display_order) c WHERE ${CONCERNED})`;
const TITLE = `substr((CASE WHEN NEW.severity = 'DOWN' THEN ${said(OUTAGE)} ELSE ${said(DEGRADED)} END) || ${NAMES}, 1, 500)`;

/** A line of each page's incident that is about this one. @param which SQL over its row `i` */
function line(status: string, text: Said, which: string): string {
  return `INSERT INTO status_page_incident_updates
  (id, page_incident_id, status, body, created_by, notify_subscribers, created_at_ms)
  SELECT ${UUID}, i.id, '${status}', ${said(text)}, 'SYSTEM', 1, NEW.updated_at_ms
  FROM status_page_incidents i JOIN status_pages p ON p.id = i.page_id
  WHERE i.incident_id = NEW.id AND i.is_drafted = 1 AND i.dismissed_at_ms IS NULL AND ${which};`;
}

/** Begun: once for each page, even where somebody dismissed it, and not where somebody tells of it already. */
const BEGIN = `INSERT INTO status_page_incidents
  (id, page_id, title, status, impact, is_auto_resolved, incident_id, started_at_ms, published_at_ms, affected, story,
   created_at_ms, updated_at_ms, is_drafted)
  SELECT ${UUID}, p.id, ${TITLE}, 'INVESTIGATING', ${IMPACT}, 1, NEW.id, NEW.started_at_ms,
    CASE p.incident_mode WHEN 'AUTOMATIC' THEN NEW.updated_at_ms END, ${AFFECTED}, json_array(${STORY_ENTRY}),
    NEW.updated_at_ms, NEW.updated_at_ms, 1
  FROM status_pages p WHERE p.incident_mode <> 'MANUAL'
    AND EXISTS (SELECT 1 FROM status_page_components c WHERE c.page_id = p.id AND ${CONCERNED})
    AND NOT EXISTS (SELECT 1 FROM status_page_incidents i WHERE i.page_id = p.id AND i.incident_id = NEW.id);
  ${line('INVESTIGATING', BEGUN, `NOT EXISTS (SELECT 1 FROM status_page_incident_updates u WHERE u.page_incident_id = i.id)`)}`;

/** As they were before this step. */
const DROPPED = ['begun', 'confirmed', 'ended', 'back', 'turned']
  .map((name) => `DROP TRIGGER IF EXISTS page_incident_${name};`)
  .join('\n');

const IS_TOLD = `NEW.status = 'CONFIRMED' AND NEW.severity IN ('DOWN', 'DEGRADED')`;

/** A monitor's state is written before its incident. Where what it depends on is down it is down for readers all the same. */
export function isHeld(incident: string, reasons = `'maintenance', 'impaired'`): string {
  return `EXISTS (SELECT 1 FROM states s WHERE s.monitor_id = ${incident}.monitor_id
    AND json_extract(s.state, '$.incident.held.because') IN (${reasons}))`;
}

/** Ended before, and here again. */
const COME_BACK = `${line('INVESTIGATING', BACK, `i.status = 'RESOLVED' AND i.is_auto_resolved = 1`)}
  UPDATE status_page_incidents SET status = 'INVESTIGATING', resolved_at_ms = NULL, updated_at_ms = NEW.updated_at_ms
  WHERE incident_id = NEW.id AND is_drafted = 1 AND dismissed_at_ms IS NULL AND status = 'RESOLVED' AND is_auto_resolved = 1;`;

export const step0026: Migration = {
  name: 'incidents of pages follow real ones',
  sql: `
ALTER TABLE status_page_incidents ADD COLUMN is_edited INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN released_at_ms INTEGER;
${DROPPED}

CREATE TRIGGER page_incident_begun AFTER INSERT ON incidents WHEN ${IS_TOLD} AND NOT ${isHeld('NEW')} BEGIN
  ${BEGIN}
END;
CREATE TRIGGER page_incident_confirmed AFTER UPDATE OF status ON incidents
WHEN ${IS_TOLD} AND OLD.status NOT IN ('CONFIRMED', 'RESOLVED') AND NOT ${isHeld('NEW')} BEGIN
  ${BEGIN}
END;
CREATE TRIGGER page_incident_ended AFTER UPDATE OF status ON incidents
WHEN NEW.status = 'RESOLVED' AND OLD.status <> 'RESOLVED' BEGIN
  ${line('RESOLVED', OVER, `i.status <> 'RESOLVED' AND i.is_auto_resolved = 1`)}
  UPDATE status_page_incidents SET status = 'RESOLVED',
    resolved_at_ms = coalesce(NEW.resolved_at_ms, NEW.updated_at_ms), updated_at_ms = NEW.updated_at_ms
  WHERE incident_id = NEW.id AND is_drafted = 1 AND dismissed_at_ms IS NULL AND status <> 'RESOLVED' AND is_auto_resolved = 1;
END;
CREATE TRIGGER page_incident_back AFTER UPDATE OF status ON incidents
WHEN NEW.status <> 'RESOLVED' AND OLD.status = 'RESOLVED' AND NOT ${isHeld('NEW')} BEGIN
  ${COME_BACK}
END;
CREATE TRIGGER page_incident_turned AFTER UPDATE OF severity, affected_regions ON incidents
WHEN ${IS_TOLD} AND (NEW.severity <> OLD.severity OR NEW.affected_regions <> OLD.affected_regions) BEGIN
  UPDATE status_page_incidents SET
    title = (SELECT ${TITLE} FROM status_pages p WHERE p.id = status_page_incidents.page_id),
    impact = ${IMPACT},
    affected = (SELECT ${AFFECTED} FROM status_pages p WHERE p.id = status_page_incidents.page_id),
    story = (SELECT json_insert(status_page_incidents.story, '$[#]', json(${STORY_ENTRY}))
      FROM status_pages p WHERE p.id = status_page_incidents.page_id),
    updated_at_ms = NEW.updated_at_ms
  WHERE incident_id = NEW.id AND is_drafted = 1 AND dismissed_at_ms IS NULL AND status <> 'RESOLVED' AND is_edited = 0
    AND json_array_length(story) < 200
    AND EXISTS (SELECT 1 FROM status_page_components c WHERE c.page_id = status_page_incidents.page_id AND ${CONCERNED})
    AND NOT EXISTS (SELECT 1 FROM status_page_incident_updates u
      WHERE u.page_incident_id = status_page_incidents.id AND u.created_by = 'USER');
END;
-- What was held is told: the line that says so is written with a state that holds it no more.
CREATE TRIGGER page_incident_let_go AFTER INSERT ON incident_updates
WHEN NEW.topic = 'hold' AND NOT EXISTS (SELECT 1 FROM incidents n WHERE n.id = NEW.incident_id AND ${isHeld('n')}) BEGIN
  UPDATE incidents SET released_at_ms = NEW.created_at_ms WHERE id = NEW.incident_id;
END;
CREATE TRIGGER page_incident_released AFTER UPDATE OF released_at_ms ON incidents WHEN ${IS_TOLD} BEGIN
  ${BEGIN}
  ${COME_BACK}
END;
`,
};
