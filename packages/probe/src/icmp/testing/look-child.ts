/** One look from whatever network this process is in: its sample, as JSON. */
import { Resolver } from '../../dns/resolver.ts';
import { systemClock as clock } from '../../system-clock.ts';
import { icmpConfigSchema } from '../config.ts';
import { lookIcmp } from '../look.ts';

const config = icmpConfigSchema.parse({ host: process.argv[2], packetCount: 1, timeoutMs: 1000 });
const deadlineMs = clock.monotonic() + config.timeoutMs;
const sample = await lookIcmp(config, { clock, resolver: new Resolver({ clock }), deadlineMs, wantsBody: false });
process.stdout.write(JSON.stringify(sample));
