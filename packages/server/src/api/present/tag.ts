import type { Tag } from '../../stores/port.ts';
import { ORGANIZATION_ID } from './organization.ts';
import { isoTime } from './time.ts';

/** A tag on the wire. */
export function presentTag(tag: Tag) {
  const { id, name, color } = tag;
  return {
    id,
    organizationId: ORGANIZATION_ID,
    name,
    color,
    createdAt: isoTime(tag.createdAtMs),
    updatedAt: isoTime(tag.updatedAtMs),
  };
}
