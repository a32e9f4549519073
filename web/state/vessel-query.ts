/** A vessel's card and track, asked for by the panel that shows it and by the map. */
import { z } from 'zod';
import { type TrackPoint, trackPoint, type VesselCard, vesselCard } from '../../src/contract/views.ts';
import { getJson, theatrePath } from './api.ts';
import { atText } from './use-queue.ts';

/** Hours of a track before the moment that is shown. */
export const TRACK_HOURS = 6;
/** A question about a moving ship is asked again no more often than this. */
export const ASK_AGAIN_MS = 10_000;

/** `askedMs` makes the question another one as time goes on; what was there stays until the answer comes. */
export const cardQuery = (theatreId: string | undefined, mmsi: number | undefined, askedMs: number | undefined) => ({
  queryKey: ['vessel', theatreId ?? '', mmsi ?? 0, askedMs ?? 0],
  queryFn: (): Promise<VesselCard> => getJson(theatrePath(`vessels/${mmsi ?? 0}`), vesselCard),
  enabled: theatreId !== undefined && mmsi !== undefined,
  placeholderData: keepOf<VesselCard>(mmsi),
});

export const trackQuery = (theatreId: string | undefined, mmsi: number | undefined, toMs: number | undefined) => ({
  queryKey: ['track', theatreId ?? '', mmsi ?? 0, toMs ?? 0],
  queryFn: (): Promise<TrackPoint[]> => {
    const from = atText((toMs ?? 0) - TRACK_HOURS * 3_600_000);
    return getJson(theatrePath(`vessels/${mmsi ?? 0}/track?from=${from}&to=${atText(toMs ?? 0)}`), z.array(trackPoint));
  },
  enabled: theatreId !== undefined && mmsi !== undefined && toMs !== undefined,
  placeholderData: keepOf<TrackPoint[]>(mmsi),
});

/** The answer before, but only where it is of the same ship. */
function keepOf<T>(mmsi: number | undefined) {
  return (before: T | undefined, query: { readonly queryKey: readonly unknown[] } | undefined): T | undefined =>
    query?.queryKey[2] === mmsi ? before : undefined;
}
