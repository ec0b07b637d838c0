import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { undoCorrelation } from '../api/audit.js';
import { FieldChanges } from '../diff/field-changes.js';
import { onlySide } from '../diff/only-side.js';
import { Icon } from '../ui/icon.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { tellDone } from '../ui/toasts.js';
import classes from './trace-page.module.css';

/** Undoes everything of a correlation at once, after showing what that means. */
export function UndoButton({ correlation }: { correlation: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<Icon name="undo" />} onClick={() => setOpened(true)}>
        Undo all of it…
      </Button>
      {opened && <UndoDialog correlation={correlation} onClose={() => setOpened(false)} />}
    </>
  );
}

function UndoDialog({ correlation, onClose }: { correlation: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const preview = useQuery({
    queryKey: ['audit', 'undo-preview', correlation],
    queryFn: () => undoCorrelation(correlation, { dry_run: true }),
    staleTime: 0,
    gcTime: 0,
  });
  const undo = useMutation({
    mutationFn: () => {
      const why = reason.trim();
      return undoCorrelation(correlation, { dry_run: false, ...(why ? { reason: why } : {}) });
    },
    onSuccess: () => {
      tellDone('Undone', 'Each step back is a version.');
      onClose();
    },
  });
  const conflicts = preview.data?.conflicts ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={<b>Undo what happened together</b>}
      closeButtonProps={{ 'aria-label': 'Close without doing anything' }}
    >
      {preview.error && <ProblemNotice error={preview.error} />}
      {preview.isPending && <RowSkeletons rows={3} />}
      {conflicts.length > 0 && (
        <Text size="sm" c="var(--bs-warn)" mb="sm" role="alert">
          <Icon name="warning" size={14} /> Later changes stand in the way:{' '}
          {conflicts
            .map(
              (item) => `${item.item_type} #${item.item_id}${item.field ? ` ${item.field}` : ''}`,
            )
            .join(', ')}
        </Text>
      )}
      {preview.data?.changes.map((item) => (
        <section key={`${item.item_type}:${item.item_id}`} className={classes.planned}>
          <h3>
            {item.item_type} #{item.item_id}
          </h3>
          <FieldChanges changes={item.changes} {...onlySide(item.event)} />
        </section>
      ))}
      <Textarea
        mt="md"
        label="Reason"
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {undo.error && <ProblemNotice error={undo.error} />}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={undo.isPending}
          disabled={preview.data === undefined || conflicts.length > 0}
          onClick={() => undo.mutate()}
        >
          Undo all of it
        </Button>
      </Group>
    </Modal>
  );
}
