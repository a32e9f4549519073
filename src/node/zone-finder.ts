/** Answers a partner's question about a zone out of the archives of this node's theatres. */
import type { FoundShips } from '../federation/federation.ts';
import type { NodeTheatre } from './node-theatre.ts';
import type { ZoneFinder } from './partners.ts';
import { theatreQuestions } from './theatre-questions.ts';

const MAX_SHIPS = 1000;

/** `watched` false where no theatre of this node reaches into the ring. */
export const zoneFinder =
  (theatres: readonly NodeTheatre[]): ZoneFinder =>
  async ({ ring, fromMs, untilMs }) => {
    const found = new Map<number, FoundShips['ships'][number]>();
    let isWatched = false;
    for (const theatre of theatres) {
      const [west, south, east, north] = theatre.info.box;
      const lons = ring.map(([lon]) => lon);
      const lats = ring.map(([, lat]) => lat);
      const isApart =
        Math.max(...lons) < west || Math.min(...lons) > east || Math.max(...lats) < south || Math.min(...lats) > north;
      if (isApart) continue;
      isWatched = true;
      for (const { mmsi, name, firstAt, lastAt } of await theatreQuestions(theatre).inZone(ring, fromMs, untilMs)) {
        const known = found.get(mmsi);
        const firstMs = Math.min(known?.firstMs ?? Number.POSITIVE_INFINITY, Date.parse(firstAt));
        const lastMs = Math.max(known?.lastMs ?? Number.NEGATIVE_INFINITY, Date.parse(lastAt));
        found.set(mmsi, { mmsi, ...(name === undefined ? {} : { name }), firstMs, lastMs });
      }
    }
    const ships = [...found.values()].sort((a, b) => a.firstMs - b.firstMs || a.mmsi - b.mmsi);
    return { watched: isWatched, ships: ships.slice(0, MAX_SHIPS), truncated: ships.length > MAX_SHIPS };
  };
