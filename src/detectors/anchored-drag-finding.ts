/** An anchored drag in factors and measures. */
import type { AlertFactor } from '../contract/alert.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { AnchoredDragSettings } from './anchored-drag-parameters-table.ts';
import type { DetectorInput } from './detector.ts';
import type { Finding } from './finding.ts';
import { makeFactor } from './make-factor.ts';
import { whole } from './minute-window.ts';
import { slowShipContext } from './slow-ship-context.ts';
import { swingRadiusM } from './swing.ts';

/** What has been seen of the ship since it became slow near the asset. */
export interface Signs {
  /** First slow minute; -1 while not near an asset. */
  sinceMs: number;
  assetId: string;
  /** Says that it is at anchor or moored, or stayed in one swing circle for two hours. */
  isAnchored: boolean;
  /** Farthest its swing centre has been from the first, metres. */
  movedM: number;
  hasMoved: boolean;
  /** Longest unbroken drift with the heading aside. */
  driftM: number;
  driftMin: number;
  crossings: number;
}

export function anchoredDragFinding(
  signs: Signs,
  onsetMs: number,
  input: DetectorInput,
  settings: AnchoredDragSettings,
  phase: Finding['phase'],
): Finding {
  const { tickMs, track, assets, places } = input;
  const radiusM = swingRadiusM(track);
  const name = assets.get(signs.assetId)?.name ?? signs.assetId;
  const factors: AlertFactor[] = [];
  if (signs.hasMoved)
    factors.push(
      makeFactor(
        'swing-centre-moves',
        `The centre of its swing has moved ${whole(signs.movedM)} m; an anchor that holds keeps the ship within ${whole(radiusM)} m.`,
        { centreMovedM: signs.movedM, radiusM },
        { sign: 'swing-centre-moves' },
      ),
    );
  else if (!signs.isAnchored)
    factors.push(makeFactor('slow-drift', `It drifts slowly near ${name}.`, { movedM: signs.movedM }));
  if (signs.driftM > 0)
    factors.push(
      makeFactor(
        'drift-against-heading',
        `It drifted ${whole(signs.driftM)} m in ${whole(signs.driftMin)} min with its heading far from its course.`,
        { driftM: signs.driftM, driftMin: signs.driftMin },
        { sign: 'drift-against-heading' },
      ),
    );
  if (signs.crossings >= 3)
    factors.push(
      makeFactor(
        'repeated-crossing',
        `It has crossed the same stretch of ${name} ${signs.crossings} times within six hours.`,
        { crossings: signs.crossings, assetId: signs.assetId },
        { sign: 'repeated-crossing' },
      ),
    );
  const sinceH = (tickMs - onsetMs) / (60 * MINUTE_MS);
  if (sinceH >= settings.longH)
    factors.push(makeFactor('drifts-long', `It has lasted for ${whole(sinceH)} h.`, { sinceH }));
  factors.push(...slowShipContext(track, places, [track.last.lon, track.last.lat]));
  return {
    kind: 'anchored-drag',
    mmsi: track.mmsi,
    tickMs,
    onsetMs,
    phase,
    factors,
    measures: {
      ...(signs.hasMoved ? { centreMovedM: whole(signs.movedM) } : {}),
      radiusM: whole(radiusM),
      driftM: whole(signs.driftM),
      crossings: signs.crossings,
      hours: Math.floor(sinceH),
    },
    assetId: signs.assetId,
  };
}
