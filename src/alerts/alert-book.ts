/** Findings to episodes: one alert a ship and behaviour, opened once, updated, ended or withdrawn; and what was let go. */
import type { Alert, Considered } from '../contract/alert.ts';
import type { Finding } from '../detectors/finding.ts';
import { MINUTE_MS } from '../geo/units.ts';
import { ConsideredBook } from './considered-book.ts';
import { Episode, type EpisodeWorld } from './episode.ts';
import { ranked } from './rank.ts';
import type { DismissalReport, VesselReport } from './vessel-report.ts';

export interface AlertChange {
  readonly what: 'raised' | 'updated' | 'severity-raised' | 'severity-lowered' | 'ended' | 'withdrawn';
  readonly id: string;
}

/** Episodes that never became alerts are forgotten; alerts are kept, and this many are far more than a watch can have. */
const MAX_ALERTS = 100_000;

export class AlertBook {
  readonly #world: EpisodeWorld;
  readonly #open = new Map<number, Episode>();
  readonly #closed: Episode[] = [];
  readonly #considered: ConsideredBook;

  constructor(world: EpisodeWorld) {
    this.#world = world;
    this.#considered = new ConsideredBook(world.assets);
  }

  /** Takes one tick's reports, by rising MMSI, and says what changed. */
  tick(
    tickMs: number,
    reports: readonly VesselReport[],
    dismissals: readonly DismissalReport[],
  ): readonly AlertChange[] {
    const changes: AlertChange[] = [];
    for (const report of reports) {
      const episode = this.#episodeFor(report);
      if (episode === undefined) continue;
      const before = { isAlert: episode.isAlert, severity: episode.severity };
      episode.update(report);
      this.#note(episode, before, changes);
    }
    for (const [mmsi, episode] of this.#open) {
      if (episode.isOpen && tickMs - episode.lastFindingMs <= this.#world.config.episodeGapMin * MINUTE_MS) continue;
      // No report for so long: its detectors have nothing more to say, or it is no longer heard.
      if (episode.isOpen) {
        episode.end(episode.lastFindingMs, false);
        if (episode.isAlert) changes.push({ what: 'ended', id: episode.id });
      }
      this.#open.delete(mmsi);
      if (episode.isAlert && this.#closed.length < MAX_ALERTS) this.#closed.push(episode);
    }
    for (const dismissal of dismissals) this.#considered.add(dismissal);
    return changes;
  }

  /** The data has ended. What is open stays open: nobody knows what came after. */
  finish(_tickMs: number): void {
    for (const [mmsi, episode] of this.#open) if (!episode.isAlert) this.#open.delete(mmsi);
  }

  /** All that were raised, in the order of the queue. */
  alerts(): Alert[] {
    const episodes = [...this.#closed, ...this.#open.values()].filter((episode) => episode.isAlert);
    return ranked(episodes.map((episode) => episode.toAlert()));
  }

  /** Ships considered and not alerted, nearest to an asset first. */
  considered(): Considered[] {
    const alerted = new Set([...this.#closed, ...this.#open.values()].filter((e) => e.isAlert).map((e) => e.mmsi));
    return this.#considered.list((mmsi) => alerted.has(mmsi));
  }

  #episodeFor(report: VesselReport): Episode | undefined {
    const open = this.#open.get(report.mmsi);
    if (open !== undefined) return open;
    const first = earliest(report.findings.filter((f) => f.phase === 'ongoing'));
    if (first === undefined) return undefined;
    const episode = new Episode(this.#world, report, first);
    this.#open.set(report.mmsi, episode);
    return episode;
  }

  #note(
    episode: Episode,
    before: { isAlert: boolean; severity: Alert['severity'] | undefined },
    changes: AlertChange[],
  ): void {
    if (!episode.isAlert) return;
    const { id, severity } = episode;
    if (!before.isAlert) changes.push({ what: 'raised', id });
    else if (!episode.isOpen) changes.push({ what: 'ended', id });
    else if (severity !== before.severity) {
      const order = { high: 0, actionable: 1, watch: 2 };
      const rose = order[severity!] < order[before.severity!];
      changes.push({ what: rose ? 'severity-raised' : 'severity-lowered', id });
    } else changes.push({ what: 'updated', id });
  }
}

/** The finding with the earliest onset, then by kind. */
function earliest(findings: readonly Finding[]): Finding | undefined {
  return [...findings].sort((a, b) => a.onsetMs - b.onsetMs || (a.kind < b.kind ? -1 : 1))[0];
}
