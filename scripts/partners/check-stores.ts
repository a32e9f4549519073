/** After the nodes have stopped: what their stores hold, read without them. */
import { canonicalJson } from '../../src/contract/canonical-json.ts';
import type { Three } from './demo-play.ts';
import { readStore, releasesIn } from './read-store.ts';
import type { Check } from './steps.ts';

const DECOYS = ['PAPER LANTERN', 'SLOW RIVER', 'TURNING TIDE', 'SUNDAY PASSAGE'];

/** It tells of other alerts and is never released. */
function withoutRank(alert: Record<string, unknown>): Record<string, unknown> {
  const { rank: _rank, ...rest } = alert;
  return rest;
}

export async function checkStores({ ee, fi, jp }: Three, check: Check): Promise<Record<string, unknown>> {
  const stores = { ee: readStore(ee.data), fi: readStore(fi.data), jp: readStore(jp.data) };
  const alerts = new Set(
    stores.ee.own.flatMap((r) => (r.body.kind === 'alert' ? [canonicalJson(withoutRank(r.body.alert))] : [])),
  );
  check('Tallinn recorded its alerts', alerts.size > 0);
  check(
    'and its acts with partners',
    stores.ee.own.some((r) => r.body.kind === 'relation'),
  );

  const inFinland = releasesIn(stores.fi.inbound, 'EE').filter((r) => r.subject.class === 'alert');
  check(
    'each alert in Helsinki is one of Tallinn, whole',
    inFinland.length > 0 && inFinland.every((r) => alerts.has(canonicalJson(r.document))),
  );

  const inJapan = releasesIn(stores.jp.inbound, 'EE');
  const fields = new Set(inJapan.flatMap((r) => Object.keys(r.document)));
  check(
    'no field in Tokyo that was withheld',
    inJapan.every((r) => r.withheld.every((f) => !(f in r.document))),
  );
  const heldInJapan = JSON.stringify(stores.jp.inbound);
  check(
    'no decoy of the Gulf in Tokyo',
    DECOYS.every((name) => !heldInJapan.includes(name)),
  );
  check(
    'all that is in Tokyo was addressed to it',
    stores.jp.inbound.every((r) => !('to' in r.body) || r.body.to === 'JP'),
  );
  check(
    'nothing in Tokyo that Tallinn did not release',
    inJapan.every((r) => r.to === 'JP'),
  );

  const sent = new Set(releasesIn(stores.ee.own, 'EE').map((r) => canonicalJson(r)));
  check(
    'each release in the other stores is in the log of Tallinn',
    [...inFinland, ...inJapan].every((r) => sent.has(canonicalJson(r))),
  );
  return {
    alertsOfTallinn: alerts.size,
    releasesInHelsinki: inFinland.length,
    releasesInTokyo: inJapan.length,
    fieldsInTokyo: [...fields].sort(),
  };
}
