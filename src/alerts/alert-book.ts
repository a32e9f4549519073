/** Findings to episodes: one alert a ship and behaviour, opened once, updated, ended or withdrawn; and what was let go. */
import type { Works } from '../contract/act.ts';
import type { Alert, Considered } from '../contract/alert.ts';
import type { Cause } from '../detectors/cause.ts';
import type { Finding } from '../detectors/finding.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { Crossing } from '../infrastructure/crossing.ts';
import { ConsideredBook, type Kept } from './considered-book.ts';
import { Episode, type EpisodeData, type EpisodeWorld, episodeId } from './episode.ts';
import { EpisodeContext, type EpisodeContextData } from './episode-context.ts';
import { ranked } from './rank.ts';
import { gravity } from './severity.ts';
import { tooLittleEvidence } from './too-little-evidence.ts';
import { Trail } from './trail.ts';
import type { DismissalReport, ProfilePoint, VesselReport } from './vessel-report.ts';

export interface AlertChange {
  readonly what: 'raised' | 'updated' | 'severity-raised' | 'severity-lowered' | 'ended' | 'withdrawn';
  readonly id: string;
}

/** Episodes that never became alerts are forgotten; alerts are kept, and this many are far more than a watch can have. */
const MAX_ALERTS = 100_000;

const MAX_RECENT_CROSSINGS = 32;

interface Recent {
  readonly trail: Trail;
  readonly crossings: readonly Crossing[];
  readonly tickMs: number;
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** As a snapshot holds it: lists in the order in which things came. */
export interface AlertBookData {
  readonly open: readonly EpisodeData[];
  readonly closed: readonly EpisodeData[];
  readonly recent: readonly {
    readonly mmsi: number;
    readonly trail: readonly ProfilePoint[];
    readonly crossings: readonly Crossing[];
    readonly tickMs: number;
  }[];
  readonly considered: readonly Kept[];
  readonly context: EpisodeContextData;
}

/** All that were raised as they stand, until something changes. */
interface Shown {
  readonly alerts: readonly Alert[];
  readonly byId: ReadonlyMap<string, Alert>;
}

export class AlertBook {
  readonly #world: EpisodeWorld;
  readonly #open = new Map<number, Episode>();
  readonly #closed: Episode[] = [];
  readonly #closedIds = new Set<string>();
  readonly #considered: ConsideredBook;
  /** Where each vessel that is reported was and what it crossed, whether or not it has an episode just now. */
  readonly #recent = new Map<number, Recent>();

  readonly #context = new EpisodeContext();
  #shown: Shown | undefined;
  readonly #ended = new Map<string, Alert>();

  constructor(world: EpisodeWorld) {
    this.#world = { ...world, contextOf: (report) => this.#context.of(report) };
    this.#considered = new ConsideredBook(world.assets);
  }

  /** Works in force, as the acts before the next tick say. */
  setWorks(works: readonly Works[]): void {
    this.#context.setWorks(works);
  }

  /** Shared causes as of the tick that is about to be taken. */
  setCauses(causes: readonly Cause[]): void {
    this.#context.setCauses(causes);
  }

  /** Takes one tick's reports, one a vessel, in any order, and says what changed, by rising MMSI. */
  tick(
    tickMs: number,
    reports: readonly VesselReport[],
    dismissals: readonly DismissalReport[],
  ): readonly AlertChange[] {
    const changes: AlertChange[] = [];
    this.#shown = undefined;
    for (const report of [...reports].sort((a, b) => a.mmsi - b.mmsi)) {
      const episode = this.#episodeFor(report, this.#remember(report));
      if (episode === undefined) continue;
      const before = { isAlert: episode.isAlert, severity: episode.severity };
      const because = dismissals.find((d) => d.mmsi === report.mmsi && report.findings.some((f) => f.kind === d.kind));
      episode.update(report, because?.dismissal.text);
      this.#note(episode, before, changes);
    }
    this.#closeOver(tickMs, changes);
    const inOrder = [...dismissals].sort(
      (a, b) => a.mmsi - b.mmsi || text(a.kind, b.kind) || text(a.dismissal.reason, b.dismissal.reason),
    );
    for (const dismissal of inOrder) this.#considered.add(dismissal);
    return changes;
  }

  /** The data has ended. Alerts that are open stay open: nobody knows what came after. */
  finish(_tickMs: number): void {
    this.#shown = undefined;
    for (const [mmsi, episode] of this.#open)
      if (!episode.isAlert) {
        this.#open.delete(mmsi);
        this.#letGo(episode);
      }
  }

  /** All that were raised, in the order of the queue. */
  alerts(): readonly Alert[] {
    return this.#show().alerts;
  }

  /** One that was raised, as it stands. */
  alert(id: string): Alert | undefined {
    return this.#show().byId.get(id);
  }

  save(): AlertBookData {
    return {
      open: [...this.#open.values()].map((episode) => episode.save()),
      closed: this.#closed.map((episode) => episode.save()),
      recent: [...this.#recent].map(([mmsi, { trail, crossings, tickMs }]) => ({
        mmsi,
        trail: trail.save(),
        crossings,
        tickMs,
      })),
      considered: this.#considered.save(),
      context: this.#context.save(),
    };
  }

