/** Links by which whoever was told of an incident can act on it without a key: signed, for one incident, for a week. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Delivery } from '@upwatch/core';
import type { AlertAction } from '../channels/port.ts';
import type { CoreStore } from '../stores/port.ts';

/** A link that was sent longer ago is refused, milliseconds. */
const LIFE_MS = 7 * 86_400_000;
const SETTING = 'acting.key';
const KEY_BYTES = 32;
/** Half of SHA-256, the least that RFC 2104 (section 5) allows: a link must fit into a text message. */
const MAC_BYTES = 16;
const VERSION = 1;
/** What a link is for. One so far: the page on which an incident is acknowledged, snoozed or resolved. */
const ACT = 1;
/** Version, what for, incident, channel, expiry. */
const PAYLOAD_BYTES = 1 + 1 + 16 + 16 + 6;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where the page is, below the server's own address. */
export const ACT_PREFIX = '/act/';

/** What a link says. */
export interface Link {
  readonly incidentId: string;
  /** The channel that it was sent to. */
  readonly channelId: string;
  readonly expiresAtMs: number;
}

export interface Links {
  /** The token of a link. */
  sign(link: Link): string;
  /** What a token says, whether or not its time is over; undefined when it is not one of ours. */
  read(token: string): Link | undefined;
}

/** The links of a server. Their key is made at the first start and kept: links outlive a restart. */
export async function openLinks(settings: CoreStore['settings']): Promise<Links> {
  const kept = (await settings.get(SETTING))?.['key'];
  if (typeof kept === 'string') return linksWith(Buffer.from(kept, 'base64url'));
  const key = randomBytes(KEY_BYTES);
  await settings.set(SETTING, { key: key.toString('base64url') });
  return linksWith(key);
}

/** @param key of HMAC-SHA256 */
export function linksWith(key: Buffer): Links {
  const macOf = (payload: Buffer): Buffer => createHmac('sha256', key).update(payload).digest().subarray(0, MAC_BYTES);
  return {
    sign: (link) => {
      const payload = payloadOf(link);
      return Buffer.concat([payload, macOf(payload)]).toString('base64url');
    },
    read: (token) => {
      const bytes = Buffer.from(token, 'base64url');
      // Of several spellings of the same bytes one is taken.
      if (bytes.length !== PAYLOAD_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return undefined;
      const payload = bytes.subarray(0, PAYLOAD_BYTES);
      const isOurs = timingSafeEqual(macOf(payload), bytes.subarray(PAYLOAD_BYTES));
      return isOurs ? linkOf(payload) : undefined;
    },
  };
}

/** What whoever is told of an incident can do about it; nothing for an end, a notice, and one of many in a digest. */
export function actionsBy(links: Links, publicUrl: string): (delivery: Delivery) => readonly AlertAction[] {
  return ({ kind, incidentId, channelId, createdAtMs }) => {
    if (kind !== 'INCIDENT_CREATED' && kind !== 'INCIDENT_REOPENED') return [];
    // An alert goes out, with a link or without.
    if (!UUID.test(incidentId) || !UUID.test(channelId)) return [];
    // By when it was planned, not by when it is sent: every attempt at it sends the same.
    const expiresAtMs = Math.round(createdAtMs) + LIFE_MS;
    const token = links.sign({ incidentId, channelId, expiresAtMs });
    return [{ label: 'Acknowledge', url: `${publicUrl}${ACT_PREFIX}${token}` }];
  };
}

function payloadOf({ incidentId, channelId, expiresAtMs }: Link): Buffer {
  const times = Buffer.alloc(6);
  times.writeUIntBE(expiresAtMs, 0, 6);
  return Buffer.concat([Buffer.from([VERSION, ACT]), bytesOf(incidentId), bytesOf(channelId), times]);
}

function linkOf(payload: Buffer): Link | undefined {
  if (payload[0] !== VERSION || payload[1] !== ACT) return undefined;
  return {
    incidentId: uuidOf(payload.subarray(2, 18)),
    channelId: uuidOf(payload.subarray(18, 34)),
    expiresAtMs: payload.readUIntBE(34, 6),
  };
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
