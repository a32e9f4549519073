/** Hands the watch over: the sheet to read, print and sign, and the act that is kept. */
import { Anchor, Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Language, languageNames, languages } from '../../i18n/languages.ts';
import { useText } from '../../i18n/use-text.ts';
import { getText, theatrePath } from '../../state/api.ts';
import { doAct } from '../../state/do-act.ts';
import { useNode } from '../../state/node.ts';
import { setOfficer } from '../../state/officer.ts';
import { useView } from '../../state/view-state.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { sheetQuery } from './sheet-query.ts';

export function HandOverPage() {
  const t = useText('hand-over');
  const view = useView();
  const officers = useNode()?.officers ?? [];
  const [language, setLanguage] = useState<Language>(view.language);
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const [preview, setPreview] = useState<string | undefined>(undefined);
  const address = (format: 'html' | 'pdf'): string =>
    theatrePath(`hand-over?${sheetQuery({ language, format, to, note })}`);
  return (
    <Page title={t('title')}>
      <p className="mv-quiet">{t('what')}</p>
      <form
        className="mv-form"
        onSubmit={(event) => {
          event.preventDefault();
          setPreview(address('html'));
        }}
      >
        <TextInput
          label={t('to')}
          list="mv-officers"
          value={to}
          maxLength={200}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
        <datalist id="mv-officers">
          {officers.map((officer) => (
            <option key={officer.officerId} value={officer.name} />
          ))}
        </datalist>
        <NativeSelect
          label={t('language')}
          value={language}
          data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
          onChange={({ currentTarget }) => setLanguage(languages.find((l) => l === currentTarget.value)!)}
        />
        <Textarea
          label={t('note')}
          autosize
          minRows={3}
          value={note}
          maxLength={1000}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <div className="mv-buttons">
          <Button type="submit" variant="default">
            {t('preview')}
          </Button>
          <Anchor href={address('pdf')} target="_blank" rel="noreferrer" className="mv-button-link">
            {t('pdf')}
          </Anchor>
          <Button
            disabled={to.trim() === ''}
            onClick={() =>
              void doAct({
                body: { kind: 'hand-over', to: to.trim(), note },
                done: t('done', { to: to.trim() }),
              }).then((isDone) => {
                if (!isDone) return;
                setPreview(address('html'));
                // The next one to act says who he is.
                setOfficer(undefined);
              })
            }
          >
            {t('hand-over')}
          </Button>
        </div>
      </form>
      {preview === undefined ? <p className="mv-note">{t('no-preview')}</p> : <Sheet address={preview} />}
    </Page>
  );
}

/** Asked for before it is shown, so that a refusal is said in words and not inside the frame. */
function Sheet({ address }: { readonly address: string }) {
  const t = useText('hand-over');
  const query = useQuery({ queryKey: ['hand-over', address], queryFn: () => getText(address), staleTime: 0 });
  return (
    <>
      <LoadState query={query} />
      {query.isSuccess ? <iframe className="mv-sheet" title={t('sheet')} src={address} /> : null}
    </>
  );
}
