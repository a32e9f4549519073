/** What the demonstration of partners asks its nodes, beside what they are told to do. */
import type { Alert } from '../../src/contract/alert.ts';
import type { CaseView, InboundItem, PartnersState } from '../../src/contract/partner-views.ts';
import { eventually } from '../../test/watch-process.contract.ts';
import { type DemoNode, Refused } from './demo-node.ts';

export const CULPRIT = 'EAGLE S SIM';
/** Never: an alert's rank tells of others. */
export const NEVER = ['rank'];

export async function refusal(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
    return 'not refused';
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

export async function mmsiOf(node: DemoNode): Promise<number> {
  const hits = (await (
    await fetch(`${node.url}/api/theatres/${node.options.theatreId}/search?text=${encodeURIComponent(CULPRIT)}`)
  )
    .json()
    .catch(() => [])) as { kind: string; vessel?: { mmsi: number } }[];
  return (Array.isArray(hits) ? hits.find((h) => h.kind === 'vessel')?.vessel?.mmsi : undefined) ?? 290_000_001;
}

/** When a row of the culprit is first in the queue, as near as asking twenty-five times a second tells. */
export async function watchFor(node: DemoNode, mmsi: number): Promise<{ alert: Alert; atMs: number }> {
  for (let i = 0; i < 3000; i++) {
    const row = (await node.theatre()).queue.rows.find((r) => r.alert.vessel.mmsi === mmsi);
    if (row !== undefined) return { alert: row.alert as Alert, atMs: Date.now() };
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  throw new Error(`${node.nodeId} never raised it`);
}

export async function inboundOf(node: DemoNode, from: string, alertId: string): Promise<InboundItem | undefined> {
  const { inbound }: PartnersState = await node.partners();
  return inbound.find((i) => i.from === from && i.subject.class === 'alert' && i.subject.alertId === alertId);
}

/** Tallinn's own version of the same moment. */
export async function ownVersion(node: DemoNode, alertId: string, item: InboundItem): Promise<unknown> {
  const at = String(item.document.updatedAt);
  const answer = await fetch(`${node.url}/api/theatres/${node.options.theatreId}/alerts/${alertId}?at=${at}`);
  if (!answer.ok) return undefined;
  const { alert } = (await answer.json()) as { alert: Record<string, unknown> };
  return Object.fromEntries(Object.entries(alert).filter(([field]) => !NEVER.includes(field)));
}

export async function hasCase(node: DemoNode, caseId: string, isGood: (view: CaseView) => boolean): Promise<CaseView> {
  const state = await eventually(
    `${node.nodeId} has the case`,
    () => node.partners(),
    (s) => s.cases.some((c) => c.caseId === caseId && isGood(c)),
    15_000,
  );
  return state.cases.find((c) => c.caseId === caseId)!;
}
