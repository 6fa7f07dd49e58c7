import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../looking/monitor.ts';
import { planConfiguration, type ConfigurationPlanInput } from './plan-configuration.ts';
import {
  type CurrentResource,
  type DeclaredResource,
  isChange,
  nameKey,
  RESOURCE_KINDS,
  type ResourceKind,
  resourceKey,
  type Step,
} from './resource.ts';

const monitor = (name: string, fields: JsonObject = {}, parents: readonly string[] = []): DeclaredResource => ({
  ...{ kind: 'monitor', name, fields },
  references: parents.map((parent) => ({ kind: 'monitor', name: parent, field: 'dependsOn' })),
});
const there = (one: DeclaredResource, id = `id of ${one.name}`): CurrentResource => ({ ...one, id });
/** `rename web was shop` */
const line = (step: Step): string =>
  [step.type, step.name, ...(step.type === 'rename' ? ['was', step.from] : [])].join(' ');
const lines = (input: ConfigurationPlanInput): readonly string[] => planConfiguration(input).steps.map(line);

const TABLE: readonly (readonly [title: string, input: ConfigurationPlanInput, steps: readonly string[]])[] = [
  ['what is missing is made', { current: [], declared: [monitor('shop')], managed: {} }, ['create shop']],
  [
    'what differs is changed, what is equal is not, whatever the case of its name',
    {
      current: [there(monitor('shop', { a: 1 })), there(monitor('Blog'))],
      declared: [monitor('shop', { a: 2 }), monitor('Blog')],
      managed: {},
    },
    ['update shop', 'unchanged Blog'],
  ],
  [
    'what nobody declares and the file did not bring is not spoken of',
    { current: [there(monitor('by hand'))], declared: [], managed: {}, isPruning: true },
    [],
  ],
  [
    'what the file brought and does not name any more stays until pruning is asked for',
    { current: [there(monitor('shop'), 'x')], declared: [], managed: { monitor: { shop: 'x' } } },
    ['keep shop'],
  ],
  [
    'pruning deletes it',
    { current: [there(monitor('shop'), 'x')], declared: [], managed: { monitor: { shop: 'x' } }, isPruning: true },
    ['delete shop'],
  ],
  [
    'what was renamed elsewhere has its declared name again',
    { current: [there(monitor('web'), 'x')], declared: [monitor('shop')], managed: { monitor: { shop: 'x' } } },
    ['rename shop was web'],
  ],
  [
    'what has moved is renamed, and not made again',
    {
      current: [there(monitor('shop'))],
      declared: [monitor('web')],
      managed: { monitor: { shop: 'id of shop' } },
      moved: [{ kind: 'monitor', from: 'Shop', to: 'web' }],
    },
    ['rename web was shop'],
  ],
  [
    'a move that was made is not made again, though the old name is somebody else’s by now',
    {
      current: [there(monitor('web')), there(monitor('shop'), 'other')],
      declared: [monitor('web')],
      managed: {},
      moved: [{ kind: 'monitor', from: 'shop', to: 'web' }],
    },
    ['unchanged web'],
  ],
  [
    'in a chain of moves whoever gives its name up comes first',
    {
      current: [there(monitor('a')), there(monitor('b'))],
      declared: [monitor('b'), monitor('c')],
      managed: {},
      moved: [
        { kind: 'monitor', from: 'a', to: 'b' },
        { kind: 'monitor', from: 'b', to: 'c' },
      ],
    },
    ['rename c was b', 'rename b was a'],
  ],
  [
    'what was renamed twice since is followed to the name that it has in the file',
    {
      current: [there(monitor('a'))],
      declared: [monitor('c')],
      managed: {},
      moved: [
        { kind: 'monitor', from: 'a', to: 'b' },
        { kind: 'monitor', from: 'b', to: 'c' },
      ],
    },
    ['rename c was a'],
  ],
  [
    'two that would change places stay where they are: nobody could tell whether it was done',
    {
      current: [there(monitor('a')), there(monitor('b'))],
      declared: [monitor('a'), monitor('b')],
      managed: {},
      moved: [
        { kind: 'monitor', from: 'a', to: 'b' },
        { kind: 'monitor', from: 'b', to: 'a' },
      ],
    },
    ['unchanged a', 'unchanged b'],
  ],
  [
    'what is named comes before what names it',
    {
      current: [],
      declared: [monitor('shop', {}, ['switch']), monitor('switch', {}, ['router']), monitor('router')],
      managed: {},
    },
    ['create router', 'create switch', 'create shop'],
  ],
  [
    'what is to be named comes first also among those that are there',
    {
      current: [there(monitor('router')), there(monitor('switch', { a: 1 }, ['router']))],
      declared: [monitor('router', { a: 1 }, ['switch']), monitor('switch')],
      managed: {},
    },
    ['update switch', 'update router'],
  ],
];

for (const [title, input, steps] of TABLE) test(title, () => assert.deepEqual(lines(input), steps));

