/** What main and the partners' thread say to each other. Plain data only. */
import type { Act } from '../contract/act.ts';
import type { Alert } from '../contract/alert.ts';
import type { PartnerActDone } from '../contract/partner-act.ts';
import type {
  AlertLabel,
  DamageReport,
  PartnersState,
  RecognisedShip,
  ReleasePreview,
} from '../contract/partner-views.ts';
import type { Subject } from '../contract/record.ts';
import type { AskedOfUs, CheckedAct, FoundShips } from '../federation/federation.ts';

export interface PartnersThreadData {
  /** The node's data folder. */
  readonly folder: string;
  readonly host: string;
  /** 0: any free one; absent: nobody is spoken with. */
  readonly port?: number;
}

export interface TheatreChange {
  readonly seq: number;
  readonly alerts: readonly Alert[];
  readonly acts: readonly Act[];
}

export interface MetVessel {
  readonly mmsi: number;
  readonly imo?: number | undefined;
  readonly name?: string | undefined;
}

export interface PartnersMethods {
  opened(): { readonly nodeId: string; readonly port: number; readonly card: string };
  recordChanges(theatreId: string, changes: readonly TheatreChange[]): void;
  /** A replay was started over: its journal counts from 1 again. */
  forgetTheatre(theatreId: string): void;
  act(act: CheckedAct): PartnerActDone;
  preview(to: string, subject: Subject, fields: 'all' | readonly string[]): ReleasePreview;
  damageReport(partner: string): DamageReport;
  labelOf(theatreId: string, alertId: string): AlertLabel;
  state(): PartnersState;
  meet(theatreId: string, vessels: readonly MetVessel[]): readonly RecognisedShip[];
  answer(questionId: string, found: FoundShips): void;
  figures(): { readonly refusals: Readonly<Record<string, number>> };
  close(): void;
}
export type PartnersMethod = keyof PartnersMethods;

export interface ToPartners {
  readonly id: number;
  readonly method: PartnersMethod;
  readonly args: readonly unknown[];
}

export type FromPartners =
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly code: string; readonly message: string }
  | { readonly type: 'revision'; readonly revision: number }
  /** Questions of partners that wait for this node's archive. */
  | { readonly type: 'asked'; readonly asked: readonly AskedOfUs[] }
  /** `message` absent: it works again. */
  | { readonly type: 'trouble'; readonly message?: string };
