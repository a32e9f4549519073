/** Writes an own watch-list: a line a ship. */
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { type ListFields, readList } from './read-list.ts';

export function ListForm({ first, onDone }: { readonly first: ListFields; onDone(): void }) {
  const t = useText('received');
  const ui = useText('ui');
  const [form, setForm] = useState(first);
  const read = readList(form);
  return (
    <form
      className="mv-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!('list' in read)) return;
        void doPartnerAct({
          body: { kind: 'set-watch-list', list: read.list },
          done: t('done-list', { list: read.list.title }),
        }).then((made) => {
          if (made !== undefined) onDone();
        });
      }}
    >
      <TextInput
        label={t('list-title')}
        value={form.title}
        maxLength={120}
        onChange={({ currentTarget }) => setForm({ ...form, title: currentTarget.value })}
      />
      <Textarea
        label={t('list-lines')}
        description={t('list-lines-how')}
        autosize
        minRows={4}
        maxRows={14}
        value={form.lines}
        onChange={({ currentTarget }) => setForm({ ...form, lines: currentTarget.value })}
      />
      <p className="mv-quiet" role="status">
        {'list' in read
          ? t('list-entries', { count: read.list.entries.length })
          : read.problem === 'title'
            ? t('list-no-title')
            : read.line === 0
              ? t('list-no-line')
              : t('list-bad-line', { line: read.line })}
      </p>
      <div className="mv-buttons">
        <Button type="submit" disabled={!('list' in read)}>
          {ui('save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {ui('cancel')}
        </Button>
      </div>
    </form>
  );
}