test('what names a thing that is made anew names the new one, and a secret is masked on both sides', () => {
  const channel = (type: string, url: string): DeclaredResource => ({
    ...{ kind: 'alertChannel', name: 'ops', references: [], identity: type },
    fields: { config: { channelType: type, url } },
    shown: { config: { channelType: type, url: '••••' } },
  });
  const shop: DeclaredResource = {
    ...monitor('shop', { alertChannels: ['ops'] }),
    references: [{ kind: 'alertChannel', name: 'OPS', field: 'alertChannels' }],
  };
  const current = [there(channel('slack', 'https://a')), there(shop)];
  const plan = planConfiguration({ current, declared: [channel('webhook', 'https://b'), shop], managed: {} });
  assert.deepEqual(plan.steps, [
    {
      ...{ type: 'update', kind: 'alertChannel', name: 'ops', id: 'id of ops', isReplaced: true },
      changes: [
        { path: 'config.channelType', from: 'slack', to: 'webhook' },
        { path: 'config.url', from: '••••', to: '••••', isSecret: true },
      ],
    },
    {
      ...{ type: 'update', kind: 'monitor', name: 'shop', id: 'id of shop', isReplaced: false },
      changes: [{ path: 'alertChannels', from: 'OPS', to: 'OPS (made anew)' }],
    },
  ]);
});

test('a field that a file need not say stays as it is, and is not shown as a change', () => {
  const tag = (fields: JsonObject): DeclaredResource => ({
    ...{ kind: 'tag', name: 'production', fields, references: [], keeps: ['color'] },
  });
  const current = [there(tag({ color: '#123456' }))];
  assert.deepEqual(lines({ current, declared: [tag({})], managed: {} }), ['unchanged production']);
  assert.deepEqual(lines({ current, declared: [tag({ color: '#654321' })], managed: {} }), ['update production']);
});

test('lists of objects are told apart place by place, lists of values as a whole', () => {
  const before = { rules: [{ a: 1 }, { b: { c: 2 } }], tags: ['x', 'y'] };
  const after = { rules: [{ a: 1 }, { b: { c: 3 } }], tags: ['x'] };
  const [step] = planConfiguration({
    ...{ current: [there(monitor('shop', before))], declared: [monitor('shop', after)], managed: {} },
  }).steps;
  assert.deepEqual(step?.type === 'update' && step.changes, [
    { path: 'rules[1].b.c', from: 2, to: 3 },
    { path: 'tags', from: ['x', 'y'], to: ['x'] },
  ]);
});

const NAMES = ['a', 'b', 'c', 'd', 'e'];
const anyName = fc.constantFrom(...NAMES);
const resources = fc
  .uniqueArray(
    fc.record({
      kind: fc.constantFrom<ResourceKind>(...RESOURCE_KINDS),
      name: anyName,
      fields: fc.dictionary(fc.constantFrom('x', 'y'), fc.integer({ min: 0, max: 2 }), { noNullPrototype: true }),
    }),
    { selector: resourceKey },
  )
  .map((all) => all.map((one): DeclaredResource => ({ ...one, references: [] })));
const world = fc.record({
  current: resources.map((all) => all.map((one, i) => there(one, `id ${i}`))),
  declared: resources,
  managed: fc.constant({}),
  moved: fc.array(fc.record({ kind: fc.constantFrom<ResourceKind>(...RESOURCE_KINDS), from: anyName, to: anyName }), {
    maxLength: 6,
  }),
  isPruning: fc.boolean(),
});

/** What is there after a plan was carried out, each step by itself; two of one name are refused, as a store does. */
function carriedOut(steps: readonly Step[], { current, declared }: ConfigurationPlanInput): readonly CurrentResource[] {
  const now = new Map(current.map((one) => [one.id, one]));
  const wanted = new Map(declared.map((one) => [resourceKey(one), one]));
  for (const step of steps.filter(isChange)) {
    const id = 'id' in step ? step.id : `new ${resourceKey(step)}`;
    if (step.type === 'delete') now.delete(id);
    else now.set(id, { ...wanted.get(resourceKey(step))!, id });
    const names = [...now.values()].map(resourceKey);
    assert.equal(new Set(names).size, names.length, `two of one name after ${line(step)}`);
  }
  return [...now.values()];
}

test('a plan that was carried out leaves nothing to do, and no name is ever taken twice on the way', () => {
  const property = fc.property(world, fc.boolean(), (drawn, isBrought) => {
    const input: ConfigurationPlanInput = { ...drawn, managed: isBrought ? managedOf(drawn.current) : {} };
    const { steps } = planConfiguration(input);
    const current = carriedOut(steps, input);
    for (const one of input.declared)
      assert.deepEqual(current.find((it) => resourceKey(it) === resourceKey(one))?.fields, one.fields);
    const again = planConfiguration({ ...input, current, managed: managedOf(current) });
    assert.deepEqual(
      again.steps.filter((step) => isChange(step) && step.type !== 'delete'),
      [],
    );
  });
  fc.assert(property);
});

test('nothing is deleted but what the file brought and does not declare', () => {
  const property = fc.property(world, fc.array(fc.nat({ max: 9 })), (drawn, brought) => {
    const mine = drawn.current.filter((_, i) => brought.includes(i));
    const { steps } = planConfiguration({ ...drawn, managed: managedOf(mine) });
    const declared = new Set(drawn.declared.map(resourceKey));
    for (const step of steps.filter(({ type }) => type === 'delete')) {
      assert.ok(drawn.isPruning);
      assert.ok(mine.some(({ id }) => 'id' in step && id === step.id));
      assert.ok(!declared.has(resourceKey(step)) || drawn.moved.length > 0);
    }
  });
  fc.assert(property);
});

function managedOf(all: readonly CurrentResource[]) {
  return Object.fromEntries(
    RESOURCE_KINDS.map((kind) => [
      kind,
      Object.fromEntries(all.filter((one) => one.kind === kind).map(({ name, id }) => [nameKey(kind, name), id])),
    ]),
  );
}
