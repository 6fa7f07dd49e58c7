/** What the audit trail may say of settings: as channels and monitors are shown, and of a monitor less still. */
import { isOnlyReferences, type Json } from '@upwatch/core';
import { maskSecrets } from './api/monitor-secrets.ts';
import { maskConfig } from './channels/index.ts';
import type { AuditMasks } from './stores/port.ts';

const MASK = '••••';
/** Free text that is sent: anything may stand in it. */
const SENT = new Set(['requestBody', 'args']);

export const AUDIT_MASKS: AuditMasks = {
  channel: maskConfig,
  monitor: (config) =>
    Object.fromEntries(
      Object.entries(maskSecrets(config)).map(([name, value]) => [name, withoutLogins(value, SENT.has(name))]),
    ),
};

/** @param isSent the whole is masked, but for what names a secret instead of holding one */
function withoutLogins(value: Json, isSent: boolean): Json {
  if (typeof value === 'string') {
    if (isOnlyReferences(value)) return value;
    return isSent ? MASK : withoutLogin(value);
  }
  if (Array.isArray(value)) return value.map((one) => withoutLogins(one, isSent));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutLogins(inner, isSent)]));
}

/** Of an address: who logs in, and what its query holds. By pattern, for one with references in it is no URL yet. */
function withoutLogin(text: string): string {
  if (!/^[a-z][\w+.-]*:\/\//i.test(text)) return text;
  return text
    .replace(/^([a-z][\w+.-]*:\/\/)[^/?#]*@/i, `$1${MASK}@`)
    .replaceAll(/([?&][^=&#]+=)([^&#]+)/g, (whole: string, name: string, value: string) =>
      isOnlyReferences(value) ? whole : `${name}${MASK}`,
    );
}
