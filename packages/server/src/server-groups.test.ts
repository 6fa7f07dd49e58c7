/** A resource group over loopback: real targets, a real sink, a whole server, and the link in what is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hook, serverOf, watching } from './testing/declared-server.ts';
import { scriptedTarget } from './testing/loopback.ts';

const PATIENCE = { timeout: 60_000 };

interface Detail {
  readonly incident: { readonly source: string; readonly acknowledgedBy: string | null; readonly status: string };
  readonly updates: readonly { readonly body: string | null }[];
}

test(
  'the policy that pages for everything pages for the group; who gets the page takes it on by its link',
  PATIENCE,
  async (t) => {
    const [shop, blog, sink] = [await scriptedTarget(t), await scriptedTarget(t), await scriptedTarget(t)];
    const call = await serverOf(t, {
      server: { publicUrl: 'https://upwatch.example' },
      alertChannels: [hook(sink)],
      notificationPolicies: [{ name: 'on call', escalation: { steps: [{ alertChannels: ['hook'] }] } }],
      monitors: [watching('shop', shop), watching('blog', blog)],
      resourceGroups: [
        {
          ...{ name: 'edge', monitors: ['shop', 'blog'], suppressMemberAlerts: true },
          ...{ healthThresholdType: 'COUNT', healthThresholdValue: 2 },
        },
      ],
    });
    shop.statusCode = 503;
    blog.statusCode = 503;
    await sink.requested(1);
    const { data } = JSON.parse(sink.requests[0]!.body) as {
      data: { headline: string; incident: { id: string }; actions: { url: string }[] };
    };
    assert.match(data.headline, /^edge is down since .* 2 of 2 monitors are down: shop and blog$/);
    const path = new URL(data.actions[0]!.url).pathname;
    const detail = async (): Promise<Detail> => call(`/incidents/${data.incident.id}`);
    assert.equal((await detail()).incident.source, 'RESOURCE_GROUP');
    const [dispatch]: { policyName: string }[] = await call(`/notification-dispatches?incident_id=${data.incident.id}`);
    assert.equal(dispatch?.policyName, 'on call');
    const body = new URLSearchParams({ do: 'acknowledge', name: 'Ada', comment: 'on it' });
    const page = await fetch(`${call.url}${path}`, { method: 'POST', body });
    assert.equal(page.status, 200);
    assert.equal((await detail()).incident.acknowledgedBy, 'Ada (link in hook)');
    await call(`/incidents/${data.incident.id}/unacknowledge`, {});
    assert.equal((await detail()).incident.acknowledgedBy, null);
    await call(`/incidents/${data.incident.id}/updates`, { body: 'the switch', notifySubscribers: false });
    await call(`/incidents/${data.incident.id}/acknowledge`, {});
    await call(`/incidents/${data.incident.id}/resolve`, { body: 'enough' });
    const { incident, updates } = await detail();
    assert.equal(incident.status, 'RESOLVED');
    const said = updates.map(({ body: line }) => line);
    for (const line of ['Acknowledged by Ada (link in hook): on it.', 'the switch', 'enough']) {
      assert.ok(
        said.some((one) => one === line || `${one}.` === line),
        `${line} in ${said.join(' | ')}`,
      );
    }
    await sink.requested(2);
    assert.match(sink.requests[1]!.body, /incident\.resolved/);
    assert.equal(sink.requests.length, 2, 'its members are not told of');
  },
);
