/** What calling an operation does to the server: its method says so, with the exceptions that stand here. */
import type { Operation } from './api-document.ts';

/** `destroy`: what was there before is gone. */
export type Effect = 'read' | 'write' | 'destroy';

/** By `operationId`, where the method says something else. */
const EXCEPTIONS: Readonly<Record<string, Effect>> = {
  // A job says by asking that it is well: somebody who only looks must not say it in its place.
  pingHeartbeat: 'write',
  pingHeartbeatAs: 'write',
  // Sent by POST because what they are asked is long; nothing is kept and nobody is told.
  replayMonitorPolicy: 'read',
  previewNotifications: 'read',
  testMonitor: 'read',
};

/** Many at once, or what holds no longer afterwards. */
const DESTROYS = /^(bulk|dismiss|regenerate|revoke|rotate)[A-Z]/;

/** By method; what is replaced is gone. */
const BY_METHOD: Readonly<Record<string, Effect>> = {
  GET: 'read',
  PUT: 'destroy',
  PATCH: 'destroy',
  DELETE: 'destroy',
};

export function effectOf(method: string, { operationId }: Pick<Operation, 'operationId'>): Effect {
  if (DESTROYS.test(operationId)) return 'destroy';
  return EXCEPTIONS[operationId] ?? BY_METHOD[method] ?? 'write';
}
