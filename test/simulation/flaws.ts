/** Ways to build the shell wrongly, each a switch of the simulation, to show that the invariants see them. */
export const FLAWS = {
  'no-flaw': 'nothing is wrong',
  'no-transaction': 'state is committed and alerts afterwards',
  'mark-before-send': 'alerts are marked before they are sent',
  'tell-before-commit': 'alerts are told before they are committed',
  'forget-write': 'a commit that was not written is said to be',
} as const;

export type Flaw = keyof typeof FLAWS;
