import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPing } from './ping-output.ts';

interface Case {
  readonly says: string;
  readonly output: string;
  readonly asked?: number;
  readonly received: number;
  readonly sent: number;
  readonly avgMs?: number;
  readonly code?: string;
}

const CASES: readonly Case[] = [
  {
    says: 'iputils, all came back',
    output: `64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.10 ms
64 bytes from 127.0.0.1: icmp_seq=2 ttl=64 time=0.30 ms

2 packets transmitted, 2 received, 0% packet loss, time 206ms`,
    received: 2,
    sent: 2,
    avgMs: 0.2,
  },
  {
    says: 'iputils, one was lost and one came twice',
    output: `64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=1.0 ms
64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=9.0 ms (DUP!)
64 bytes from 127.0.0.1: icmp_seq=3 ttl=64 time=3.0 ms

3 packets transmitted, 2 received, +1 duplicates, 33% packet loss, time 406ms`,
    received: 2,
    sent: 3,
    avgMs: 2,
  },
  {
    says: 'BusyBox',
    output: `64 bytes from 127.0.0.1: seq=0 ttl=64 time=0.041 ms
64 bytes from 127.0.0.1: seq=1 ttl=64 time=0.043 ms

2 packets transmitted, 2 packets received, 0% packet loss`,
    received: 2,
    sent: 2,
    avgMs: 0.042,
  },
  {
    says: 'Windows, faster than it can tell',
    output: `Reply from 127.0.0.1: bytes=32 time<1ms TTL=128
Reply from 127.0.0.1: bytes=32 time=3ms TTL=128

    Packets: Sent = 2, Received = 2, Lost = 0 (0% loss),`,
    received: 2,
    sent: 2,
    avgMs: 2,
  },
  {
    says: 'cut short, before any summary',
    output: '64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=5 ms',
    asked: 4,
    received: 1,
    sent: 4,
    avgMs: 5,
  },
  {
    says: 'silence',
    output: '3 packets transmitted, 0 received, 100% packet loss, time 2030ms',
    received: 0,
    sent: 3,
  },
  {
    says: 'a router that knows no way to the host',
    output: `From 192.0.2.1 icmp_seq=1 Destination Host Unreachable
1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms`,
    received: 0,
    sent: 1,
    code: 'connect.host_unreachable',
  },
  {
    says: 'a firewall that says so',
    output: 'From 192.0.2.1 icmp_seq=1 Packet filtered\n1 packets transmitted, 0 received',
    received: 0,
    sent: 1,
    code: 'connect.prohibited',
  },
  {
    says: 'no route at all',
    output: 'ping: connect: Network is unreachable',
    received: 0,
    sent: 3,
    code: 'connect.network_unreachable',
  },
  {
    says: 'no right to send',
    output: 'ping: socktype: SOCK_RAW\nping: socket: Operation not permitted',
    received: 0,
    sent: 3,
    code: 'probe.config',
  },
  { says: 'nothing', output: '', received: 0, sent: 3 },
];

for (const { says, output, asked = 3, received, sent, avgMs, code } of CASES) {
  test(`what ping prints is understood: ${says}`, () => {
    const { facts, refusal } = readPing(output, asked);
    assert.equal(facts.packetsReceived, received);
    assert.equal(facts.packetsSent, sent);
    assert.equal(facts.avgMs, avgMs);
    assert.equal(refusal?.code, code);
    assert.equal(facts.lossPercent, Math.round(((sent - received) / sent) * 1000) / 10);
  });
}
