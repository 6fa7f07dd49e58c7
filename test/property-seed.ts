/**
 * Loaded before every test file: property tests draw the same cases each time, so that a change is refused for what it
 * broke and not by chance. `UPWATCH_PROPERTY_SEED=random npm test` looks further, and a number repeats one such run.
 */
import fc from 'fast-check';

const SEED = 20_261_121;

const asked = process.env['UPWATCH_PROPERTY_SEED'];
if (asked !== 'random') {
  const seed = asked ? Number(asked) : SEED;
  if (!Number.isInteger(seed))
    throw new Error(`UPWATCH_PROPERTY_SEED must be random or a whole number, got "${asked}"`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
