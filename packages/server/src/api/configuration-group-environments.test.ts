/** Environments of groups in `upwatch.yml`: planned, applied, exported. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestApi, testApi } from './testing/test-api.ts';

const environments = [
  { slug: 'prod', name: 'Production', variables: { HOST: 'shop.example' } },
  { slug: 'test', name: 'Test', variables: { TARGET: 'test.example' } },
];
const http = (name: string, url = 'https://shop.example/', more: object = {}) => ({
  ...{ name, type: 'HTTP', config: { url, method: 'GET' } },
  ...more,
});
const ofProd = http('shop', 'https://{{variables.HOST}}/');
const ofTest = http('shop', 'https://{{variables.TARGET}}/');
const group = (environment: string | undefined, monitors: readonly string[] = ['shop'], name = 'edge') => ({
  ...{ name, monitors },
  ...(environment !== undefined && { environment }),
});

function rig(api: TestApi) {
  const post = (what: 'plan' | 'apply', document: object, more: object = {}) =>
    api.ask('POST', `/api/v1/configuration/${what}`, { document, ...more });
  const steps = async (document: object, more: object = {}) => {
    const answer = await post('plan', document, more);
    assert.equal(answer.status, 200, answer.text);
    return answer.body.data.steps.filter(({ type }: { type: string }) => type !== 'unchanged');
  };
  return {
    steps,
    /** Step by step, as long as there is something to do; nothing is refused, and nothing is left over. */
    apply: async (document: object, { stepsMax = 100, ...more }: { stepsMax?: number; prune?: boolean } = {}) => {
      let taken = 0;
      for (let remaining = 1; remaining > 0; ) {
        const answer = await post('apply', document, { ...more, stepsMax });
        assert.equal(answer.status, 200, answer.text);
        const { steps: done, remaining: left } = answer.body.data;
        assert.deepEqual(
          done.flatMap(({ failure }: { failure: string | null }) => failure ?? []),
          [],
        );
        remaining = left;
        taken += done.length;
      }
      assert.deepEqual(await steps(document, more), []);
      return taken;
    },
    refusal: async (document: object) => {
      const { status, body } = await post('plan', document);
      assert.equal(status, 400);
      return body.message;
    },
    placeOf: async (name: string) => {
      const { data } = (await api.ask('GET', `/api/v1/monitors?search=${name}`)).body;
      return [data[0].environment?.slug ?? null, data[0].inherits.includes('environmentId')];
    },
  };
}

test('a file brings a group, its environment and members that name what is there alone, and is exported as it was declared', async () => {
  for (const stepsMax of [100, 1]) {
    await using api = await testApi();
    const { apply, steps, placeOf } = rig(api);
    const document = {
      environments,
      monitors: [ofProd, http('own', undefined, { environment: 'test' }), http('plain')],
      resourceGroups: [group('prod', ['shop', 'own', 'plain'])],
    };
    assert.equal(await apply(document, { stepsMax }), 6);
    const places = [await placeOf('shop'), await placeOf('own'), await placeOf('plain')];
    assert.deepEqual(places, [
      ['prod', true],
      ['test', false],
      ['prod', true],
    ]);
    const exported = (await api.ask('GET', '/api/v1/configuration')).body.data.document;
    const [edge] = exported.resourceGroups;
    assert.equal(edge.environment, 'prod');
    const said = exported.monitors.map((one: { name: string; environment?: string }) => [one.name, one.environment]);
    assert.deepEqual(Object.fromEntries(said), { shop: undefined, own: 'test', plain: undefined });
    assert.deepEqual(await steps(exported), []);
  }
});

test('a group is moved to another environment together with what its members name', async () => {
  for (const stepsMax of [100, 1]) {
    await using api = await testApi();
    const { apply, placeOf } = rig(api);
    await apply({ environments, monitors: [ofProd], resourceGroups: [group('prod')] });
    await apply({ environments, monitors: [ofTest], resourceGroups: [group('test')] }, { stepsMax });
    assert.deepEqual(await placeOf('shop'), ['test', true]);
    // And without the environment that nobody names any more.
    const fewer = { environments: environments.slice(1), monitors: [ofTest], resourceGroups: [group('test')] };
    await apply(fewer, { prune: true, stepsMax });
    assert.equal((await api.ask('GET', '/api/v1/environments/prod')).status, 404);
  }
});

