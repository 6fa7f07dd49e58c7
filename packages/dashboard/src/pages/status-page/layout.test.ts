import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { componentsIn, dropped, groupsIn, type Layout, layoutBody, layoutOf, movedBy } from './layout.ts';

/** `a [G b c] d`: components as letters, a group as its name with what is in it. */
function read(text: string): Layout {
  let groupId: string | null = null;
  return (text.match(/[[\]\w]/g) ?? []).flatMap((sign): Layout => {
    if (sign === '[') return [];
    if (sign === ']') {
      groupId = null;
      return [];
    }
    if (/[a-z]/.test(sign)) return [{ type: 'component', id: sign, groupId }];
    groupId = sign;
    return [{ type: 'group', id: sign }];
  });
}

function written(layout: Layout): string {
  let open: string | null = null;
  const words = layout.map((place) => {
    const own = place.type === 'component' ? place.groupId : null;
    const end = open !== null && own !== open ? '] ' : '';
    open = place.type === 'group' ? place.id : own;
    return place.type === 'group' ? `${end}[${place.id}` : `${end}${place.id}`;
  });
  return `${words.join(' ')}${open === null ? '' : ']'}`.replaceAll(' ]', ']');
}

test('a step moves a component by one place, into groups and out of them, and a group with what is in it', () => {
  const table: readonly (readonly [before: string, id: string, step: -1 | 1, after: string])[] = [
    ['a b', 'b', -1, 'b a'],
    ['a b', 'a', -1, 'a b'],
    ['a b', 'b', 1, 'a b'],
    ['a [G b c] d', 'a', 1, '[G a b c] d'],
    ['[G a b c] d', 'a', -1, 'a [G b c] d'],
    ['a [G b c] d', 'c', 1, 'a [G b] c d'],
    ['a [G b] c d', 'c', -1, 'a [G b c] d'],
    ['a [G b c] d', 'b', 1, 'a [G c b] d'],
    ['a [G]', 'a', 1, '[G a]'],
    ['[G] a', 'a', -1, '[G a]'],
    ['[G a]', 'a', 1, '[G] a'],
    ['[G a] [H b]', 'a', 1, '[G] a [H b]'],
    ['[G] a [H b]', 'a', 1, '[G] [H a b]'],
    ['a [G b c] d', 'G', -1, '[G b c] a d'],
    ['a [G b c] d', 'G', 1, 'a d [G b c]'],
    ['[G b] [H c]', 'H', -1, '[H c] [G b]'],
    ['[G b]', 'G', 1, '[G b]'],
  ];
  for (const [before, id, step, after] of table)
    assert.equal(written(movedBy(read(before), id, step)), after, `${id} by ${step} in ${before}`);
});

test('what is dropped lands beside what it was dropped on, and a group never in a group', () => {
  const table: readonly (readonly [before: string, id: string, onto: string, isBelow: boolean, after: string])[] = [
    ['a b c', 'c', 'a', false, 'c a b'],
    ['a [G b] c', 'c', 'b', true, 'a [G b c]'],
    ['a [G b] c', 'a', 'G', true, '[G a b] c'],
    ['a [G b] c', 'c', 'G', false, 'a c [G b]'],
    ['a [G b] c', 'b', 'c', true, 'a [G] c b'],
    ['[G b] [H c d]', 'G', 'd', true, '[H c d] [G b]'],
    ['[G b] [H c d]', 'H', 'b', false, '[H c d] [G b]'],
    ['[G b] a', 'G', 'b', true, '[G b] a'],
    ['a b', 'a', 'a', true, 'a b'],
  ];
  for (const [before, id, onto, isBelow, after] of table)
    assert.equal(written(dropped(read(before), id, { id: onto, isBelow })), after, `${id} onto ${onto} in ${before}`);
});

test('whatever is moved, nothing is lost, groups stay whole, and the server is told what is shown', () => {
  const ids = ['a', 'b', 'c', 'd', 'G', 'H'];
  const move = fc.oneof(
    fc.record({ id: fc.constantFrom(...ids), step: fc.constantFrom<-1 | 1>(-1, 1) }),
    fc.record({ id: fc.constantFrom(...ids), onto: fc.constantFrom(...ids), isBelow: fc.boolean() }),
  );
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
      const start = read('a [G b c] d [H]');
      const layout = moves.reduce<Layout>(
        (now, one) =>
          'step' in one ? movedBy(now, one.id, one.step) : dropped(now, one.id, { id: one.onto, isBelow: one.isBelow }),
        start,
      );
      assert.deepEqual(layout.map(({ id }) => id).toSorted(), ids.toSorted());
      assert.deepEqual(read(written(layout)), layout, 'what is in a group stands right below it');
      assert.deepEqual(kept(layout), layout, 'as the server will give it back');
      const nothing = { groupId: null, pageOrder: 0, displayOrder: 0 };
      const components = componentsIn(
        layout,
        ['a', 'b', 'c', 'd'].map((id) => ({ id, ...nothing })),
      );
      const groups = groupsIn(
        layout,
        ['G', 'H'].map((id) => ({ id, pageOrder: 0 })),
      );
      assert.deepEqual(layoutOf(groups, components), layout, 'as it is shown before it has answered');
    }),
  );
});

/** What the server makes of it. */
function kept(layout: Layout): Layout {
  const { sections, groupOrders } = layoutBody(layout);
  const groups = sections.flatMap(({ groupId, pageOrder }) => (groupId ? [{ id: groupId, pageOrder }] : []));
  const free = sections.flatMap(({ componentId, pageOrder }) =>
    componentId ? [{ id: componentId, groupId: null, pageOrder, displayOrder: 0 }] : [],
  );
  const inGroups = (groupOrders ?? []).flatMap(({ groupId, positions }) =>
    positions.map(({ componentId, displayOrder }) => ({ id: componentId, groupId, pageOrder: 0, displayOrder })),
  );
  return layoutOf(groups, [...free, ...inGroups]);
}
