import type { Section } from './imported.ts';

/** The fields whose things are put into another one by one. */
export const PARTS: Readonly<Partial<Record<Section, readonly string[]>>> = {
  resourceGroups: ['monitors'],
  statusPages: ['components', 'incidents', 'domains'],
};
