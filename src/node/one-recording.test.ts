import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { checksum } from '../ais/encode-sentence.ts';
import { ReplaySource } from '../sources/replay-source.ts';
import type { Driver } from './driver.ts';
import { LiveDriver } from './live-driver.ts';
import { madeSetup, madeSource } from './made-setup.contract.ts';
import { NodeTheatre } from './node-theatre.ts';
import { refuseOther } from './one-recording.ts';
import { ReplayDriver } from './replay-driver.ts';

const FROM_S = 1_735_120_000;
const line = (atS: number): string =>
  `\\c:${atS}*${checksum(`c:${atS}`)}\\!AIVDM,1,1,,B,15M67FC000G?ufbE\`FepT@3n00Sa,0*5C\n`;

/** Two recordings under one name: only what is in them differs. */
function replay(seconds: number): ReplayDriver {
  const text = Array.from({ length: 60 }, (_, i) => line(FROM_S + i * seconds)).join('');
  const source = ReplaySource.of(new TextEncoder().encode(text), 'replay:traffic.nmea');
  return new ReplayDriver({ source, feedId: 'replay-traffic', beginMs: source.fromMs, speed: 1 });
}

describe('one recording a data folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'merivaht-recording-'));
  after(() => rmSync(root, { recursive: true, force: true }));
  const open = (folder: string, driver: Driver) =>
    NodeTheatre.open({
      setup: madeSetup(),
      driver,
      folder: join(root, folder),
      boot: 'boot',
      officers: async () => [],
      log: () => {},
    });

  it('refuses another recording under the same name, and live feeds; goes on with its own', async () => {
    await (await open('replayed', replay(1))).close();
    await assert.rejects(open('replayed', replay(2)), { code: 'MV-DATA-OTHER', message: /replay:traffic.nmea/ });
    await assert.rejects(open('replayed', new LiveDriver([])), { code: 'MV-DATA-OTHER', message: /not live feeds/ });
    // What was refused has changed nothing, and holds nothing.
    await (await open('replayed', replay(1))).close();
  });

  it('refuses a recording where live feeds were kept, and takes an old journal by its name', () => {
    const live = madeSource(0);
    refuseOther([live], undefined);
    const now = { feedId: 'r', address: 'replay:r', recording: 'a' };
    assert.throws(() => refuseOther([live], now), { code: 'MV-DATA-OTHER', message: /live feed/ });
    const old = { ...live, feedKind: 'replay', feedId: 'r', address: 'replay:r' } as const;
    refuseOther([old], now);
    refuseOther([{ ...old, address: 'elsewhere', recording: 'a' }], now);
    assert.throws(() => refuseOther([{ ...old, address: 'replay:other' }], now), { code: 'MV-DATA-OTHER' });
    assert.throws(() => refuseOther([{ ...old, recording: 'b' }], now), { code: 'MV-DATA-OTHER' });
  });
});
