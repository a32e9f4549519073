/** The samples that ship: made again byte for byte, the culprit first, the decoys not alerted. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { SAMPLES, sampleFiles } from '../scripts/make-samples.ts';
import { Progress } from '../src/cli/progress.ts';
import { runScan } from '../src/cli/run-scan.ts';
import { scanOptions } from '../src/cli/scan-options.ts';
import { alertsDocument } from '../src/contract/alert.ts';
import { summary as summarySchema } from '../src/contract/summary.ts';
import { type Truth, truth as truthSchema } from '../src/contract/truth.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'data', 'samples');

for (const sample of SAMPLES)
  describe(`the sample ${sample.name}`, async () => {
    const packed = join(folder, `${sample.name}.nmea.gz`);
    const truth: Truth = truthSchema.parse(JSON.parse(readFileSync(join(folder, `${sample.name}.truth.json`), 'utf8')));
    const result = await runScan(
      scanOptions([packed]),
      Readable.from([]),
      Date.UTC(2026, 0, 1),
      new Progress(process.stderr, true),
    );
    const culprit = truth.vessels.find((v) => v.role === 'culprit')!;
    const faultMs = Date.parse(truth.faults[0]!.at);

    it('is what the simulator makes from its seed', () => {
      const again = sampleFiles(sample);
      assert.equal(gunzipSync(readFileSync(packed)).toString(), again.nmea);
      assert.equal(readFileSync(join(folder, `${sample.name}.truth.json`), 'utf8'), again.truth);
    });

    it('says that it is simulated on every sentence, with identities that no country allocates', () => {
      for (const line of gunzipSync(readFileSync(packed)).toString().trimEnd().split('\r\n'))
        assert.match(line, /^\\(g:[\d-]+,)?s:SIM-RECONSTRUCTION-/);
      for (const vessel of truth.vessels) assert.match(String(vessel.mmsi), /^290/);
      assert.match(result.document.provenance.reconstruction ?? '', /^SIM-RECONSTRUCTION-/);
    });

    it('gives documents that fit the published schemas', () => {
      alertsDocument.parse(result.document);
      summarySchema.parse(result.summary);
    });

    it('ranks the culprit first, raised before the first published fault and a call before the last', () => {
      const first = result.document.alerts[0]!;
      assert.equal(first.vessel.mmsi, culprit.mmsi);
      assert.notEqual(first.severity, 'watch');
      assert.ok(Date.parse(first.raisedAt) < faultMs, `raised ${first.raisedAt}, first fault ${truth.faults[0]!.at}`);
      const last = truth.faults[truth.faults.length - 1]!.at;
      assert.ok(
        Date.parse(first.actionableAt!) < Date.parse(last),
        `actionable ${first.actionableAt}, last fault ${last}`,
      );
    });

    it('says what speaks for it, and crosses the asset when the fault was published', () => {
      const first = result.document.alerts[0]!;
      assert.ok(first.speaksFor.length > 0);
      const over = first.crossed.filter((c) => c.assetId === truth.faults[0]!.assetId);
      const nearestMin = Math.min(...over.map((c) => Math.abs(Date.parse(c.at) - faultMs) / 60_000));
      assert.ok(nearestMin <= 45, `crossed ${truth.faults[0]!.assetId} ${nearestMin} min from the fault`);
    });

    it('alerts no decoy above the watch drawer', () => {
      const decoys = new Set(truth.vessels.filter((v) => v.role === 'decoy').map((v) => v.mmsi));
      assert.ok(decoys.size >= 1);
      assert.deepEqual(
        result.document.alerts
          .filter((a) => a.severity !== 'watch' && decoys.has(a.vessel.mmsi))
          .map((a) => a.vessel.name),
        [],
      );
    });

    it('alerts nobody else above the watch drawer', () => {
      assert.deepEqual(
        result.document.alerts
          .filter((a) => a.severity !== 'watch' && a.vessel.mmsi !== culprit.mmsi)
          .map((a) => a.vessel.name),
        [],
      );
    });
  });
