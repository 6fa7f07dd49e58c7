/** The summary that aggregators read, whole and in its parts. */
import type { FastifyInstance } from 'fastify';
import { openToAll } from '../open-to-all.ts';
import { answerKept } from '../answering.ts';
import type { Admitted, PageContext, PageRoute } from '../page-context.ts';
import { PAGES_PREFIX } from '../prefix.ts';
import {
  summary,
  summaryComponents,
  type SummaryGiven,
  summaryIncident,
  summaryPage,
  summaryStatus,
} from './summary.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const TOLD_MS = 90 * 86_400_000;
const INCIDENTS_MAX = 50;

type Write = (given: SummaryGiven, source: PageContext['source']) => object | Promise<object>;

const PARTS: Readonly<Record<string, Write>> = {
  'summary.json': summary,
  'status.json': (given) => ({ page: summaryPage(given), status: summaryStatus(given) }),
  'components.json': (given) => ({ page: summaryPage(given), components: summaryComponents(given) }),
  'incidents.json': async (given, source) => ({
    page: summaryPage(given),
    incidents: await told(given, source, false),
  }),
  'incidents/unresolved.json': (given) => ({ page: summaryPage(given), incidents: summary(given).incidents }),
  'scheduled-maintenances.json': async (given, source) => {
    return { page: summaryPage(given), scheduled_maintenances: await told(given, source, true) };
  },
  'scheduled-maintenances/upcoming.json': (given) => works(given, 'scheduled'),
  'scheduled-maintenances/active.json': (given) => works(given, 'in-progress'),
};

async function told(given: SummaryGiven, source: PageContext['source'], isWork: boolean) {
  const { page, view } = given.snapshot;
  const all = await source.told(page.id, view.generatedAtMs - TOLD_MS);
  const wanted = all.filter(({ scheduled }) => (scheduled !== undefined) === isWork);
  return wanted.slice(0, INCIDENTS_MAX).map((incident) => summaryIncident(incident, given));
}

function works(given: SummaryGiven, phase: 'scheduled' | 'in-progress') {
  const wanted = given.snapshot.view.maintenance.filter((incident) => incident.phase === phase);
  return {
    page: summaryPage(given),
    scheduled_maintenances: wanted.map((incident) => summaryIncident(incident, given)),
  };
}

export function summaryRoutes(app: FastifyInstance, { admitted, source }: PageContext): void {
  for (const [name, write] of Object.entries(PARTS)) {
    app.get<PageRoute>(`${PAGES_PREFIX}/:slug/api/v2/${name}`, { exposeHeadRoute: true }, async (request, reply) => {
      const one = await admitted(request, reply);
      if (!one) return reply;
      const make = async () => ({ type: JSON_TYPE, text: JSON.stringify(await write(givenBy(one), source)) });
      return answerKept(request, reply, one, { key: `api ${name}`, make, headers: openToAll(one) });
    });
  }
}

function givenBy({ snapshot, wording, base }: Admitted): SummaryGiven {
  return { snapshot, wording, url: snapshot.address ?? base };
}
