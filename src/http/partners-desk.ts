/** What HTTP asks of the partners' side of a node. Implemented by `node/partners.ts`; a node without an identity has none. */
import type { SignedCard } from '../contract/node-card.ts';
import type { PartnerActDone, PartnerActRequest } from '../contract/partner-act.ts';
import type { AlertLabel, DamageReport, PartnersState, ReleasePreview } from '../contract/partner-views.ts';
import type { Subject } from '../contract/record.ts';

export interface PartnersDesk {
  card(): Promise<SignedCard>;
  /** Grows whenever `state` would say something new. */
  readonly revision: number;
  state(): Promise<PartnersState>;
  /**
   * On disk when it resolves; the same `actId` again gives the same answer. Throws MV-TWO-OFFICERS, MV-PASSPHRASE,
   * MV-OFFICER-UNKNOWN, MV-OFFICER-OBSERVES, MV-PARTNER-UNKNOWN, MV-PARTNER-STATE, MV-RELEASE-DENIED, MV-WORDS-DIFFER and more.
   */
  act(request: PartnerActRequest): Promise<PartnerActDone>;
  preview(to: string, subject: Subject, fields: 'all' | readonly string[]): Promise<ReleasePreview>;
  damageReport(partner: string): Promise<DamageReport>;
  labelOf(theatreId: string, alertId: string): Promise<AlertLabel>;
}
