import { Button, Checkbox, Group, Modal, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../api/api-problem.js';
import { type ActionPreview, restoreVersion, revertVersion } from '../api/audit.js';
import type { Version } from '../api/version.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { RowSkeletons } from '../ui/row-skeletons.js';
import { PreviewChanges } from './preview-changes.js';
import { actionName } from './version-menu.js';

interface ActionDialogProps {
  version: Version;
  onClose: () => void;
}

/** Reverts a change or restores a record, after showing exactly what would happen. */
export function ActionDialog({ version, onClose }: ActionDialogProps) {
  const act = actionName(version.event);
  const [reason, setReason] = useState('');
  const [associations, setAssociations] = useState(true);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const queryClient = useQueryClient();
  const run = (dryRun: boolean, fields?: string[]): Promise<ActionPreview> => {
    const common = { dry_run: dryRun, ...(reason.trim() ? { reason: reason.trim() } : {}) };
    return act === 'restore'
      ? restoreVersion(version.id, { ...common, associations })
      : revertVersion(version.id, { ...common, ...(fields ? { fields } : {}) });
  };
  const preview = useQuery({
    queryKey: ['audit', 'preview', version.id, act, associations],
    queryFn: () => run(true),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  const chosen = choosable(preview.data, version).filter((field) => !left.has(field));
  const action = useMutation({
    mutationFn: () => run(false, chosen),
    onSuccess: () => {
      notifications.show({
        color: 'green',
        title: act === 'restore' ? 'Record restored' : 'Change reverted',
        message: 'It is a version of its own, and can be reverted itself.',
      });
      void queryClient.invalidateQueries({ queryKey: ['audit', 'state', version.item_type] });
      onClose();
    },
    onError: (error) => {
      // Somebody was faster: what was shown is not what would happen any more.
      if (error instanceof ApiProblem && error.status === 409) void preview.refetch();
    },
  });

  const toggle = (field: string): void => {
    const next = new Set(left);
    if (!next.delete(field)) next.add(field);
    setLeft(next);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={<b>{act === 'restore' ? 'Restore this record' : 'Revert this change'}</b>}
      closeButtonProps={{ 'aria-label': 'Close without doing anything' }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {explain(act)}
      </Text>
      {act === 'restore' && (
        <Checkbox
          mb="sm"
          label="Also what was destroyed with it"
          checked={associations}
          onChange={(event) => setAssociations(event.currentTarget.checked)}
        />
      )}
      {preview.error && (
        <ProblemNotice error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {preview.isPending && <RowSkeletons rows={3} />}
      {preview.data && (
        <PreviewChanges
          preview={preview.data}
          act={act}
          version={version}
          left={left}
          onToggle={toggle}
        />
      )}
      <Textarea
        mt="md"
        label="Reason"
        description="Kept with the new version."
        placeholder="Why is this put back?"
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {action.error && (
        <div style={{ marginTop: 14 }}>
          <ProblemNotice error={action.error} />
        </div>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={action.isPending}
          disabled={preview.data === undefined || (act === 'revert' && chosen.length === 0)}
          onClick={() => action.mutate()}
        >
          {buttonText(act, chosen.length)}
        </Button>
      </Group>
    </Modal>
  );
}

/** The fields of the record itself that differ and that no later change stands in the way of. */
function choosable(preview: ActionPreview | undefined, version: Version): string[] {
  const own = preview?.changes.find((change) => change.item_id === version.item_id);
  const blocked = new Set(preview?.conflicts.map((conflict) => conflict.field));
  return Object.keys(own?.changes ?? {}).filter((field) => !blocked.has(field));
}

function explain(act: 'restore' | 'revert'): string {
  return act === 'restore'
    ? 'The record comes back as it was. History is not rewritten: this adds a new version.'
    : 'These fields go back to what they were before this change. History is not rewritten: this adds a new version.';
}

function buttonText(act: 'restore' | 'revert', count: number): string {
  if (act === 'restore') return 'Restore';
  return `Revert ${count} ${count === 1 ? 'field' : 'fields'}`;
}
