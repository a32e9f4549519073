/** How many there are behind each part of the page: what is not acted on does not count. */
import type { PartnersState } from '../../../src/contract/partner-views.ts';
import type { PartnerPart } from '../../state/view-hash.ts';

export function partCounts(state: PartnersState): Readonly<Record<PartnerPart, number>> {
  return {
    partners: state.partners.length,
    received: state.inbound.filter((item) => !item.quarantined).length,
    lists: state.lists.length,
    questions: state.questions.length,
  };
}
