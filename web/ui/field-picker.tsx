/** Which fields go to a partner: all, or those that are picked. */
import { Radio } from '@mantine/core';
import { useState } from 'react';
import '../i18n/add-later-texts.ts';
import { useText } from '../i18n/use-text.ts';
import { CheckList } from './check-list.tsx';
import { useFieldName } from './document-table.tsx';

export type PickedFields = 'all' | readonly string[];

interface Props {
  readonly all: readonly string[];
  readonly fields: PickedFields;
  onFields(fields: PickedFields): void;
}

export function FieldPicker({ all, fields, onFields }: Props) {
  const t = useText('sharing');
  const fieldName = useFieldName();
  const [last, setLast] = useState<readonly string[]>(fields === 'all' ? [] : fields);
  return (
    <>
      <Radio.Group
        label={t('fields')}
        value={fields === 'all' ? 'all' : 'some'}
        onChange={(value) => onFields(value === 'all' ? 'all' : last)}
      >
        <div className="mv-radio-grid">
          <Radio value="all" label={t('fields-all')} />
          <Radio value="some" label={t('fields-some')} />
        </div>
      </Radio.Group>
      {fields === 'all' ? null : (
        <CheckList
          label={t('fields-which')}
          all={all}
          picked={fields}
          nameOf={fieldName}
          onPick={(picked) => {
            setLast(picked);
            onFields(picked);
          }}
        />
      )}
    </>
  );
}
