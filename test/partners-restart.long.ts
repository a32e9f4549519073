/** Two real nodes that are killed again and again while alerts pass between them: afterwards both hold the same. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { exchangeCards, signAgreement } from '../scripts/partners/ceremony.ts';
import { GULF_SAMPLE, ownAssets } from '../scripts/partners/demo-data.ts';
import { DemoNode, freePort } from '../scripts/partners/demo-node.ts';
import { readStore, releasesIn } from '../scripts/partners/read-store.ts';
import { canonicalJson } from '../src/contract/canonical-json.ts';
import { seededRandom } from '../src/lib/seeded-random.ts';
import { eventually } from './watch-process.contract.ts';

const SEED = 4;
const KILLS = 8;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('what one node released is what the other holds, however often both are killed', { timeout: 600_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'merivaht-partners-restart-'));
  const nodeOf = async (nodeId: string, name: string): Promise<DemoNode> =>
    new DemoNode({
      nodeId,
      name,
      folder,
      theatreId: 'gulf-of-finland',
      source: `replay:${GULF_SAMPLE}?speed=1`,
      assets: ownAssets(join(folder, 'papers'), 'baltic.json', [nodeId], nodeId),
      framedBy: undefined,
      port: await freePort(),
    });
  const [ee, fi] = [await nodeOf('EE', 'Estonia'), await nodeOf('FI', 'Finland')];
  const random = seededRandom(SEED);
  try {
    for (const node of [ee, fi]) {
      await node.makeIdentity();
      await node.start();
    }
    await exchangeCards(ee, fi);
    await signAgreement(ee, fi);
    for (const [from, to] of [
      [ee, fi],
      [fi, ee],
    ] as const)
      await from.act(
        {
          kind: 'set-rule',
          rule: {
            ruleId: 'all-alerts',
            to: to.nodeId,
            class: 'alert',
            fields: 'all',
            vessels: 'all',
            minSeverity: 'watch',
            label: {
              tlp: 'amber',
              releasableTo: [to.nodeId],
              purposes: ['cable-protection'],
              personal: false,
              exercise: false,
            },
            inForce: true,
          },
        },
        true,
      );
    for (const node of [ee, fi]) {
      await node.replay({ do: 'jump', to: '2024-12-25T10:02:00Z' });
      await node.replay({ do: 'speed', speed: 60 });
      await node.replay({ do: 'play' });
    }
    for (let kill = 0; kill < KILLS; kill++) {
      await pause(random.between(1500, 4000));
      const victim = random.pick([ee, fi]);
      await victim.kill();
      await pause(random.between(0, 1500));
      await victim.start();
      await victim.replay({ do: 'play' });
    }
    for (const node of [ee, fi]) await node.replay({ do: 'pause' });
    // Released by one and not yet fetched by the other: until there is none.
    for (const [from, to] of [
      [ee, fi],
      [fi, ee],
    ] as const)
      await eventually(
        `${to.nodeId} has all of ${from.nodeId}`,
        async () => {
          const [there, here] = [await to.partner(from.nodeId), await from.partner(to.nodeId)];
          return { taken: there.taken, released: here.released, refused: there.refused };
        },
        ({ taken, released }) => released > 0 && taken >= released,
        60_000,
      );
    await pause(2000);
    for (const node of [ee, fi]) await node.stop();
    const stores = { EE: readStore(ee.data), FI: readStore(fi.data) };
    for (const [from, to] of [
      ['EE', 'FI'],
      ['FI', 'EE'],
    ] as const) {
      const sent = releasesIn(stores[from].own, from)
        .filter((r) => r.to === to)
        .map(canonicalJson)
        .sort();
      const held = releasesIn(stores[to].inbound, from).map(canonicalJson).sort();
      t.diagnostic(
        `seed ${SEED}, ${KILLS} kills: ${from} released ${sent.length} to ${to}, which holds ${held.length}`,
      );
      assert.ok(sent.length > 0);
      assert.deepEqual(held, sent);
      assert.equal(new Set(held).size, held.length, 'each once');
    }
    for (const { alertsKept, alertsRecorded } of [stores.EE, stores.FI])
      assert.deepEqual(
        alertsKept.filter((a) => !alertsRecorded.has(a)),
        [],
        'each alert as it stands is in the log',
      );
  } finally {
    await Promise.allSettled([ee.stop(), fi.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
});