  static restore(world: EpisodeWorld, data: AlertBookData): AlertBook {
    const book = new AlertBook(world);
    for (const saved of data.open) {
      const episode = Episode.restore(book.#world, saved);
      book.#open.set(episode.mmsi, episode);
    }
    for (const saved of data.closed) {
      book.#closed.push(Episode.restore(book.#world, saved));
      book.#closedIds.add(saved.id);
    }
    for (const { mmsi, trail, crossings, tickMs } of data.recent)
      book.#recent.set(mmsi, { trail: new Trail(trail), crossings, tickMs });
    book.#considered.restore(data.considered);
    book.#context.restore(data.context);
    return book;
  }

  /** Ships considered and not alerted, nearest to an asset first; of what an alert covers, the alert tells. */
  considered(): Considered[] {
    const spans = new Map<number, Episode[]>();
    for (const episode of this.#raised()) spans.set(episode.mmsi, [...(spans.get(episode.mmsi) ?? []), episode]);
    return this.#considered.list((mmsi, fromMs, toMs) =>
      (spans.get(mmsi) ?? []).some((e) => e.onsetMs <= fromMs && toMs <= e.untilMs),
    );
  }

  #show(): Shown {
    if (this.#shown === undefined) {
      const alerts = ranked(this.#raised().map((episode) => this.#alertOf(episode)));
      this.#shown = { alerts, byId: new Map(alerts.map((alert) => [alert.id, alert])) };
    }
    return this.#shown;
  }

  /** What is over does not change any more: it is written once. */
  #alertOf(episode: Episode): Alert {
    if (episode.isOpen) return episode.toAlert();
    let alert = this.#ended.get(episode.id);
    if (alert === undefined) {
      alert = episode.toAlert();
      this.#ended.set(episode.id, alert);
    }
    return alert;
  }

  #raised(): Episode[] {
    return [...this.#closed, ...this.#open.values()].filter((episode) => episode.isAlert);
  }

  #remember(report: VesselReport): Recent {
    const known = this.#recent.get(report.mmsi);
    const isNew = known === undefined || report.history !== undefined;
    const recent = {
      trail: isNew ? new Trail(report.history) : known.trail,
      crossings: [...(known?.crossings ?? []), ...report.crossings].slice(-MAX_RECENT_CROSSINGS),
      tickMs: report.tickMs,
    };
    recent.trail.extend(report);
    this.#recent.set(report.mmsi, recent);
    return recent;
  }

  #episodeFor(report: VesselReport, recent: Recent): Episode | undefined {
    const open = this.#open.get(report.mmsi);
    if (open !== undefined) return open;
    const first = earliest(report.findings.filter((f) => f.phase === 'ongoing'));
    if (first === undefined) return undefined;
    const episode = new Episode(this.#world, report, first, this.#newId(report.mmsi, first), recent);
    this.#open.set(report.mmsi, episode);
    return episode;
  }

  /** A behaviour that is found again at the same onset after it was withdrawn gets a number. */
  #newId(mmsi: number, first: Finding): string {
    const id = episodeId(mmsi, first);
    let n = 1;
    while (this.#closedIds.has(n === 1 ? id : `${id}-${n}`)) n++;
    return n === 1 ? id : `${id}-${n}`;
  }

  /** Closes what is over, and what nobody has said anything of for so long that its detectors or its signal are gone. */
  #closeOver(tickMs: number, changes: AlertChange[]): void {
    const gapMs = this.#world.config.episodeGapMin * MINUTE_MS;
    for (const [mmsi, { tickMs: lastMs }] of this.#recent) if (tickMs - lastMs > gapMs) this.#recent.delete(mmsi);
    const silent = [...this.#open.values()].filter((e) => !e.isOpen || tickMs - e.lastFindingMs > gapMs);
    for (const episode of silent.sort((a, b) => a.mmsi - b.mmsi)) {
      if (episode.isOpen) {
        episode.end(episode.lastFindingMs, false);
        if (episode.isAlert) changes.push({ what: 'ended', id: episode.id });
      }
      this.#open.delete(episode.mmsi);
      if (!episode.isAlert) this.#letGo(episode);
      else if (this.#closed.length < MAX_ALERTS) {
        this.#closed.push(episode);
        this.#closedIds.add(episode.id);
      }
    }
  }

  /** Of a withdrawn one its detector has told already. */
  #letGo(episode: Episode): void {
    if (!episode.isWithdrawn) this.#considered.add(tooLittleEvidence(episode, this.#world.config));
  }

  #note(
    episode: Episode,
    before: { isAlert: boolean; severity: Alert['severity'] | undefined },
    changes: AlertChange[],
  ): void {
    if (!episode.isAlert) return;
    const { id } = episode;
    const step = gravity(episode.severity) - gravity(before.severity);
    if (!before.isAlert) changes.push({ what: 'raised', id });
    else if (!episode.isOpen) changes.push({ what: episode.isWithdrawn ? 'withdrawn' : 'ended', id });
    else if (step !== 0) changes.push({ what: step < 0 ? 'severity-raised' : 'severity-lowered', id });
    else changes.push({ what: 'updated', id });
  }
}

/** The finding with the earliest onset, then by kind. */
function earliest(findings: readonly Finding[]): Finding | undefined {
  return [...findings].sort((a, b) => a.onsetMs - b.onsetMs || text(a.kind, b.kind))[0];
}
