/** For tests and pictures: Tallinn and Helsinki as real processes that have peered, with an alert of Eagle S that Helsinki was given. */
import { join } from 'node:path';
import { exchangeCards, signAgreement } from '../scripts/partners/ceremony.ts';
import { GULF_SAMPLE, ownAssets } from '../scripts/partners/demo-data.ts';
import { DemoNode, freePort } from '../scripts/partners/demo-node.ts';
import type { ReleaseRule } from '../src/contract/record.ts';
import { PATIENCE_MS, runTo } from './console.contract.ts';
import { eventually } from './watch-process.contract.ts';

export const EAGLE_S_AT = '2024-12-25T10:45:00Z';
const GULF = 'gulf-of-finland';

export interface TwoNodes {
  readonly tallinn: DemoNode;
  readonly helsinki: DemoNode;
}

/** All fields of all alerts, to one partner. */
const allAlertsTo = (to: string): ReleaseRule => ({
  ruleId: `alerts-to-${to.toLowerCase()}`,
  to,
  class: 'alert',
  fields: 'all',
  vessels: 'all',
  minSeverity: 'watch',
  label: {
    tlp: 'amber',
    releasableTo: [to],
    purposes: ['cable-protection'],
    personal: false,
    exercise: false,
  },
  inForce: true,
});

/** `framedBy`: the origin of a page that shows both. The caller stops them. */
export async function twoNodes(folder: string, framedBy: string | undefined): Promise<TwoNodes> {
  const nodeOf = async (nodeId: string, name: string): Promise<DemoNode> =>
    new DemoNode({
      nodeId,
      name,
      folder,
      theatreId: GULF,
      source: `replay:${GULF_SAMPLE}?speed=1`,
      assets: ownAssets(join(folder, 'papers'), 'baltic.json', [nodeId], nodeId),
      framedBy,
      port: await freePort(),
    });
  return { tallinn: await nodeOf('EE', 'Estonia'), helsinki: await nodeOf('FI', 'Finland') };
}

/** Keys, processes, ceremony; both stand eight minutes after the first high alert, and Helsinki has Tallinn's. */
export async function peered({ tallinn, helsinki }: TwoNodes): Promise<void> {
  await Promise.all([tallinn.makeIdentity(), helsinki.makeIdentity()]);
  await Promise.all([tallinn.start(), helsinki.start()]);
  await exchangeCards(tallinn, helsinki);
  await signAgreement(tallinn, helsinki);
  await Promise.all([runTo(tallinn.url, EAGLE_S_AT), runTo(helsinki.url, EAGLE_S_AT)]);
  // After the run: what goes on now goes, each once, and not each version of the hours before.
  await tallinn.act({ kind: 'set-rule', rule: allAlertsTo('FI') }, true);
  await helsinki.act({ kind: 'set-rule', rule: allAlertsTo('EE') }, true);
  for (const [node, from] of [
    [helsinki, 'EE'],
    [tallinn, 'FI'],
  ] as const)
    await eventually(
      `${node.nodeId} has an alert of ${from}`,
      () => node.partners(),
      (s) => s.inbound.some((item) => item.from === from && item.subject.class === 'alert'),
      PATIENCE_MS,
    );
}
