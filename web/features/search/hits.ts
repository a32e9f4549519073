/** Search hits as rows: what they are called and what opening them shows. */
import { type Severity, severities } from '../../../src/contract/alert.ts';
import type { SearchHit } from '../../../src/contract/views.ts';
import type { View } from '../../state/view-hash.ts';

export interface HitRow {
  readonly key: string;
  readonly kind: SearchHit['kind'];
  readonly title: string;
  readonly detail: string;
  readonly severity?: Severity | undefined;
  readonly view: Pick<View, 'page' | 'alertId' | 'mmsi' | 'assetId'>;
}

const nothing = { page: 'watch' as const, alertId: undefined, mmsi: undefined, assetId: undefined };

/** What is said of an alert in the reader's language; undefined where the page does not know it. */
export type AlertWords = (alertId: string) => string | undefined;

/** What partners told of a ship, in a few words; empty where nothing. */
export type PartnerWords = (mmsi: number) => string;

export function hitRow(hit: SearchHit, words: AlertWords = () => undefined, partners: PartnerWords = () => ''): HitRow {
  switch (hit.kind) {
    case 'vessel': {
      const { mmsi, name, imo, callsign } = hit.vessel;
      const detail = [`MMSI ${mmsi}`, imo === undefined ? '' : `IMO ${imo}`, callsign ?? ''].filter((d) => d !== '');
      return {
        key: `vessel ${mmsi}`,
        kind: hit.kind,
        title: name ?? `MMSI ${mmsi}`,
        detail: [...(name === undefined ? detail.slice(1) : detail), partners(mmsi)]
          .filter((d) => d !== '')
          .join(' · '),
        view: { ...nothing, mmsi },
      };
    }
    case 'asset':
      return {
        key: `asset ${hit.assetId}`,
        kind: hit.kind,
        title: hit.name,
        detail: hit.names.filter((name) => name !== hit.name).join(' · '),
        view: { ...nothing, assetId: hit.assetId },
      };
    case 'alert':
      return {
        key: `alert ${hit.alertId}`,
        kind: hit.kind,
        title: words(hit.alertId) ?? hit.sentence,
        detail: '',
        severity: severities.find((s) => s === hit.severity),
        view: { ...nothing, alertId: hit.alertId },
      };
  }
}

/** The row an arrow key leads to; -1 is none, and leads to the first or the last. */
export function moveTo(active: number, key: string, count: number): number {
  if (count === 0) return -1;
  if (key === 'ArrowDown') return (active + 1) % count;
  if (key === 'ArrowUp') return active <= 0 ? count - 1 : active - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return Math.min(active, count - 1);
}

/** What is typed into a field is not a command. */
export const isTyping = (target: { readonly tagName?: string; readonly isContentEditable?: boolean } | null): boolean =>
  target !== null && (target.isContentEditable === true || /^(input|textarea|select)$/i.test(target.tagName ?? ''));
