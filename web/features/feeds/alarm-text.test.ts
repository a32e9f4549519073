import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Alarm } from '../../../src/contract/live.ts';
import { languages } from '../../i18n/languages.ts';
import { alarmText } from './alarm-text.ts';

const alarm = (code: Alarm['code'], values: Alarm['values']): Alarm => ({
  code,
  values,
  since: '2024-12-25T10:00:00Z',
  text: 'The English of the node.',
});

describe('an alarm', () => {
  it('is a whole sentence in each language', () => {
    for (const language of languages)
      for (const one of [
        alarm('disk-full', { because: 'ENOSPC' }),
        alarm('journal-behind', { waitingBytes: 64 * 1024 * 1024 }),
        alarm('core-behind', { records: 1200 }),
        alarm('core-behind', { stopped: 'out of memory' }),
        alarm('all-feeds-lost', { feeds: 2 }),
        alarm('feed-lost', { feeds: 1, feedIds: 'porkkala' }),
        alarm('archive-failed', { what: 'store, archive' }),
        alarm('partners-closed', { code: 'MV-LOG-OLDER' }),
        alarm('partners-failed', { because: 'the disk is full' }),
      ]) {
        const text = alarmText(one, language);
        assert.doesNotMatch(text, /\{\{|undefined|NaN/);
        assert.equal(text === one.text, language === 'en');
      }
  });

  it('says what to do where the node is kept without partners', () => {
    assert.equal(
      alarmText(alarm('partners-closed', { code: 'MV-CARD-OLD' }), 'et'),
      'Ühtki partnerit ei küsitleta ega teavitata (MV-CARD-OLD). Logi on uus: tee juurvõtmega järgmine kaart ja anna see igale partnerile. Seejärel käivita valve uuesti.',
    );
    assert.match(alarmText(alarm('partners-closed', { code: 'MV-LOG-BROKEN' }), 'ja'), /バックアップから復元/);
  });

  it('names what is lost', () => {
    assert.equal(alarmText(alarm('feed-lost', { feeds: 1, feedIds: 'porkkala' }), 'et'), 'Kadunud: porkkala.');
    assert.equal(
      alarmText(alarm('archive-failed', { what: 'store, archive' }), 'ja'),
      '書き込めないもの：データベース, 保管庫。',
    );
  });
});
