import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BudgetExceeded, createFuel } from '../assertions/fuel.ts';
import type { Json } from '../monitor.ts';
import { equalsJson } from './compare.ts';
import { compileJsonPath, evaluateJsonPath } from './evaluate.ts';

const plenty = () => createFuel({ nowMs: () => 0, limitMs: 1 });
const find = (path: string, document: Json) => evaluateJsonPath(compileJsonPath(path), document, plenty());

function nest(depth: number, wrap: (inner: Json) => Json): Json {
  let value: Json = 1;
  for (let level = 0; level < depth; level++) value = wrap(value);
  return value;
}

/** Documents of about 1 MiB that are bad in different ways: long, deep, wide, with many names, with one string. */
const DOCUMENTS: Readonly<Record<string, Json>> = {
  arrays: Array.from({ length: 340_000 }, () => []),
  objects: Array.from({ length: 50_000 }, () => ({ a: 1, b: [1, 2, 3] })),
  deep: nest(1000, (inner) => ({ a: inner, b: inner })),
  names: Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`k${index}`, {}])),
  text: ['a'.repeat(500_000), 'a'.repeat(500_000)],
};

test('queries that multiply a body of 1 MiB with itself end after a bounded number of steps', () => {
  const queries = [
    '$..*..*..*',
    '$..[?count($..*)>1]',
    '$..[?@==$]',
    '$..[?$.*]',
    '$[?length($)>3]',
    `$${'[*,*]'.repeat(40)}`,
  ];
  for (const query of queries) {
    for (const [name, document] of Object.entries(DOCUMENTS)) {
      let steps = 0;
      const fuel = { spend: (more: number) => void (steps += more) };
      try {
        evaluateJsonPath(compileJsonPath(query), document, fuel);
      } catch (error) {
        assert.ok(error instanceof BudgetExceeded, `${query} ${name}: ${String(error)}`);
      }
      assert.ok(steps <= 1_000_000, `${query} ${name}: ${steps}`);
    }
  }
});

test('an ordinary query reads a body of 1 MiB whole', () => {
  assert.equal(find('$..a', DOCUMENTS['objects'] as Json).length, 50_000);
  assert.equal(find('$.*', DOCUMENTS['names'] as Json).length, 60_000);
  assert.equal(find('$[?@.b[2]==3].a', DOCUMENTS['objects'] as Json).length, 50_000);
});

test('a document is walked and compared however deep it is', () => {
  const deep = nest(250_000, (inner) => [inner]);
  assert.equal(find('$..*', deep).length, 250_000);
  assert.equal(
    equalsJson(
      deep,
      nest(250_000, (inner) => [inner]),
      plenty(),
    ),
    true,
  );
  assert.equal(
    equalsJson(
      deep,
      nest(250_001, (inner) => [inner]),
      plenty(),
    ),
    false,
  );
});

test('members that are named like the inside of objects are members only where they stand', () => {
  assert.deepEqual(find('$.constructor', {}), []);
  assert.deepEqual(find("$['__proto__'].toString", {}), []);
  assert.deepEqual(find('$.__proto__', JSON.parse('{"__proto__":5}') as Json), [5]);
  assert.deepEqual(find('$.length', [1, 2]), []);
  assert.deepEqual(find('$[?length(@.hasOwnProperty)>=0]', [{}]), []);
});

test('a pattern that the document supplies matches nothing when it is none, and is searched in linear time', () => {
  assert.deepEqual(find('$[?search(@.text, @.pattern)]', [{ text: 'aa', pattern: '(' }]), []);
  assert.deepEqual(find('$[?search(@.text, @.pattern)].text', [{ text: 'aab', pattern: 'a+b' }]), ['aab']);
  const attack = { text: 'x'.repeat(100_000), pattern: '(x+x+)+y' };
  assert.deepEqual(find('$[?search(@.text, @.pattern)]', [attack]), []);
});

test('each of thousands of patterns costs', () => {
  const document = Array.from({ length: 10_000 }, (_, index) => `a{${index % 1000}}`);
  assert.throws(() => find('$[?search(@, @)]', document), BudgetExceeded);
});

test('a large pattern out of the document is not searched with', () => {
  for (const pattern of ['(a{0,30}){0,30}', 'a|'.repeat(40)]) {
    assert.throws(() => find('$[?search("a", @)]', [pattern]), /gave up at a pattern that the document holds/);
  }
  assert.deepEqual(find(`$[?search("a", "${'a|'.repeat(100)}(a{0,30}){0,30}")]`, [1]), [1]);
});

test('a dot in match() and search() is no line end, but in a class it is a dot', () => {
  const texts = ['a\rb', 'a\nb', 'a.b', 'axb', 'a\u2028b'];
  assert.deepEqual(find('$[?match(@, "a.b")]', texts), ['a.b', 'axb', 'a\u2028b']);
  assert.deepEqual(find('$[?match(@, "a[.]b")]', texts), ['a.b']);
  assert.deepEqual(find(String.raw`$[?match(@, "a\\.b")]`, texts), ['a.b']);
  assert.deepEqual(find('$[?match(@, "a|b")]', ['a', 'ab', 'b']), ['a', 'b']);
});

test('text is ordered by code points, as UTF-16 is not', () => {
  assert.deepEqual(find('$[?@ > "\uffff"]', ['😀', '\uffff', 'a']), ['😀']);
  assert.deepEqual(find('$[?@ < "😀"]', ['😀', '\uffff', 'a']), ['\uffff', 'a']);
});

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;

test('a value equals its copy and what differs from it in one place is not equal', () => {
  fc.assert(
    fc.property(json, (value) => {
      const copy = JSON.parse(JSON.stringify(value)) as Json;
      assert.equal(equalsJson(value, copy, plenty()), true);
      assert.equal(equalsJson([value, 1], [copy, 2], plenty()), false);
      assert.equal(equalsJson({ value }, { value: copy, more: null }, plenty()), false);
      assert.equal(equalsJson([value], [copy, 1], plenty()), false);
      assert.equal(equalsJson([value], { 0: copy }, plenty()), false);
    }),
  );
});

test('a member is compared with a member, not with what objects inherit', () => {
  const left = JSON.parse('{"__proto__":{}}') as Json;
  assert.equal(equalsJson(left, { other: {} }, plenty()), false);
  assert.equal(equalsJson(left, JSON.parse('{"__proto__":{}}') as Json, plenty()), true);
});

test('$..* finds every value below the document once', () => {
  const countBelow = (value: Json): number =>
    typeof value === 'object' && value !== null
      ? Object.values(value).reduce<number>((sum, child) => sum + 1 + countBelow(child), 0)
      : 0;
  fc.assert(fc.property(json, (value) => assert.equal(find('$..*', value).length, countBelow(value))));
});
