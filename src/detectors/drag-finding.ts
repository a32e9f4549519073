/** A drag in factors and measures: what speaks for an anchor on the seabed, and what against. */
import type { AlertFactor } from '../contract/alert.ts';
import { MINUTE_MS } from '../geo/units.ts';
import { peersFactor } from './benign-context.ts';
import type { DetectorInput } from './detector.ts';
import type { DragSettings } from './drag-parameters-table.ts';
import type { Drag } from './drag-state.ts';
import type { Finding } from './finding.ts';
import { makeFactor } from './make-factor.ts';
import { whole } from './minute-window.ts';

/** The published drags did 0.47 to 0.86 of their pace; the prototype found those above 0.85 half as often. */
const SHALLOW_RATIO = 0.85;
const VERY_DEEP_RATIO = 0.45;
/** The absence of a shift is worth a word only when there was time for one. */
const NO_SHIFT_AFTER_MIN = 40;

const knots = (kn: number): string => `${kn.toFixed(1)} kn`;

/** Sampling is good to 3 min and tolerable to 5; beyond, the shape of the fall is a guess. */
function samplingScale(samplingMin: number): number {
  return samplingMin <= 3 ? 1 : samplingMin <= 5 ? 0.7 : 0.4;
}

export function dragFinding(
  drag: Drag,
  { tickMs, track }: DetectorInput,
  settings: DragSettings,
  phase: Finding['phase'],
): Finding {
  const { fall } = drag;
  const sinceMin = (tickMs - fall.onsetMs) / MINUTE_MS;
  const factors = [
    ...fallFactors(drag, sinceMin, settings),
    ...laterFactors(drag, sinceMin, phase, settings),
    peersFactor(drag.peers, drag.peersSlowed),
    ...drag.context,
  ];
  return {
    kind: 'drag',
    mmsi: track.mmsi,
    tickMs,
    onsetMs: fall.onsetMs,
    phase,
    factors,
    measures: {
      ownPaceTenthKn: whole((track.ownPace.speedKn ?? fall.beforeKn) * 10),
      beforeTenthKn: whole(fall.beforeKn * 10),
      speedTenthKn: whole(drag.levelKn * 10),
      ratioMilli: whole((drag.levelKn / fall.beforeKn) * 1000),
      rampMin: drag.rampMin,
      turnDeg: whole(drag.turnDeg),
      sinceMin: whole(sinceMin),
      samplingS: whole(drag.samplingMin * 60),
      peers: drag.peers,
      peersSlowed: drag.peersSlowed,
      furtherFalls: drag.furtherFalls,
      ...(drag.hasShifted ? { shiftTenthDeg: drag.shiftTenthDeg } : {}),
    },
  };
}

function fallFactors(drag: Drag, sinceMin: number, settings: DragSettings): AlertFactor[] {
  const { fall } = drag;
  const scale = samplingScale(drag.samplingMin);
  const ratio = drag.levelKn / fall.beforeKn;
  const ratioMilli = ratio * 1000;
  const factors = [
    makeFactor(
      'fall-below-own-pace',
      `Its speed fell from ${knots(fall.beforeKn)} to ${knots(drag.levelKn)}, ${Math.round(ratio * 100)} % of what it made before.`,
      { beforeTenthKn: fall.beforeKn * 10, levelTenthKn: drag.levelKn * 10, ratioMilli },
      { sign: 'fall-below-own-pace', scale },
    ),
    makeFactor(
      'fall-brisk',
      `Nine tenths of the fall took ${drag.rampMin} min; an engine that is eased down takes 10 to 30.`,
      { rampMin: drag.rampMin },
      { scale },
    ),
    makeFactor(
      'straight-at-onset',
      `It did not turn as it slowed (${Math.round(drag.turnDeg)} degrees).`,
      { turnDeg: drag.turnDeg },
      { scale },
    ),
    sinceMin >= settings.strongMin
      ? makeFactor('lasts-18-min', `It has lasted for ${whole(sinceMin)} min.`, { sinceMin }, { scale })
      : makeFactor('lasts-10-min', `It has lasted for ${whole(sinceMin)} min.`, { sinceMin }, { scale }),
  ];
  // By what it first came down to: a stop later on is another matter.
  if (ratio > SHALLOW_RATIO)
    factors.push(makeFactor('fall-shallow', 'The fall is shallow: slow steaming does as much.', { ratioMilli }));
  if (ratio < VERY_DEEP_RATIO && drag.furtherFalls === 0)
    factors.push(
      makeFactor('fall-very-deep', 'The fall is deeper than drags under way are known to be.', { ratioMilli }),
    );
  return factors;
}

function laterFactors(drag: Drag, sinceMin: number, phase: Finding['phase'], settings: DragSettings): AlertFactor[] {
  const factors: AlertFactor[] = [];
  if (drag.furtherFalls > 0)
    factors.push(
      makeFactor('further-fall', `It fell further, to ${knots(drag.levelKn)}.`, {
        furtherFalls: drag.furtherFalls,
        levelTenthKn: drag.levelKn * 10,
      }),
    );
  const shiftDegrees = Math.abs(drag.shiftTenthDeg) / 10;
  if (drag.hasShifted)
    factors.push(
      makeFactor(
        shiftDegrees > 5 ? 'course-heading-shift-5' : 'course-heading-shift-3',
        `Since the fall its course and heading stand ${shiftDegrees.toFixed(0)} degrees farther apart, always to the same side.`,
        { shiftTenthDeg: drag.shiftTenthDeg },
        { sign: 'course-heading-shift' },
      ),
    );
  else if (drag.fall.offsetDeg !== null && sinceMin >= NO_SHIFT_AFTER_MIN)
    factors.push(
      makeFactor('no-course-heading-shift', 'Course and heading stand to each other as before the fall.', {
        shiftTenthDeg: drag.shiftTenthDeg,
      }),
    );
  if (drag.recoveredMs >= 0)
    factors.push(
      makeFactor(
        'stop-and-recovery',
        'It stopped and drifted away from any anchorage, and then went on clearly faster than before.',
        { stoppedBeforeTenthKn: (drag.stop?.beforeKn ?? 0) * 10 },
        { sign: 'stop-and-recovery' },
      ),
    );
  else if (phase !== 'ongoing' && drag.backSinceMs >= 0 && drag.stoppedMs < 0) {
    const slowMin = (drag.backSinceMs - drag.fall.onsetMs) / MINUTE_MS;
    if (slowMin <= settings.soonMin)
      factors.push(
        makeFactor('came-back-soon', `It was back at the speed it made before after ${whole(slowMin)} min.`, {
          slowMin,
        }),
      );
    else if (slowMin >= 60)
      factors.push(
        makeFactor('recovery', `After ${whole(slowMin)} min it was back at the speed it made before.`, { slowMin }),
      );
  }
  return factors;
}
