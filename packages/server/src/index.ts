export * from './ids.ts';
export * from './stores/port.ts';
export * from './stores/sqlite/core-store.ts';
export * from './stores/sqlite/data-directory.ts';
export * from './stores/sqlite/start-refusal.ts';