test('a monitor that leaves its environment to a group, takes its own, or changes groups, names what is there all the way', async () => {
  await using api = await testApi();
  const { apply, placeOf } = rig(api);
  const own = { ...ofProd, environment: 'prod' };
  await apply({ environments, monitors: [own] });
  assert.deepEqual(await placeOf('shop'), ['prod', false]);
  await apply({ environments, monitors: [ofProd], resourceGroups: [group('prod')] });
  assert.deepEqual(await placeOf('shop'), ['prod', true]);
  const zone = (monitors: readonly string[]) => group('prod', monitors, 'zone');
  await apply({ environments, monitors: [ofProd], resourceGroups: [group('prod', []), zone(['shop'])] });
  await apply({ environments, monitors: [ofProd], resourceGroups: [group('prod'), zone([])] });
  assert.deepEqual(await placeOf('shop'), ['prod', true]);
  await apply({ environments, monitors: [own], resourceGroups: [group(undefined), zone([])] });
  assert.deepEqual(await placeOf('shop'), ['prod', false]);
});

test('what a member would name in vain is refused before anything is changed, with its place', async () => {
  await using api = await testApi();
  const { apply, refusal } = rig(api);
  const file = { environments, monitors: [ofProd], resourceGroups: [group('prod')] };
  await apply(file);
  const unnamed = 'must not name a variable without an environment, got {{variables.HOST}}';
  assert.equal(
    await refusal({ ...file, resourceGroups: [group('test')] }),
    'monitors[0].config.url must name a variable of environment "Test" (TARGET), got {{variables.HOST}}',
  );
  assert.equal(await refusal({ ...file, resourceGroups: [group(undefined)] }), `monitors[0].config.url ${unnamed}`);
  // One that these files do not speak of.
  assert.equal(
    await refusal({ environments, resourceGroups: [group('test')] }),
    'resourceGroups[0] must fit monitor "shop": config.url must name a variable of environment "Test" (TARGET), got {{variables.HOST}}',
  );
  assert.match(
    await refusal({ environments, resourceGroups: [group('nowhere')] }),
    /^resourceGroups\[0\]\.environment must be the name of an environment, got "nowhere"/,
  );
});

test('of two groups of the file the first by name says the environment, also beside one that the file does not speak of', async () => {
  await using api = await testApi();
  const { apply, refusal, placeOf } = rig(api);
  const zone = group('test', ['shop'], 'Zone');
  await apply({ environments, monitors: [ofProd], resourceGroups: [zone, group('prod')] });
  assert.deepEqual(await placeOf('shop'), ['prod', true]);
  const { data } = (await api.ask('GET', '/api/v1/monitors?search=shop')).body;
  const { id } = (await api.ask('POST', '/api/v1/resource-groups', { name: 'A first' })).body.data;
  await api.ask('POST', `/api/v1/resource-groups/${id}/members`, { memberType: 'monitor', memberId: data[0].id });
  const { id: bare } = (await api.ask('GET', '/api/v1/environments/test')).body.data;
  const refused = await api.ask('PUT', `/api/v1/resource-groups/${id}`, {
    name: 'A first',
    defaultEnvironmentId: bare,
  });
  assert.equal(refused.status, 409);
  const fits = await api.ask('PUT', '/api/v1/environments/test', { variables: { HOST: 'x.example', TARGET: 'y' } });
  assert.equal(fits.status, 200);
  await api.ask('PUT', `/api/v1/resource-groups/${id}`, { name: 'A first', defaultEnvironmentId: bare });
  assert.deepEqual(await placeOf('shop'), ['test', true]);
  // The group that the file does not speak of goes on to say it: without HOST there the monitor names nothing.
  assert.match(
    await refusal({ environments, monitors: [ofProd], resourceGroups: [zone, group('prod')] }),
    /monitors\[0\]\.config\.url must name a variable of environment "Test" \(TARGET\)/,
  );
});
