/** How a generated command is called. */
import { flagOf } from './field-options.ts';
import type { Field, Operation } from './operation.ts';
import { commandOf, thingOf } from './words.ts';

const COLUMNS = 76;

const TYPED: Readonly<Record<string, string>> = { integer: '60', number: '1.5', boolean: 'true' };

/** Names as they may be called. */
const SAMPLES: Readonly<Record<string, string>> = {
  'monitors.list': 'shop',
  'alertChannels.list': 'ops',
  'tags.list': 'web',
  'resourceGroups.list': 'edge',
  'notificationPolicies.list': '"on call"',
  'maintenanceWindows.list': 'nightly',
  'incidents.list': '0190f5c2-7a31',
};

export function exampleOf(operation: Operation): readonly string[] {
  const { name, parameters, body, answer } = operation;
  const fields = body?.fields ?? [];
  const required = fields.filter(({ isRequired }) => isRequired);
  const hasThing = required.some(({ type }) => type === 'object' || type === 'any');
  // A change shows one of what can be changed.
  const shown = required.length > 0 ? required : fields.filter(hasFlag).slice(0, 1);
  const parts = [
    `upwatch ${commandOf(name)}`,
    ...parameters.map((one) => (one.of ? sampleOf(one.of.list) : (one.values?.[0] ?? 'ID'))),
    ...(hasThing ? ['--json-body @body.json'] : shown.map(flagWithSample)),
  ];
  const also = answer === 'pages' || answer === 'data' ? [joined([...parts, '-o yaml'])] : [];
  return [joined(parts), ...also];
}

function hasFlag({ type }: Field): boolean {
  return type !== 'object' && type !== 'any';
}

function flagWithSample(field: Field): string {
  const { type, of, values } = field;
  const value = of ? sampleOf(of.list) : (values?.[0] ?? TYPED[type]);
  return `${flagOf(field.name)} ${value ?? 'text'}`;
}

function sampleOf(list: string): string {
  return SAMPLES[list] ?? thingOf(list).replaceAll(' ', '-');
}

/** Broken where a shell lets it. */
function joined(parts: readonly string[]): string {
  const lines = [''];
  for (const part of parts) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + part.length + 1 > COLUMNS) lines.push(`    ${part}`);
    else lines[lines.length - 1] = line === '' ? part : `${line} ${part}`;
  }
  return lines.join(' \\\n');
}
