/** Asks what the peers do and keeps the best answer of the first three hours: weather is a matter of the fall's time. */
import { HOUR_MS } from '../geo/units.ts';
import type { DetectorInput } from './detector.ts';
import type { Suspicion } from './drag-state.ts';

const FOR_MS = 3 * HOUR_MS;
const AT_THE_FALL_MS = HOUR_MS / 2;

/** An answer of more ships replaces the one before; one of as many only while the fall is fresh. */
export function noticePeers(suspicion: Suspicion, { tickMs, track, context }: DetectorInput): void {
  const { fall } = suspicion;
  const pace = track.ownPace.speedKn;
  const courseDeg = track.last.courseDeg;
  if (pace === undefined || courseDeg === undefined || tickMs - fall.onsetMs > FOR_MS) return;
  const ratioMilli = Math.round((track.minutes.medianSpeedKn(0, 3) / pace) * 1000);
  if (Number.isNaN(ratioMilli)) return;
  const { count, slowed } = context.peers(track.last.lon, track.last.lat, courseDeg, ratioMilli);
  if (count < suspicion.peers || count === 0) return;
  if (count === suspicion.peers && tickMs - fall.onsetMs > AT_THE_FALL_MS) return;
  suspicion.peers = count;
  suspicion.peersSlowed = slowed;
}
