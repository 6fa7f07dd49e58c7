/**
 * Ways to build the shell wrongly, each a switch of the simulation, to show that the invariants see them; `seed` and
 * `found` as in mutations.ts.
 */
export const FLAWS = {
  'no-transaction': {
    what: 'state is committed and alerts afterwards',
    seed: 2,
    found: /^I3: .* is not told of .*, which has opened/,
  },
  'mark-before-send': {
    what: 'alerts are marked before they are sent',
    seed: 11,
    found: /^I4: .* ends what was not told/,
  },
  'tell-before-commit': {
    what: 'alerts are told before they are committed',
    seed: 3,
    found: /tells of what is not confirmed/,
  },
  'forget-write': {
    what: 'a commit that was not written is said to be',
    seed: 1,
    found: /^I1: |^I2: /,
  },
} as const;

export type Flaw = keyof typeof FLAWS;
