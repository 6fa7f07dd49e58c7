/** Who may read a status page is never made more by an import of a page that is there already. */
import type { Dto } from './fingerprint.ts';
import type { ImportedThing } from './imported.ts';

/** The fields by which a change would let more people read it: those stay as they are here. */
export function openingFields({ section, body }: ImportedThing, there: Dto): readonly string[] {
  if (section !== 'statusPages') return [];
  return [
    ...(body['enabled'] !== false && there['enabled'] === false ? ['enabled'] : []),
    // One who has a password is not one who signs in: nothing but "everybody" is known to be more.
    ...(there['visibility'] !== 'PUBLIC' && body['visibility'] !== there['visibility'] ? ['visibility'] : []),
    ...(body['showTargets'] === true && there['showTargets'] === false ? ['showTargets'] : []),
  ];
}
