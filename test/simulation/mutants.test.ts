/**
 * An engine that is broken on purpose is found out, and for the reason that is meant: the invariants are worth as much as
 * they notice.
 */
import assert from 'node:assert/strict';
import { after, test, type TestContext } from 'node:test';
import { FLAWS, type Flaw } from './flaws.ts';
import { hunt, Mutants, type Sought } from './mutants.ts';
import { MUTATIONS } from './mutations.ts';
import { SCENE_MUTATIONS } from './scene-mutations.ts';
import { simulate } from './simulation.ts';

const mutants = new Mutants();
after(() => mutants[Symbol.asyncDispose]());

async function isFoundOut(t: TestContext, sought: Sought, run: Parameters<typeof hunt>[0]): Promise<void> {
  const shown = await hunt(run, sought);
  assert.ok(shown, `no invariant says ${sought.found}: they are blind to it`);
  if (shown.seed !== sought.seed)
    t.diagnostic(`seed ${sought.seed} shows it no more, seed ${shown.seed} does: npm run simulate -- --mutants`);
}

for (const mutation of [...MUTATIONS, ...SCENE_MUTATIONS]) {
  test(`found out: ${mutation.name}`, async (t) => {
    await isFoundOut(t, mutation, await mutants.simulationOf(mutation));
  });
}

// The keys of a record are its names.
for (const flaw of Object.keys(FLAWS) as Flaw[]) {
  test(`found out: ${FLAWS[flaw].what}`, async (t) => {
    await isFoundOut(t, FLAWS[flaw], (seed, size) => simulate(seed, size, { flaw }));
  });
}
