/** Where monitors are looked at from: the regions that they name, and those of them in which somebody looks. */
import { type Monitor, sentence } from '@upwatch/core';

/** Who looks: the region of this server, until there are probes elsewhere. */
export interface Lookers {
  readonly config: { readonly region: string };
  readonly checkTypes: readonly { readonly type: string; readonly isPassive?: true }[];
}

export interface LookingPlaces {
  /** From where it is to be looked at. */
  readonly wanted: readonly string[];
  /** Those of them where somebody looks: no other has a vote, or is waited for. */
  readonly manned: readonly string[];
  /** Those of them where nobody does. */
  readonly unmanned: readonly string[];
}

/** Whether what is watched reports by itself. */
export function isPassive(type: string, { checkTypes }: Pick<Lookers, 'checkTypes'>): boolean {
  return checkTypes.some((one) => one.type === type && one.isPassive === true);
}

/** What reports by itself is heard by this server, whatever regions it names. */
export function placesOf({ type, regions }: Pick<Monitor, 'type' | 'regions'>, lookers: Lookers): LookingPlaces {
  const { region } = lookers.config;
  // Asked at each look that may change something, and most monitors are looked at from here alone.
  const wanted = isPassive(type, lookers) ? [region] : regions;
  if (wanted.length === 1 && wanted[0] === region) return { wanted, manned: wanted, unmanned: [] };
  return {
    wanted,
    manned: wanted.filter((name) => name === region),
    unmanned: wanted.filter((name) => name !== region),
  };
}

/** Each region that is named and from which nobody looks, in words that begin with its field. */
export function placeWarnings(
  regions: readonly string[],
  { region }: Lookers['config'],
  field = 'regions',
): readonly { readonly field: string; readonly message: string }[] {
  return regions.flatMap((name, place) => {
    if (name === region) return [];
    const at = `${field}[${place}]`;
    return [{ field: at, message: sentence('hint.unmanned', { field: at, name: JSON.stringify(name) }) }];
  });
}
