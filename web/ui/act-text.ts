/** An act in one line, and what was said or written with it. */
import type { ActBody } from '../../src/contract/act.ts';
import type { Language } from '../i18n/languages.ts';
import { translator } from '../i18n/translate.ts';
import { reasonText } from './reason-text.ts';

export function actText(body: ActBody, language: Language): string {
  const t = translator(language, 'acts');
  const answer = (answered: boolean): string => t(answered ? 'answered' : 'not-answered');
  switch (body.kind) {
    case 'assign':
    case 'hand-over':
      return t(body.kind, { to: body.to });
    case 'close': {
      const reason = reasonText(translator(language, 'handling'), body.reason);
      return t('close', { reason });
    }
    case 'reopened':
      return t('reopened', { because: translator(language, 'handling')(`end-${body.because}`) });
    case 'vhf-call':
      return t('vhf-call', { channel: body.channel, answer: answer(body.answered) });
    case 'phone-call':
      return t('phone-call', { organisation: body.organisation, answer: answer(body.answered) });
    case 'unit-tasked':
    case 'unit-removed':
      return t(body.kind, { unit: body.unitId });
    case 'unit-set':
      return t('unit-set', { unit: body.unit.name });
    case 'contact-set':
      return t('contact-set', { organisation: body.contact.organisation });
    case 'contact-tested':
      return t('contact-tested', { contact: body.contactId, answer: answer(body.answered) });
    case 'works-announced':
      return t('works-announced', { title: body.works.title });
    case 'works-ended':
      return t('works-ended', { works: body.worksId });
    case 'ice-set':
      return t('ice-set', { ice: t(`ice-${body.ice.state}`) });
    case 'feed-cut':
    case 'feed-restored':
      return t(body.kind, { feed: body.feedId });
    default:
      return t(body.kind);
  }
}

/** What was said, written or replied, word for word. */
export function actDetail(body: ActBody): { readonly said?: string; readonly reply?: string } {
  switch (body.kind) {
    case 'vhf-call':
    case 'phone-call':
      return { said: body.text, reply: body.reply };
    case 'unit-tasked':
      return { said: body.task };
    case 'note':
      return { said: body.text };
    case 'close':
    case 'hand-over':
      return { said: body.note };
    case 'works-announced':
      return { said: body.works.text };
    case 'ice-set':
      return { said: body.ice.note };
    default:
      return {};
  }
}
