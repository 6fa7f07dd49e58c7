/** What operations, resources and fields are called on the command line. */

/** Resources that have a shorter name here; the long one works, too. */
export const SHORT_NAMES: Readonly<Record<string, string>> = {
  alertChannels: 'channels',
  notificationPolicies: 'policies',
  resourceGroups: 'groups',
  maintenanceWindows: 'maintenance',
  statusPages: 'pages',
};

/** `rotateToken`, `incident_id` → `rotate-token`, `incident-id` */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]+/g, (capitals) => `-${capitals.toLowerCase()}`).replaceAll('_', '-');
}

/** What is typed for an operation: `monitors.rotateToken` → `['monitors', 'rotate-token']`. */
export function wordsOf(operation: string): readonly string[] {
  const [resource = '', ...rest] = operation.split('.');
  return [SHORT_NAMES[resource] ?? kebab(resource), ...rest.map(kebab)];
}

/** The same as text: `monitors rotate-token`. */
export function commandOf(operation: string): string {
  return wordsOf(operation).join(' ');
}

/** One of what a list lists: `alertChannels.list` → `alert channel`. */
export function thingOf(list: string): string {
  const plural = kebab(list.split('.').at(-2) ?? list).replaceAll('-', ' ');
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  return plural.replace(/(?<=ch|sh|ss)es$|s$/, '');
}
