/** Heartbeats, as an entry of their own (`@upwatch/core/heartbeat`): threads that look need none of it. */
export * from './heartbeat/beat.ts';
export * from './heartbeat/calendar.ts';
export * from './heartbeat/expectation.ts';
