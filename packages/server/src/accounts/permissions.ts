/** Who may do what: one table for sessions and API keys alike. What is not in it, nobody may. */
import { KEY_SCOPES, type KeyScope, type MemberRole } from '../stores/port.ts';

/** What somebody may do at most: by who they are, and by what they show. */
export interface Authority {
  readonly role: MemberRole;
  readonly scopes: readonly KeyScope[];
}

/** What is asked of whoever wants to do something. */
export interface Rule {
  /** This role or a higher one. */
  readonly role: MemberRole;
  /** This scope or one that holds it. */
  readonly scope: KeyScope;
}

/** An operation of the API. */
export interface AskedOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly method: string;
}

const RANKS: readonly MemberRole[] = ['VIEWER', 'MEMBER', 'ADMIN', 'OWNER'];

/** Sees how things stand. */
const LOOK: Rule = { role: 'VIEWER', scope: 'read' };
/** Sees what may say more than a passer-by should know: values, answers, addresses. */
const SEE: Rule = { role: 'MEMBER', scope: 'read' };
/** Changes what is watched, and what is told. */
export const WORK: Rule = { role: 'MEMBER', scope: 'write' };
const SEE_ALL: Rule = { role: 'ADMIN', scope: 'read' };
/** Changes who may do what. */
const ADMINISTER: Rule = { role: 'ADMIN', scope: 'admin' };
/** Changes nothing but what concerns oneself. */
const OWN: Rule = { role: 'VIEWER', scope: 'write' };

interface TagRules {
  readonly reads: Rule;
  readonly changes: Rule;
}

const WORKED_ON: TagRules = { reads: LOOK, changes: WORK };
const ADMINISTERED: TagRules = { reads: ADMINISTER, changes: ADMINISTER };

const BY_TAG: Readonly<Record<string, TagRules>> = {
  Dashboard: WORKED_ON,
  Monitors: WORKED_ON,
  Results: WORKED_ON,
  Dependencies: WORKED_ON,
  Heartbeats: WORKED_ON,
  Incidents: WORKED_ON,
  Forensics: WORKED_ON,
  'Alert channels': WORKED_ON,
  'Alert deliveries': WORKED_ON,
  'Notification policies': WORKED_ON,
  'Notification dispatches': WORKED_ON,
  'Resource groups': WORKED_ON,
  'Maintenance windows': WORKED_ON,
  'Status pages': WORKED_ON,
  Events: WORKED_ON,
  Tags: WORKED_ON,
  'Deploy lock': WORKED_ON,
  Imports: WORKED_ON,
  Simple: WORKED_ON,
  Server: WORKED_ON,
  Environments: { reads: SEE, changes: WORK },
  Secrets: { reads: SEE, changes: WORK },
  Webhooks: { reads: SEE, changes: WORK },
  Configuration: { reads: SEE, changes: WORK },
  Notifications: { reads: LOOK, changes: OWN },
  Organization: { reads: LOOK, changes: ADMINISTER },
  Workspaces: { reads: LOOK, changes: ADMINISTER },
  Members: { reads: SEE, changes: ADMINISTER },
  Invites: { reads: SEE_ALL, changes: ADMINISTER },
  'Audit log': { reads: SEE_ALL, changes: ADMINISTER },
  'API keys': ADMINISTERED,
  Vault: ADMINISTERED,
  Auth: { reads: LOOK, changes: OWN },
};

/** Those that are not as their tag and method say. */
const BY_OPERATION: Readonly<Record<string, Rule>> = {
  // Whoever has none is led to set one up before anything else.
  setSignInRules: { role: 'OWNER', scope: 'admin' },
  // They ask what would be, and change nothing.
  replayMonitorPolicy: LOOK,
  previewNotifications: LOOK,
  // A GET that sends a mail.
  mailDownTargets: WORK,
  // With it, anybody could sign what we send.
  getWebhookSigningSecret: ADMINISTER,
  rotateWebhookSigningSecret: ADMINISTER,
  // Names and addresses of people who never asked to be seen.
  listStatusPageSubscribers: SEE,
};

/** What is behind the door and no operation of the document, by its path. */
const BY_PATH: Readonly<Record<string, Rule>> = {
  // Each call of a tool is a request of its own, and is judged as one.
  '/mcp': LOOK,
  // Looks at whatever it is told to.
  '/probe': WORK,
};

/** @returns undefined for what nobody thought of: it is refused, and a test fails */
export function ruleOf({ operationId, tags, method }: AskedOperation): Rule | undefined {
  const own = BY_OPERATION[operationId];
  if (own) return own;
  const rules = BY_TAG[tags[0] ?? ''];
  return method === 'GET' || method === 'HEAD' ? rules?.reads : rules?.changes;
}

export function ruleOfPath(path: string): Rule | undefined {
  return BY_PATH[path];
}

export function isPermitted({ role, scopes }: Authority, rule: Rule): boolean {
  return (
    isAtLeast(role, rule.role) && scopes.some((scope) => KEY_SCOPES.indexOf(scope) >= KEY_SCOPES.indexOf(rule.scope))
  );
}

/** Whether one role holds another, or is it. */
export function isAtLeast(role: MemberRole, other: MemberRole): boolean {
  return RANKS.indexOf(role) >= RANKS.indexOf(other);
}
