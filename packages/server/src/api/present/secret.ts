import type { MonitorName, Rotation, Secret } from '../../stores/port.ts';
import { isoTime } from './time.ts';

/** A secret on the wire, without its value. */
export function presentSecret(secret: Secret, usedBy: readonly MonitorName[]) {
  const { id, key, dataKeyVersion, valueHash } = secret;
  return {
    id,
    key,
    dekVersion: dataKeyVersion,
    valueHash,
    createdAt: isoTime(secret.createdAtMs),
    updatedAt: isoTime(secret.updatedAtMs),
    usedByMonitors: usedBy.map((monitor) => ({ id: monitor.id, name: monitor.name })),
  };
}

export function presentRotation({ previousVersion, newVersion, resealed, rotatedAtMs }: Rotation) {
  return {
    previousDekVersion: previousVersion,
    newDekVersion: newVersion,
    secretsReEncrypted: resealed,
    channelsReEncrypted: 0,
    rotatedAt: isoTime(rotatedAtMs),
  };
}
