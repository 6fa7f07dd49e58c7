/** The schemas of what comes in from outside: a second entry, so that who only judges does not load zod. */
export * from './looking/assertions/schema.ts';
export * from './faults.ts';
